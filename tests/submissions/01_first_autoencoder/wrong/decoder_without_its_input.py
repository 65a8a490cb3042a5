# %% [markdown]
# The decoder is right, but encoded_input, which the exercise names, is missing.
# - base: solution
# - loses: decoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% decoder
code = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(code, decoder_layer(code))
