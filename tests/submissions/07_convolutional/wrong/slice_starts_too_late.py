# %% [markdown]
# The slice for the decoder begins one layer too late; the shapes fit all the same.
# - base: solution
# - loses: conv_split, conv_training, denoiser_training

# %% conv_split
conv_encoder = keras.Model(conv_input_img, conv_encoded)
conv_encoded_input = keras.Input(shape=(4, 4, 8))
tensor = conv_encoded_input
for layer in conv_autoencoder.layers[8:]:
    tensor = layer(tensor)
conv_decoder = keras.Model(conv_encoded_input, tensor)
