# %% [markdown]
# The decoder begins at an image, through both layers, instead of at a code.
# - base: solution
# - loses: decoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% decoder
encoded_input = keras.Input(shape=(784,))
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(encoded_input, decoder_layer(autoencoder.layers[1](encoded_input)))
