# %% [markdown]
# Easy tests are worth a thousand points, and those of wrong answers none.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))

# %% !metadata encoding_dim_test {"points": 1000}

# %% !metadata encoder_test {"points": 0}

# %% !metadata encoder {"points": 14, "grade": true}
