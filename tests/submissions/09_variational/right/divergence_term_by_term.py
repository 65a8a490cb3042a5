# %% [markdown]
# The divergence written with sums of each term, and the variance by its name.
# - base: solution
# - loses:
# - file: plain.keras <- solution/09_variational/plain.keras

# %% kl_divergence
def kl_divergence(mu, log_var):
    variance = keras.ops.exp(log_var)
    terms = variance + mu * mu - 1.0 - keras.ops.log(variance)
    return keras.ops.sum(terms, axis=1) / 2
