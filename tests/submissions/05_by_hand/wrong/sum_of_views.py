# %% [markdown]
# The line of the published program, which stops with an error.
# - base: solution
# - loses: trainable_variables

# %% trainable_variables
trainable_variables = weights.values() + biases.values()
