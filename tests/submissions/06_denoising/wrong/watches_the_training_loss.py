# %% [markdown]
# Early stopping on the loss of the training images, which never turns round. The gain is measured from clean images.
# - base: solution
# - loses: early_stopping, psnr_gain
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% early_stopping
def early_stopping(patience):
    return keras.callbacks.EarlyStopping(
        monitor="loss", patience=patience, restore_best_weights=True
    )


# %% psnr_gain
def psnr_gain(model, images, noise_factor, seed):
    noisy_images = add_noise(images, noise_factor, seed)
    return psnr(images, answers(model, images)) - psnr(images, noisy_images)
