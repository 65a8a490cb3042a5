# %% [markdown]
# Each call draws anew, whatever the seed; the loss is a sum over the pixels.
# - base: solution
# - loses: init_parameters, mean_square

# %% init_parameters
def init_parameters(seed):
    weights, biases = {}, {}
    for name, shape in SHAPES.items():
        if "_h" in name:
            weights[name] = tf.Variable(tf.random.normal(shape, stddev=0.05))
        else:
            biases[name] = tf.Variable(tf.zeros(shape))
    return weights, biases


# %% mean_square
def mean_square(reconstructed, original):
    return tf.reduce_mean(tf.reduce_sum((reconstructed - original) ** 2, axis=1))
