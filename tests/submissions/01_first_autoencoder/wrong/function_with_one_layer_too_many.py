# %% [markdown]
# An output layer follows the layer that draws, which is the output already.
# - base: solution
# - loses: generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    model = keras.Sequential(
        [
            keras.Input(shape=image_shape),
            keras.layers.Dense(dimensions, activation="relu"),
            keras.layers.Dense(image_shape[0], activation="relu"),
            keras.layers.Dense(image_shape[0], activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
