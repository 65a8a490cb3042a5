# %% [markdown]
# The cell that builds the network ran once more after training: what is left is untrained.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +after fit
encoded_image_layer = keras.layers.Dense(encoding_dim, activation="relu")(input_img)
decoded_image_layer = keras.layers.Dense(784, activation="sigmoid")(encoded_image_layer)
autoencoder = keras.Model(input_img, decoded_image_layer)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
