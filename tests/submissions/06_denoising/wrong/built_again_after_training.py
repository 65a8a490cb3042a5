# %% [markdown]
# The cell that builds the denoiser ran once more after training.
# - base: solution
# - loses: denoiser_fit
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% +after denoiser_fit
denoiser = keras.models.clone_model(denoiser)
denoiser.compile(optimizer="adam", loss="binary_crossentropy")
