# %% [markdown]
# A new layer for the code, with the activation of the other one.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
hidden = keras.layers.Dense(encoding_dim, activation="sigmoid")
encoder = keras.Sequential([keras.Input(shape=(784,)), hidden])
