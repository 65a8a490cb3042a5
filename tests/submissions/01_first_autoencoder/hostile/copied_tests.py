# %% [markdown]
# The test is there twice, and the first of the two asks for nothing.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))

# %% !copy encoder_test

# %% !source encoder_test
assert True

# %% !copy load_images
