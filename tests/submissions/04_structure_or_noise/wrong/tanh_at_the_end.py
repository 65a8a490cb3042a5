# %% [markdown]
# The last layer gets the given activation too; the letters say what one believes at first.
# - base: solution
# - loses: build_mirrored, why_the_bell, how_it_grows, why_it_stalls

# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    widths = [*sizes, *reversed(sizes[:-1]), N]
    return keras.Sequential(
        [keras.Input((N,)), *(keras.layers.Dense(width, activation) for width in widths)]
    )


# %% why_the_bell
why_the_bell = "a"

# %% how_it_grows
how_it_grows = "a"

# %% why_it_stalls
why_it_stalls = "c"
