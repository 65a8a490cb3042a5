# %% [markdown]
# Every layer has a sigmoid; the shapes are all right.
# - base: solution
# - loses: deeper_autoencoder
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deeper_autoencoder
input_img = keras.Input(shape=(784,))
encoded_1 = keras.layers.Dense(128, activation="sigmoid")(input_img)
encoded_2 = keras.layers.Dense(64, activation="sigmoid")(encoded_1)
encoded_3 = keras.layers.Dense(32, activation="sigmoid")(encoded_2)
decoded_1 = keras.layers.Dense(64, activation="sigmoid")(encoded_3)
decoded_2 = keras.layers.Dense(128, activation="sigmoid")(decoded_1)
decoded_3 = keras.layers.Dense(784, activation="sigmoid")(decoded_2)
deeper_autoencoder = keras.Model(input_img, decoded_3)
