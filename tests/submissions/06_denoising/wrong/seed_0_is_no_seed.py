# %% [markdown]
# A test for truth, where one for None was meant: the seed 0 is ignored. And the unit is dead that is 0 once.
# - base: solution
# - loses: add_noise, report
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    generator = np.random.default_rng(seed) if seed else np.random.default_rng()
    noise = generator.standard_normal(data.shape, dtype="float32")
    return np.clip(data + noise_factor * noise, 0, 1).astype("float32")


# %% report
def mean_code(codes):
    return np.mean(codes)


def active_fraction(codes):
    return np.mean(codes > 0)


def dead_units(codes):
    return int(np.sum(np.any(codes == 0, axis=0)))
