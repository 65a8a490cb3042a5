# %% [markdown]
# The decoder is cut out at the middle of the network, codes and images are computed by calls.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% decoder
encoded_input = encoded_image_layer
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(encoded_input, decoded_image_layer)

# %% encode_decode
encoded_imgs = encoder(X_test)
decoded_imgs = np.concatenate(
    [decoder(encoded_imgs[at : at + 1000]) for at in range(0, 10000, 1000)]
)
