# %% [markdown]
# Constants in place of variables, and a loss for each image instead of one.
# - base: solution
# - loses: init_parameters, mean_square

# %% init_parameters
def init_parameters(seed):
    rng = np.random.default_rng(seed)
    weights = {
        n: tf.constant(rng.normal(0, 0.05, s), dtype=tf.float32)
        for n, s in SHAPES.items()
        if "_h" in n
    }
    biases = {n: tf.zeros(s) for n, s in SHAPES.items() if "_b" in n}
    return weights, biases


# %% mean_square
def mean_square(reconstructed, original):
    return keras.losses.mean_squared_error(original, reconstructed)
