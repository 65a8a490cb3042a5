# %% [markdown]
# The code of one network is decoded with the layer of another that was built alike.
# - base: solution
# - loses: decoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% decoder
other = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        keras.layers.Dense(encoding_dim, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ]
)
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = other.layers[-1]
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))
