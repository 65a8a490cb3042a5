# %% [markdown]
# deep_encoder is made of the small network, whose codes have the same size.
# - base: solution
# - loses: deep_encoder
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deep_encoder
deep_encoder = keras.Model(image, code)
