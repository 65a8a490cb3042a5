# %% [markdown]
# The function returns a model that was not compiled.
# - base: solution
# - loses: generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    image = keras.Input(shape=image_shape)
    code = keras.layers.Dense(dimensions, activation="relu")(image)
    reconstruction = keras.layers.Dense(image_shape[0], activation="sigmoid")(code)
    model = keras.Model(image, reconstruction)
    return model
