# %% [markdown]
# The decoder runs the encoder's matrices backwards; the square root is taken of the loss.
# - base: solution
# - loses: decoder, mean_square

# %% decoder
def decoder(x):
    hidden = tf.sigmoid(
        tf.matmul(x, weights["encoder_h2"], transpose_b=True) + biases["decoder_b1"]
    )
    return tf.sigmoid(
        tf.matmul(hidden, weights["encoder_h1"], transpose_b=True) + biases["decoder_b2"]
    )


# %% mean_square
def mean_square(reconstructed, original):
    return tf.sqrt(tf.reduce_mean(tf.square(reconstructed - original)))
