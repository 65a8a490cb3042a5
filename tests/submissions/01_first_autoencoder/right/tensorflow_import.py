# %% [markdown]
# Keras is imported as tensorflow.keras, with names taken out of it.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +before load_images
import tensorflow.keras as keras
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model
from tensorflow.keras.datasets import mnist


# %% load_images
def load_images():
    (train, _), (test, _) = mnist.load_data()
    return [
        np.reshape(part, (-1, 28 * 28)).astype(np.float32) / np.float32(255)
        for part in (train, test)
    ]


# %% encoder
encoder = Model(inputs=[input_img], outputs=[encoded_image_layer])

# %% decoder
encoded_input = Input((encoding_dim,))
decoder_layer = autoencoder.layers[-1]
decoder = Model(inputs=encoded_input, outputs=decoder_layer(encoded_input))


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    image = Input(shape=image_shape)
    model = Model(
        image,
        Dense(*image_shape, activation="sigmoid")(Dense(dimensions, activation="relu")(image)),
    )
    model.compile(loss="binary_crossentropy", optimizer="Adam")
    return model
