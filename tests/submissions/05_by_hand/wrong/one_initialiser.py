# %% [markdown]
# One initialiser for all matrices: they hold the same numbers.
# - base: solution
# - loses: init_parameters

# %% init_parameters
def init_parameters(seed):
    random_normal = keras.initializers.RandomNormal(stddev=0.05, seed=seed)
    weights = {
        "encoder_h1": tf.Variable(random_normal([784, 128])),
        "encoder_h2": tf.Variable(random_normal([128, 64])),
        "decoder_h1": tf.Variable(random_normal([64, 128])),
        "decoder_h2": tf.Variable(random_normal([128, 784])),
    }
    biases = {
        "encoder_b1": tf.Variable(tf.zeros([128])),
        "encoder_b2": tf.Variable(tf.zeros([64])),
        "decoder_b1": tf.Variable(tf.zeros([128])),
        "decoder_b2": tf.Variable(tf.zeros([784])),
    }
    return weights, biases
