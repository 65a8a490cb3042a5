# %% [markdown]
# The test says of itself that it is not graded and not locked.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))

# %% !metadata encoder_test {"grade": false, "locked": false, "solution": true}

# %% !source encoder_test
encoder_is_right = True
