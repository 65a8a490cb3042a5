# %% [markdown]
# As published: the deep code goes into the last layer of the small network, and no error comes.
# - base: solution
# - loses: deep_decoder
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deep_decoder
deep_encoded_input = keras.Input(shape=(encoding_dim,))
deep_decoder_layer_1 = deeper_autoencoder.layers[-3]
deep_decoder_layer_2 = deeper_autoencoder.layers[-2]
deep_decoder_layer_3 = deeper_autoencoder.layers[-1]
deep_decoder = keras.Model(deep_encoded_input, decoder_layer(deep_encoded_input))
