# %% [markdown]
# Only the last layer is taken, which wants 128 numbers and not 32.
# - base: solution
# - loses: deep_decoder
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deep_decoder
deep_encoded_input = keras.Input(shape=(encoding_dim,))
deep_decoder_layer = deeper_autoencoder.layers[-1]
deep_decoder = keras.Model(deep_encoded_input, deep_decoder_layer(deep_encoded_input))
