# %% [markdown]
# Never ends: once in a cell, once in a function that a test calls and that will not be
# interrupted.
# - base: solution
# - loses: encode_decode, generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encode_decode
while True:
    pass


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    while True:
        try:
            while True:
                pass
        except BaseException:
            print("not now")
