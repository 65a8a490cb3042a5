# %% [markdown]
# The tape is closed before the loss is computed: all gradients are None.
# - base: solution
# - loses: loss_and_gradients

# %% loss_and_gradients
def loss_and_gradients(x):
    with tf.GradientTape() as tape:
        reconstructed = decoder(encoder(x))
    loss = mean_square(reconstructed, x)
    return loss, tape.gradient(loss, trainable_variables)
