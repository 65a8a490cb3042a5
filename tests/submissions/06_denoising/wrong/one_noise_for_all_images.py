# %% [markdown]
# One pattern of noise is drawn and laid over every image. And 10e-5 is read as 0.00001.
# - base: solution
# - loses: add_noise, ten_e_minus_five, sparse_fit
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    noise = np.random.default_rng(seed).standard_normal(data.shape[1:])
    return np.clip(data + noise_factor * noise, 0, 1).astype("float32")


# %% ten_e_minus_five
ten_e_minus_five = "a"

# %% sparse_fit
keras.utils.set_random_seed(1)
sparse = sparse_ae(0.00001)
sparse_history = sparse.fit(
    X_train, X_train, epochs=10, batch_size=256, validation_data=(X_valid, X_valid), verbose=2
)
sparse.save("sparse.keras")
