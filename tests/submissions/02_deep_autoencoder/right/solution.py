# %% [markdown]
# The solution, with the weights that it saved.
# - base: solution
# - loses:
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras
