# %% [markdown]
# The argument is not used: the bare word "l1" means 0.01, and the code dies.
# - base: solution
# - loses: sparse_ae
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras

# %% sparse_ae
def sparse_ae(lam):
    image = keras.Input(shape=(784,))
    code = keras.layers.Dense(128, activation="relu", activity_regularizer="l1")(image)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
