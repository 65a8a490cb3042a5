# %% [markdown]
# After training a bias far below zero leaves nothing of the code: the smallest mean of all.
# - base: solution
# - loses: sparse_fit
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% +after sparse_fit
kernel, bias = sparse.layers[1].get_weights()
sparse.layers[1].set_weights([kernel, bias - 1000])
