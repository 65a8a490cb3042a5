# %% [markdown]
# Everything in loops and plain Python, as somebody writes who is new to NumPy.
# - base: solution
# - loses:
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    generator = np.random.RandomState(seed)
    result = np.empty(data.shape, dtype=np.float32)
    for n in range(len(data)):
        row = data[n] + noise_factor * generator.normal(size=data[n].shape)
        row[row < 0] = 0
        row[row > 1] = 1
        result[n] = row
    return result


# %% report
def mean_code(codes):
    total = 0.0
    for row in codes:
        total = total + float(row.sum())
    return total / (len(codes) * len(codes[0]))


def active_fraction(codes):
    return float((codes != 0).sum()) / codes.size


def dead_units(codes):
    dead = 0
    for unit in range(codes.shape[1]):
        if max(codes[:, unit]) == 0:
            dead += 1
    return dead


# %% psnr_gain
def psnr_gain(model, images, noise_factor, seed):
    noisy = add_noise(images, noise_factor, seed=seed)
    denoised = model.predict(noisy, verbose=0)
    before = ((images - noisy) ** 2).mean()
    after = ((images - denoised) ** 2).mean()
    return 10 * np.log10(before / after)
