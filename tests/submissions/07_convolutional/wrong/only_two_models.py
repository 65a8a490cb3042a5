# %% [markdown]
# The published function itself: it prints None and returns no decoder.
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
    encoder_output = L.Dense(compressed_dim, activation="sigmoid")(x)
    x = L.Dense(7 * 7 * 32, activation="relu")(encoder_output)
    x = L.Reshape((7, 7, 32))(x)
    x = L.Conv2DTranspose(32, 3, activation="relu", padding="same")(x)
    x = L.BatchNormalization()(x)
    x = L.UpSampling2D(2)(x)
    x = L.Conv2DTranspose(32, 3, activation="relu", padding="same")(x)
    x = L.BatchNormalization()(x)
    x = L.UpSampling2D(2)(x)
    x = L.Conv2DTranspose(16, 3, activation="relu", padding="same")(x)
    decoder_output = L.Conv2D(1, 3, activation="sigmoid", padding="same")(x)
    encoder = keras.Model(encoder_input, encoder_output)
    autoencoder = keras.Model(encoder_input, decoder_output)
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    print(autoencoder.summary())
    return encoder, autoencoder
