# %% [markdown]
# The errors of all test rows are added up, on noise and on waves.
# - base: solution
# - loses: uniform_errors, sin_errors

# %% uniform_errors
def uniform_error(N):
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(N), make_uniform(ROWS, N, seed=42)).sum()


uniform_errors = {N: uniform_error(N) for N in (2, 4, 8, 16, 32)}


# %% sin_errors
def sin_error(N):
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(N), make_sinusoids(ROWS, N, seed=42)).sum()


sin_errors = {N: sin_error(N) for N in (2, 4, 8, 16, 32)}
