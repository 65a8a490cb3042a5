# %% [markdown]
# Numbers from a normal distribution, cut off at 0 and 1; nothing is taken as copied.
# - base: solution
# - loses: make_uniform, predict_error

# %% make_uniform
def make_uniform(n, N, seed):
    numbers = np.random.default_rng(seed).normal(0.5, 0.29, size=(n, N))
    return np.clip(numbers, 0, 1).astype("float32")


def split(data):
    cut = len(data) * 9 // 10
    return data[:cut], data[cut:]


# %% predict_error
def predict_error(N):
    return N / 4, np.sqrt(N / 48)
