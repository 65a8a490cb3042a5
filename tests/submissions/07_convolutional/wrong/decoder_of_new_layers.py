# %% [markdown]
# The decoder is made of new layers of the same shapes, which nobody trains.
# - base: solution
# - loses: conv_split, conv_training, denoiser_training

# %% conv_split
conv_encoder = keras.Model(conv_input_img, conv_encoded)
conv_encoded_input = keras.Input(shape=(4, 4, 8))
tensor = conv_encoded_input
for layer in conv_autoencoder.layers[7:]:
    tensor = type(layer).from_config(layer.get_config())(tensor)
conv_decoder = keras.Model(conv_encoded_input, tensor)
