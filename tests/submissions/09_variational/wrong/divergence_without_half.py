# %% [markdown]
# The factor one half is forgotten.
# - base: solution
# - loses: kl_divergence
# - file: plain.keras <- solution/09_variational/plain.keras

# %% kl_divergence
def kl_divergence(mu, log_var):
    return keras.ops.sum(keras.ops.square(mu) + keras.ops.exp(log_var) - 1 - log_var, axis=-1)
