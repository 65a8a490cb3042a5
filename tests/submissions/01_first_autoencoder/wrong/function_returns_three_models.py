# %% [markdown]
# The function returns three models, where one was asked for.
# - base: solution
# - loses: generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    image = keras.Input(shape=image_shape)
    code = keras.layers.Dense(dimensions, activation="relu")(image)
    layer = keras.layers.Dense(image_shape[0], activation="sigmoid")
    whole = keras.Model(image, layer(code))
    whole.compile(optimizer="adam", loss="binary_crossentropy")
    start = keras.Input(shape=(dimensions,))
    return whole, keras.Model(image, code), keras.Model(start, layer(start))
