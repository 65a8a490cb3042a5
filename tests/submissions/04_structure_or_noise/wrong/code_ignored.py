# %% [markdown]
# The code has two numbers whatever is asked; the way up is the published one, 3,974 parameters.
# - base: solution
# - loses: build_simple, build_mirrored

# %% build_simple
def build_simple(N, code=2):
    return keras.Sequential(
        [
            keras.Input(shape=(N,)),
            keras.layers.Dense(2, activation="sigmoid"),
            keras.layers.Dense(N, activation="sigmoid"),
        ]
    )


# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    row = keras.Input(shape=(N,))
    x = row
    for width in sizes:
        x = keras.layers.Dense(width, activation=activation)(x)
    for width in sizes[:-1]:
        x = keras.layers.Dense(N, activation=activation)(x)
    return keras.Model(row, keras.layers.Dense(N, activation="sigmoid")(x))
