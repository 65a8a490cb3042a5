# %% [markdown]
# The whole is put together anew from its two halves, and that is what is trained.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +after decoder
autoencoder = keras.Model(input_img, decoder(encoder(input_img)))


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    image, start = keras.Input(shape=image_shape), keras.Input(shape=(dimensions,))
    first = keras.Model(image, keras.layers.Dense(dimensions, activation="relu")(image))
    second = keras.Model(start, keras.layers.Dense(image_shape[0], activation="sigmoid")(start))
    model = keras.Sequential([first, second])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
