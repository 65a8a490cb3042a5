# %% [markdown]
# The answers are compared with the noisy images, the clean ones are left out.
# - base: solution
# - loses: psnr_gain
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% psnr_gain
def psnr_gain(model, images, noise_factor, seed):
    noisy_images = add_noise(images, noise_factor, seed)
    return psnr(noisy_images, answers(model, noisy_images)) - psnr(images, noisy_images)
