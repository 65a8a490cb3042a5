# %% [markdown]
# A sine without the square goes below 0; of the worst images the least bad comes first.
# - base: solution
# - loses: make_sinusoids, best_worst

# %% make_sinusoids
def make_sinusoids(n, N, seed):
    starts = np.random.default_rng(seed).uniform(0, 2 * np.pi, size=(n, 1))
    return np.sin(starts + np.linspace(0, np.pi, N)).astype("float32")


# %% best_worst
order = np.argsort(summed_abs_error(X_test, reconstructed))
best_idx = order[:100]
worst_idx = order[-100:]
