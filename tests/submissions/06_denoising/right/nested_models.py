# %% [markdown]
# Models inside models: the noise, the encoder and the decoder are models of their own.
# - base: solution
# - loses:
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: plain.keras <- solution/06_denoising/plain.keras

# %% denoiser
keras.utils.set_random_seed(1)
spoil = keras.Sequential(
    [keras.Input((784,)), keras.layers.GaussianNoise(0.5), keras.layers.ReLU(1.0)], name="spoil"
)
halves = keras.Sequential(
    [keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(784, "sigmoid")]
)
whole = keras.Input((784,))
denoiser = keras.Model(whole, halves(spoil(whole)))
denoiser.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="binary_crossentropy")


# %% sparse_ae
def encoder_and_decoder(between=(), **settings):
    encoder = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu", **settings)])
    decoder = keras.Sequential([keras.Input((128,)), keras.layers.Dense(784, "sigmoid")])
    image = keras.Input((784,))
    code = encoder(image)
    for layer in between:
        code = layer(code)
    model = keras.Model(image, decoder(code))
    model.compile("adam", "binary_crossentropy")
    return model


def sparse_ae(lam):
    return encoder_and_decoder(activity_regularizer=keras.regularizers.L1L2(l1=lam))


# %% dropout_ae
def dropout_ae(rate):
    return encoder_and_decoder([keras.layers.Dropout(rate, seed=5)])
