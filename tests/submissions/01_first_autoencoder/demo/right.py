# %% [markdown]
# The solution, with the weights that it saved.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras
