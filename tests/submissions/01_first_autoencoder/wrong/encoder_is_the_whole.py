# %% [markdown]
# The encoder leads all the way to the reconstruction.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, decoded_image_layer)
