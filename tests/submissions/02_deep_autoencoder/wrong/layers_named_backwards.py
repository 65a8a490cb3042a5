# %% [markdown]
# The decoder is right, but its layers are numbered from the end.
# - base: solution
# - loses: deep_decoder
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deep_decoder
deep_encoded_input = keras.Input(shape=(encoding_dim,))
deep_decoder_layer_1 = deeper_autoencoder.layers[-1]
deep_decoder_layer_2 = deeper_autoencoder.layers[-2]
deep_decoder_layer_3 = deeper_autoencoder.layers[-3]
drawn = deep_decoder_layer_2(deep_decoder_layer_3(deep_encoded_input))
deep_decoder = keras.Model(deep_encoded_input, deep_decoder_layer_1(drawn))
