# %% [markdown]
# No absolute value: errors upwards and downwards cancel. Each wave has two humps.
# - base: solution
# - loses: summed_abs_error, make_sinusoids

# %% summed_abs_error
def summed_abs_error(originals, answers):
    return np.sum(originals - answers, axis=1)


# %% make_sinusoids
def make_sinusoids(n, N, seed):
    starts = np.random.default_rng(seed).uniform(0, 2 * np.pi, size=(n, 1))
    return (np.sin(starts + np.linspace(0, 2 * np.pi, N)) ** 2).astype("float32")
