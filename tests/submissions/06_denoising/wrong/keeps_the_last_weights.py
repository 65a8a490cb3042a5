# %% [markdown]
# It stops in time and keeps the last weights; and what val_loss holds is taken for overfitting.
# - base: solution
# - loses: early_stopping, what_val_loss_holds
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% early_stopping
def early_stopping(patience):
    return keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience)


# %% what_val_loss_holds
what_val_loss_holds = "a"
