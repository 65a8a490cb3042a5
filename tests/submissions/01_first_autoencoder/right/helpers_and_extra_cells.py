# %% [markdown]
# Helper functions, looks at results, wrong tries that were put right, Jupyter's own commands.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +first
# %matplotlib inline
import time
from functools import partial

started = time.time()


# %% +before load_images
def prepare(images):
    """Rows of numbers from 0 to 1."""
    images = images.astype("float32")
    images /= 255
    return images.reshape(images.shape[0], images.shape[1] * images.shape[2])


# %% load_images
def load_images():
    data = keras.datasets.mnist.load_data()
    return prepare(data[0][0]), prepare(data[1][0])


# %% +after load_images_test
X_train.min(), X_train.max()

# %% encoding_dim
encoding_dim = 64
encoding_dim //= 2

# %% +before encoder
autoencoder.summary()

# %% encoder
encoder = keras.Model(input_img, decoded_image_layer)  # no, that is the whole
encoder = keras.Model(input_img, encoded_image_layer)

# %% +after encoder_test
encoder.no_such_attribute


# %% decoder
def last_layer(model):
    return model.layers[-1]


decoder_layer = last_layer(autoencoder)
encoded_input = keras.Input(shape=encoder.output_shape[1:])
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))

# %% +after decoder_test
# !echo "a command of the shell"

# %% compile
recipe = partial(autoencoder.compile, loss="binary_crossentropy")
recipe(optimizer="sgd")
recipe(optimizer="adam")

# %% +after generate_auto_encoder_test
print(f"{time.time() - started:.0f} s in all")
