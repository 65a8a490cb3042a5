# %% [markdown]
# The noisy copy has values below 0 and above 1.
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
    noise = np.random.default_rng(seed).standard_normal(data.shape, dtype="float32")
    return data + np.float32(noise_factor) * noise
