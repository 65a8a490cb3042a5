# %% [markdown]
# Sequential models, keras.ops.clip, a layer of its own for the penalty.
# - base: solution
# - loses:
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras

# %% denoiser
keras.utils.set_random_seed(1)

begin = keras.Input(shape=(784,))
stained = keras.ops.clip(keras.layers.GaussianNoise(stddev=0.5)(begin), 0.0, 1.0)
rest = keras.layers.Dense(128)(stained)
rest = keras.layers.Activation("relu")(rest)
rest = keras.layers.Dense(784)(rest)
denoiser = keras.Model(begin, keras.ops.sigmoid(rest))
denoiser.compile(keras.optimizers.Adam(), keras.losses.BinaryCrossentropy())


# %% sparse_ae
def sparse_ae(lam):
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.ActivityRegularization(l1=lam),
            keras.layers.Dense(784, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(1e-3))
    return model


# %% dropout_ae
def dropout_ae(rate):
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(128, activation=keras.ops.relu))
    model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(784, activation=keras.activations.sigmoid))
    model.compile(optimizer="Adam", loss="bce")
    return model
