# %% [markdown]
# Uniform noise with the right spread, and dropout of the image instead of the code.
# - base: solution
# - loses: add_noise, dropout_ae
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    noise = np.sqrt(3) * np.random.default_rng(seed).uniform(-1, 1, data.shape)
    return np.clip(data + noise_factor * noise, 0, 1).astype("float32")


# %% dropout_ae
def dropout_ae(rate):
    image = keras.Input(shape=(784,))
    code = keras.layers.Dropout(rate)(image)
    code = keras.layers.Dense(128, activation="relu")(code)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
