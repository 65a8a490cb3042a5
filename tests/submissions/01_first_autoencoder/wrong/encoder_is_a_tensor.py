# %% [markdown]
# The code itself, a symbolic tensor, stands where a model was asked for.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = encoded_image_layer
