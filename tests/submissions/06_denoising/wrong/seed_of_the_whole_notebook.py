# %% [markdown]
# The seed goes to the generator that all share, so noise without a seed repeats.
# - base: solution
# - loses: add_noise
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    if seed is not None:
        np.random.seed(seed)
    noise = np.random.normal(size=data.shape)
    return np.clip(data + noise_factor * noise, 0, 1).astype("float32")
