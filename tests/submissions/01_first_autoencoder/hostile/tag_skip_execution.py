# %% [markdown]
# Locked test cells carry the tag that lets some tools leave a cell out.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))

# %% !tag encoder_test skip-execution

# %% !tag encoder_test remove_cell

# %% !tag load_images_test skip-execution
