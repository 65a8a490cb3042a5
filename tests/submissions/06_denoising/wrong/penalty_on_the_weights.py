# %% [markdown]
# The penalty lies on the weights, not on what comes out of the layer.
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
    code = keras.layers.Dense(
        128, activation="relu", kernel_regularizer=keras.regularizers.L1(lam)
    )(image)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
