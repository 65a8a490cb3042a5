# %% [markdown]
# All right, and full of warnings: four ways to write to stderr, in cells of every kind.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +first
import logging
import os
import subprocess
import sys
import warnings

logging.basicConfig(level=logging.WARNING)


def noise(where):
    print(f"to stderr, from {where}", file=sys.stderr)
    warnings.warn(f"a warning from {where}", stacklevel=2)
    logging.getLogger("student").error("a log line from %s", where)
    os.write(2, f"past Python, from {where}\n".encode())
    command = [sys.executable, "-c", "import sys; sys.stderr.write('from a program of its own')"]
    subprocess.run(command, check=True)


noise("the first cell")


# %% load_images
def load_images():
    noise("load_images")
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.reshape(len(train), -1).astype("float32") / 255
    test = test.reshape(len(test), -1).astype("float32") / 255
    return train, test


# %% encoder
noise("encoder")
encoder = keras.Model(input_img, encoded_image_layer)
np.array([1.0]) / np.array([0.0])

# %% compile
noise("compile")
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    noise("a call from the test")
    image = keras.Input(shape=image_shape)
    # Keras warns that input_shape is not for layers like this one.
    code = keras.layers.Dense(dimensions, activation="relu", input_shape=image_shape)(image)
    reconstruction = keras.layers.Dense(image_shape[0], activation="sigmoid")(code)
    model = keras.Model(image, reconstruction)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
