# %% [markdown]
# The decoder has the filters in the encoder's order: right for no code but one.
# - base: solution
# - loses: build_conv_autoencoder, conv_training, denoiser_training

# %% build_conv_autoencoder
def build_conv_autoencoder(filters=(16, 8, 8)):
    image = keras.Input(shape=(28, 28, 1))
    tensor = image
    for count in filters:
        tensor = keras.layers.Conv2D(count, 3, activation="relu", padding="same")(tensor)
        tensor = keras.layers.MaxPooling2D(2, padding="same")(tensor)
    encoder = keras.Model(image, tensor)
    code = keras.Input(shape=encoder.output_shape[1:])
    tensor = code
    for count, padding in zip(filters, ("same", "same", "valid")):
        tensor = keras.layers.Conv2D(count, 3, activation="relu", padding=padding)(tensor)
        tensor = keras.layers.UpSampling2D(2)(tensor)
    tensor = keras.layers.Conv2D(1, 3, activation="sigmoid", padding="same")(tensor)
    decoder = keras.Model(code, tensor)
    autoencoder = keras.Model(image, decoder(encoder(image)))
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return autoencoder, encoder, decoder
