# %% [markdown]
# The decoder gets a fresh layer, which the training never reaches.
# - base: solution
# - loses: decoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% decoder
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = keras.layers.Dense(784, activation="sigmoid")
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))
