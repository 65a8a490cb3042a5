# %% [markdown]
# The sizes of MNIST are written into the function, as in the published text.
# - base: solution
# - loses: build_model, conv_training, denoiser_training

# %% build_model
def build_model(image_shape, compressed_dim):
    L = keras.layers
    encoder_input = keras.Input(shape=image_shape)
    x = L.Conv2D(16, 3, activation="relu", padding="same")(encoder_input)
    x = L.BatchNormalization()(x)
    x = L.MaxPooling2D(2, padding="same")(x)
    x = L.Conv2D(32, 3, activation="relu", padding="same")(x)
    x = L.BatchNormalization()(x)
    x = L.MaxPooling2D(2, padding="same")(x)
    x = L.Conv2D(32, 3, activation="relu", padding="same")(x)
    x = L.Flatten()(x)
    encoder = keras.Model(encoder_input, L.Dense(compressed_dim, activation="sigmoid")(x))
    code = keras.Input((compressed_dim,))
    x = L.Dense(7 * 7 * 32, activation="relu")(code)
    x = L.Reshape((7, 7, 32))(x)
    x = L.Conv2DTranspose(32, 3, activation="relu", padding="same")(x)
    x = L.BatchNormalization()(x)
    x = L.UpSampling2D(2)(x)
    x = L.Conv2DTranspose(32, 3, activation="relu", padding="same")(x)
    x = L.BatchNormalization()(x)
    x = L.UpSampling2D(2)(x)
    x = L.Conv2DTranspose(16, 3, activation="relu", padding="same")(x)
    decoder = keras.Model(code, L.Conv2D(1, 3, activation="sigmoid", padding="same")(x))
    autoencoder = keras.Model(encoder_input, decoder(encoder(encoder_input)))
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return autoencoder, encoder, decoder
