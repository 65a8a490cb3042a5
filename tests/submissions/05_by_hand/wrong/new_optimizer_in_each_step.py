# %% [markdown]
# Each step makes an optimizer of its own, which remembers nothing.
# - base: solution
# - loses: run_optimization

# %% run_optimization
def run_optimization(x):
    loss, gradients = loss_and_gradients(x)
    adam = keras.optimizers.Adam(learning_rate)
    adam.apply_gradients(zip(gradients, trainable_variables))
    return loss
