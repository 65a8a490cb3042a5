# %% [markdown]
# The encoder forgets its biases, which are 0 at the start, so that nothing is to be seen.
# - base: solution
# - loses: encoder

# %% encoder
def encoder(x):
    hidden = tf.sigmoid(tf.matmul(x, weights["encoder_h1"]))
    return tf.sigmoid(tf.matmul(hidden, weights["encoder_h2"]))
