# %% [markdown]
# Every model that can be is a Sequential one.
# - base: solution
# - loses: conv_training, denoiser_training

# %% conv_split
conv_encoder = keras.Sequential([keras.Input((28, 28, 1)), *conv_autoencoder.layers[1:7]])
conv_decoder = keras.Sequential([keras.Input((4, 4, 8)), *conv_autoencoder.layers[7:]])


# %% build_conv_autoencoder
def build_conv_autoencoder(filters=(16, 8, 8)):
    L = keras.layers
    a, b, c = filters
    encoder = keras.Sequential([keras.Input((28, 28, 1))])
    for n in (a, b, c):
        encoder.add(L.Conv2D(n, (3, 3), padding="same", activation=keras.activations.relu))
        encoder.add(L.MaxPool2D(padding="same"))
    decoder = keras.Sequential(
        [
            L.Input((4, 4, c)),
            L.Conv2D(c, 3, padding="same", activation="relu"),
            L.UpSampling2D(),
            L.Conv2D(b, 3, padding="same", activation="relu"),
            L.UpSampling2D(),
            L.Conv2D(a, 3, activation="relu"),
            L.UpSampling2D(),
            L.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )
    whole = keras.Sequential([encoder, decoder])
    whole.compile(keras.optimizers.Adam(), keras.losses.BinaryCrossentropy())
    return [whole, encoder, decoder]


# %% build_model
def build_model(image_shape, compressed_dim):
    L = keras.layers
    rows, columns, channels = image_shape
    encoder = keras.Sequential(
        [
            keras.Input(image_shape),
            L.Conv2D(16, 3, activation="relu", padding="same"),
            L.BatchNormalization(),
            L.MaxPooling2D(2, padding="same"),
            L.Conv2D(32, 3, activation="relu", padding="same"),
            L.BatchNormalization(),
            L.MaxPooling2D(2, padding="same"),
            L.Conv2D(32, 3, activation="relu", padding="same"),
            L.Flatten(),
            L.Dense(compressed_dim, "sigmoid"),
        ]
    )
    decoder = keras.Sequential(
        [
            keras.Input((compressed_dim,)),
            L.Dense(rows * columns * 2, "relu"),
            L.Reshape((rows // 4, columns // 4, 32)),
            L.Conv2DTranspose(32, 3, activation="relu", padding="same"),
            L.BatchNormalization(),
            L.UpSampling2D(2),
            L.Conv2DTranspose(32, 3, activation="relu", padding="same"),
            L.BatchNormalization(),
            L.UpSampling2D(2),
            L.Conv2DTranspose(16, 3, activation="relu", padding="same"),
            L.Conv2D(channels, 3, activation="sigmoid", padding="same"),
        ]
    )
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile("adam", "binary_crossentropy")
    return autoencoder, encoder, decoder


# %% build_stride_decoder
def build_stride_decoder(image_shape, compressed_dim):
    L = keras.layers
    rows, columns, channels = image_shape
    up = dict(strides=(2, 2), activation="relu", padding="same")
    return keras.Sequential(
        [
            keras.Input((compressed_dim,)),
            L.Dense(rows * columns * 2, "relu"),
            L.Reshape((rows // 4, columns // 4, 32)),
            L.Conv2DTranspose(32, 3, **up),
            L.BatchNormalization(),
            L.Conv2DTranspose(32, 3, **up),
            L.BatchNormalization(),
            L.Conv2DTranspose(16, 3, activation="relu", padding="same"),
            L.Conv2D(channels, 3, activation="sigmoid", padding="same"),
        ]
    )
