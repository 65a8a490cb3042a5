# %% [markdown]
# The sign is turned, as in the lower bound itself.
# - base: solution
# - loses: kl_divergence
# - file: plain.keras <- solution/09_variational/plain.keras

# %% kl_divergence
def kl_divergence(mu, log_var):
    each = 1 + log_var - keras.ops.square(mu) - keras.ops.exp(log_var)
    return 0.5 * keras.ops.sum(each, axis=-1)
