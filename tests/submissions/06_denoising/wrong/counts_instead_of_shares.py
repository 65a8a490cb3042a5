# %% [markdown]
# Counts where shares were asked for, units and images mixed up; and the rate that is kept, not dropped.
# - base: solution
# - loses: report, dropout_ae
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% report
def mean_code(codes):
    return codes[codes > 0].mean()


def active_fraction(codes):
    return int(np.sum(codes > 0))


def dead_units(codes):
    return int(np.sum(np.all(codes == 0, axis=1)))


# %% dropout_ae
def dropout_ae(rate):
    image = keras.Input(shape=(784,))
    code = keras.layers.Dense(128, activation="relu")(image)
    code = keras.layers.Dropout(1 - rate)(code)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
