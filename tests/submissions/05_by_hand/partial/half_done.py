# %% [markdown]
# Parts 1 to 3 are done, the rest is still as it was handed out.
# - base: release
# - loses: bug_3, trainable_variables, bug_4, loss_and_gradients, bug_5, run_optimization, bug_6, losses, bug_7, evaluate, canvas

# %% make_pipeline
def make_pipeline(images, batch_size, training):
    data = tf.data.Dataset.from_tensor_slices(images)
    if training:
        data = data.shuffle(len(images)).repeat()
    return data.batch(batch_size).prefetch(tf.data.AUTOTUNE)


# %% bug_1
bug_1 = "b"


# %% init_parameters
def init_parameters(seed):
    rng = np.random.default_rng(seed)
    weights = {
        n: tf.Variable(rng.normal(0, 0.05, s), dtype=tf.float32)
        for n, s in SHAPES.items()
        if "_h" in n
    }
    biases = {n: tf.Variable(tf.zeros(s)) for n, s in SHAPES.items() if "_b" in n}
    return weights, biases


# %% bug_2
bug_2 = "d"


# %% encoder
def encoder(x):
    hidden = tf.sigmoid(x @ weights["encoder_h1"] + biases["encoder_b1"])
    return tf.sigmoid(hidden @ weights["encoder_h2"] + biases["encoder_b2"])


# %% decoder
def decoder(x):
    hidden = tf.sigmoid(x @ weights["decoder_h1"] + biases["decoder_b1"])
    return tf.sigmoid(hidden @ weights["decoder_h2"] + biases["decoder_b2"])


# %% mean_square
def mean_square(reconstructed, original):
    return tf.reduce_mean((reconstructed - original) ** 2)
