# %% [markdown]
# log_var is taken for the logarithm of the standard deviation.
# - base: solution
# - loses: kl_divergence
# - file: plain.keras <- solution/09_variational/plain.keras

# %% kl_divergence
def kl_divergence(mu, log_var):
    each = keras.ops.square(mu) + keras.ops.exp(2 * log_var) - 1 - 2 * log_var
    return 0.5 * keras.ops.sum(each, axis=-1)
