# %% [markdown]
# 0.25, the variance, is given to the layer that wants the standard deviation.
# - base: solution
# - loses: denoiser
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% denoiser
keras.utils.set_random_seed(1)
image = keras.Input(shape=(784,))
noisy_image = keras.layers.GaussianNoise(0.25)(image)
noisy_image = keras.layers.ReLU(max_value=1.0)(noisy_image)
code = keras.layers.Dense(128, activation="relu")(noisy_image)
denoiser = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
denoiser.compile(optimizer="adam", loss="binary_crossentropy")
