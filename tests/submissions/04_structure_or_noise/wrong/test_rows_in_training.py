# %% [markdown]
# The test rows are the first tenth, which was trained on; standard deviations are added up.
# - base: solution
# - loses: make_uniform, predict_error

# %% make_uniform
def make_uniform(n, N, seed):
    return np.random.default_rng(seed).random((n, N), dtype="float32")


def split(data):
    return data[: len(data) * 9 // 10], data[: len(data) // 10]


# %% predict_error
def predict_error(N):
    return (N - 2) / 4, (N - 2) * np.sqrt(1 / 48)
