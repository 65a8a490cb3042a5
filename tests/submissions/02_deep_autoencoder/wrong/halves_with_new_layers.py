# %% [markdown]
# Both halves are built anew; training the whole never reaches them.
# - base: solution
# - loses: deep_encoder, deep_decoder
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deep_encoder
start = keras.Input(shape=(784,))
hidden = keras.layers.Dense(128, activation="relu")(start)
hidden = keras.layers.Dense(64, activation="relu")(hidden)
deep_encoder = keras.Model(start, keras.layers.Dense(32, activation="relu")(hidden))

# %% deep_decoder
deep_encoded_input = keras.Input(shape=(32,))
deep_decoder_layer_1 = keras.layers.Dense(64, activation="relu")
deep_decoder_layer_2 = keras.layers.Dense(128, activation="relu")
deep_decoder_layer_3 = keras.layers.Dense(784, activation="sigmoid")
deep_decoder = keras.Model(
    deep_encoded_input,
    deep_decoder_layer_3(deep_decoder_layer_2(deep_decoder_layer_1(deep_encoded_input))),
)
