# %% [markdown]
# A right answer that writes to stderr in every way there is, wherever it can.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +first
import logging
import os
import subprocess
import sys
import warnings

warnings.simplefilter("always")


def complain(where):
    sys.stderr.write(f"{where}: sys.stderr\n")
    print(f"{where}: print", file=sys.__stderr__)
    warnings.warn(f"{where}: a warning", DeprecationWarning, stacklevel=2)
    warnings.warn(f"{where}: another", stacklevel=1)
    logging.critical("%s: logging", where)
    os.write(2, f"{where}: file descriptor 2\n".encode())
    subprocess.run(
        [sys.executable, "-c", f"import os; os.write(2, b'{where}: a child')"], check=True
    )
    subprocess.run(f"echo {where}: the shell >&2", shell=True, check=True)


complain("the beginning")


# %% load_images
def load_images():
    complain("loading")
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.reshape(len(train), -1).astype("float32") / 255
    test = test.reshape(len(test), -1).astype("float32") / 255
    return train, test


# %% encoding_dim
complain("before the code size")
encoding_dim = 32

# %% encoder
encoder = keras.Model(input_img, encoded_image_layer)
complain("after the encoder")

# %% encode_decode
complain("predicting")
encoded_imgs = encoder.predict(X_test, verbose=0)
decoded_imgs = decoder.predict(encoded_imgs, verbose=1)
np.log(encoded_imgs)


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    complain("called by the test")
    image = keras.Input(shape=image_shape)
    code = keras.layers.Dense(dimensions, activation="relu", input_dim=image_shape[0])(image)
    reconstruction = keras.layers.Dense(image_shape[0], activation="sigmoid")(code)
    model = keras.Model(image, reconstruction)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


# %% +last
complain("the end")
