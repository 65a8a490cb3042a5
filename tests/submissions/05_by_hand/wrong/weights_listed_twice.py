# %% [markdown]
# The weights are in the list twice, the biases are not; the tiles are only reshaped.
# - base: solution
# - loses: trainable_variables, canvas

# %% trainable_variables
trainable_variables = list(weights.values()) * 2


# %% canvas
def canvas(images, n):
    return np.reshape(images[: n * n], (28 * n, 28 * n))
