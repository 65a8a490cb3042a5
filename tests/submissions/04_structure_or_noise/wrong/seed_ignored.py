# %% [markdown]
# Other numbers each time, whatever the seed; the error of a row is a mean, not a sum.
# - base: solution
# - loses: make_uniform, summed_abs_error

# %% make_uniform
def make_uniform(n, N, seed):
    return np.random.default_rng().random((n, N), dtype="float32")


def split(data):
    cut = len(data) * 9 // 10
    return data[:cut], data[cut:]


# %% summed_abs_error
def summed_abs_error(originals, answers):
    return np.mean(np.abs(originals - answers), axis=1)
