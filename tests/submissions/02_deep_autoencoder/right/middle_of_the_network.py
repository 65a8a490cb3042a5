# %% [markdown]
# The decoder begins at the code inside the network; arrays come from calls.
# - base: solution
# - loses:
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% load_images
def load_images():
    loaded = [pair[0] for pair in keras.datasets.mnist.load_data()]
    return tuple(np.divide(part, 255, dtype="float32").reshape((-1, 784)) for part in loaded)


# %% deep_encoder
deep_encoder = keras.Model(deeper_autoencoder.input, deeper_autoencoder.get_layer(index=3).output)

# %% deep_decoder
deep_encoded_input = encoded_3
deep_decoder_layer_1, deep_decoder_layer_2, deep_decoder_layer_3 = deeper_autoencoder.layers[4:]
deep_decoder = keras.Model(encoded_3, decoded_3)

# %% encode_decode
deep_encoded_imgs = deep_encoder(X_test)
deep_decoded_imgs = deep_decoder(deep_encoded_imgs)

# %% comparison
comparison = dict(
    original=[image.reshape(28, 28) for image in X_test[:10]],
    simple=autoencoder.predict(X_test[:10], verbose=0),
    deep=deeper_autoencoder.predict(X_test[:10], verbose=0).reshape(10, 28, 28),
)


# %% dead_units
def dead_units(codes):
    count = 0
    for unit in range(codes.shape[1]):
        if not np.any(codes[:, unit]):
            count += 1
    return count


# %% largest_gap
def largest_gap(whole, encoder, decoder, images):
    return keras.ops.max(keras.ops.abs(decoder(encoder(images)) - whole(images)))
