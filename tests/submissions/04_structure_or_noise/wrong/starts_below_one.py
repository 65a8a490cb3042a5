# %% [markdown]
# The random start is not stretched to a whole turn; images are ranked by their cross-entropy.
# - base: solution
# - loses: make_sinusoids, best_worst

# %% make_sinusoids
def make_sinusoids(n, N, seed):
    starts = np.random.default_rng(seed).random((n, 1))
    return (np.sin(starts + np.linspace(0, np.pi, N)) ** 2).astype("float32")


# %% best_worst
losses = np.array(keras.losses.binary_crossentropy(X_test, reconstructed))
order = np.argsort(losses)
best_idx = order[:100]
worst_idx = order[::-1][:100]
