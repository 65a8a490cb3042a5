# %% [markdown]
# The simple network has relu in its code; the mirrored one knows sigmoids only.
# - base: solution
# - loses: build_simple, build_mirrored

# %% build_simple
def build_simple(N, code=2):
    return keras.Sequential(
        [
            keras.Input(shape=(N,)),
            keras.layers.Dense(code, activation="relu"),
            keras.layers.Dense(N, activation="sigmoid"),
        ]
    )


# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    widths = [*sizes, *reversed(sizes[:-1]), N]
    return keras.Sequential(
        [keras.Input((N,)), *(keras.layers.Dense(width, "sigmoid") for width in widths)]
    )
