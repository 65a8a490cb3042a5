# %% [markdown]
# The gradient is added: each step makes the loss larger.
# - base: solution
# - loses: run_optimization

# %% run_optimization
def run_optimization(x):
    loss, gradients = loss_and_gradients(x)
    optimizer.apply_gradients(zip([-one for one in gradients], trainable_variables))
    return loss
