# %% [markdown]
# The errors on noise are those of networks that were never trained.
# - base: solution
# - loses: uniform_errors

# %% uniform_errors
def uniform_error(N):
    keras.utils.set_random_seed(1)
    train, test = split(make_uniform(ROWS, N, seed=42))
    return summed_abs_error(test, build_simple(N).predict(test, verbose=0)).mean()


uniform_errors = {N: uniform_error(N) for N in (2, 4, 8, 16, 32)}
