# %% [markdown]
# The gradients are those of the sum of squares, 784 times too large.
# - base: solution
# - loses: loss_and_gradients

# %% loss_and_gradients
def loss_and_gradients(x):
    with tf.GradientTape() as tape:
        reconstructed = decoder(encoder(x))
        loss = mean_square(reconstructed, x)
        summed = tf.reduce_mean(tf.reduce_sum((reconstructed - x) ** 2, axis=1))
    return loss, tape.gradient(summed, trainable_variables)
