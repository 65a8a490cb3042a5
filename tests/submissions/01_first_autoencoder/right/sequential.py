# %% [markdown]
# Both halves, and the function's model, as Sequential models of shared layers.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Sequential([keras.Input(shape=(784,)), autoencoder.layers[1]])

# %% decoder
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[2]
decoder = keras.Sequential([encoded_input, decoder_layer])


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    model = keras.Sequential(
        [
            keras.layers.Input(image_shape),
            keras.layers.Dense(dimensions, "relu"),
            keras.layers.Dense(image_shape[0], "sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy")
    return model
