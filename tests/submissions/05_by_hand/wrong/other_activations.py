# %% [markdown]
# relu inside the encoder, and no sigmoid at the end of the decoder.
# - base: solution
# - loses: encoder, decoder

# %% encoder
def encoder(x):
    hidden = tf.nn.relu(tf.matmul(x, weights["encoder_h1"]) + biases["encoder_b1"])
    return tf.sigmoid(tf.matmul(hidden, weights["encoder_h2"]) + biases["encoder_b2"])


# %% decoder
def decoder(x):
    hidden = tf.sigmoid(tf.matmul(x, weights["decoder_h1"]) + biases["decoder_b1"])
    return tf.matmul(hidden, weights["decoder_h2"]) + biases["decoder_b2"]
