# %% [markdown]
# Whole networks in one piece; encoder and decoder are cut out of them.
# - base: solution
# - loses: conv_training, denoiser_training

# %% conv_split
conv_encoder = keras.Model(conv_autoencoder.inputs, conv_autoencoder.layers[6].output)
conv_decoder = keras.Model(conv_autoencoder.layers[6].output, conv_autoencoder.output)


# %% build_conv_autoencoder
def cut(model, place):
    code = keras.Input(model.layers[place].output.shape[1:])
    x = code
    for layer in model.layers[place + 1 :]:
        x = layer(x)
    return keras.Model(model.input, model.layers[place].output), keras.Model(code, x)


def build_conv_autoencoder(filters=(16, 8, 8)):
    L, same = keras.layers, {"activation": "relu", "padding": "same"}
    image = keras.Input((28, 28, 1), name="image")
    x = image
    for number, count in enumerate(filters):
        x = L.MaxPooling2D(2, padding="same")(L.Conv2D(count, 3, **same, name=f"down{number}")(x))
    for number, count in enumerate(filters[::-1]):
        options = same if number < 2 else {"activation": "relu"}
        x = L.UpSampling2D(2)(L.Conv2D(count, 3, **options, name=f"up{number}")(x))
    model = keras.Model(image, L.Conv2D(1, 3, activation="sigmoid", padding="same")(x))
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=keras.losses.binary_crossentropy)
    return (model, *cut(model, 6))


# %% build_model
def build_model(image_shape, compressed_dim):
    L, same = keras.layers, {"activation": "relu", "padding": "same"}
    h, w, c = image_shape
    image = keras.Input(image_shape)
    x = L.MaxPooling2D(2, padding="same")(L.BatchNormalization()(L.Conv2D(16, 3, **same)(image)))
    x = L.MaxPooling2D(2, padding="same")(L.BatchNormalization()(L.Conv2D(32, 3, **same)(x)))
    x = L.Reshape((-1,))(L.Conv2D(32, 3, **same)(x))
    x = L.Dense(compressed_dim, activation="sigmoid", name="code")(x)
    x = L.Reshape((h // 4, w // 4, 32))(L.Dense(h // 4 * (w // 4) * 32, activation="relu")(x))
    x = L.UpSampling2D(2)(L.BatchNormalization()(L.Conv2DTranspose(32, 3, **same)(x)))
    x = L.UpSampling2D(2)(L.BatchNormalization()(L.Conv2DTranspose(32, 3, **same)(x)))
    x = L.Conv2D(c, 3, activation="sigmoid", padding="same")(L.Conv2DTranspose(16, 3, **same)(x))
    model = keras.Model(image, x)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    place = [layer.name for layer in model.layers].index("code")
    return (model, *cut(model, place))
