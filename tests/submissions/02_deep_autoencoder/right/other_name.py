# %% [markdown]
# The network under its other name, activations as layers of their own, halves as Sequential.
# - base: solution
# - loses:
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deeper_autoencoder
def dense_then(activation, units, before):
    return keras.layers.Activation(activation)(keras.layers.Dense(units)(before))


input_img = keras.layers.Input((784,))
encoded_1 = dense_then("relu", 128, input_img)
encoded_2 = dense_then("relu", 64, encoded_1)
encoded_3 = dense_then("relu", 32, encoded_2)
decoded_1 = dense_then("relu", 64, encoded_3)
decoded_2 = dense_then("relu", 128, decoded_1)
decoded_3 = dense_then("sigmoid", 784, decoded_2)
deep_autoencoder = keras.Model(inputs=input_img, outputs=decoded_3, name="deep")

# %% deep_encoder
deep_encoder = keras.Sequential([keras.Input((784,)), *deep_autoencoder.layers[1:7]])

# %% deep_decoder
deep_encoded_input = keras.Input((encoding_dim,))
drawing = deep_autoencoder.layers[7:]
deep_decoder_layer_1, deep_decoder_layer_2, deep_decoder_layer_3 = drawing[::2]
deep_decoder = keras.Sequential([deep_encoded_input, *drawing])

# %% compile
deep_autoencoder.compile("adam", "bce")

# %% fit
deep_history = deep_autoencoder.fit(
    x=X_train, y=X_train, batch_size=256, epochs=100, validation_data=(X_test, X_test), verbose=0
)
deep_autoencoder.save("deeper.keras")
