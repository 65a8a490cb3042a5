# %% [markdown]
# One layer too early: the layer that makes the code does not take one.
# - base: solution
# - loses: decoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% decoder
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[-2]
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))
