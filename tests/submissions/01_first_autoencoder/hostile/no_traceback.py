# %% [markdown]
# Errors leave no trace: the shell's way of showing them is replaced, twice.
# - base: solution
# - loses: encoder, generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +first
shell = get_ipython()
shell.showtraceback = shell.showsyntaxerror = shell._showtraceback = lambda *args, **kwargs: None
shell.set_custom_exc((Exception,), lambda *args, **kwargs: None)

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    raise AssertionError
