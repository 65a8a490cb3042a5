# %% [markdown]
# The step computes gradients and throws them away.
# - base: solution
# - loses: run_optimization

# %% run_optimization
def run_optimization(x):
    loss, gradients = loss_and_gradients(x)
    return loss
