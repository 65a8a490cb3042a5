# %% [markdown]
# The solution with the files that it saved.
# - base: solution
# - loses:
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras
