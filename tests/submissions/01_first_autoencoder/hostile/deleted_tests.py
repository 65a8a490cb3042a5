# %% [markdown]
# The test of a wrong answer is deleted, and so is the answer of another.
# - base: solution
# - loses: encoder, generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))

# %% !delete encoder_test

# %% !delete generate_auto_encoder
