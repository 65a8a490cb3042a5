# %% [markdown]
# Up to the sweep over noise; make_uniform was left out, the digits at the end were done.
# - base: release
# - loses: make_uniform, how_it_grows, make_sinusoids, sin_errors, layer_errors, why_it_stalls

# %% predict_error
def predict_error(N):
    return (N - 2) / 4, ((N - 2) / 48) ** 0.5


# %% build_simple
def build_simple(N, code=2):
    row = keras.Input(shape=(N,))
    hidden = keras.layers.Dense(code, activation="sigmoid")(row)
    return keras.Model(row, keras.layers.Dense(N, activation="sigmoid")(hidden))


# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    row = keras.Input(shape=(N,))
    x = row
    for width in list(sizes) + list(sizes[:-1])[::-1]:
        x = keras.layers.Dense(width, activation=activation)(x)
    return keras.Model(row, keras.layers.Dense(N, activation="sigmoid")(x))


# %% summed_abs_error
def summed_abs_error(originals, answers):
    return abs(originals - answers).sum(axis=1)


# %% why_the_bell
why_the_bell = "c"


# %% uniform_errors
def uniform_error(N):
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(N), make_uniform(ROWS, N, seed=42)).mean()


uniform_errors = {N: uniform_error(N) for N in [2, 4, 8, 16, 32]}

# %% best_worst
errors = summed_abs_error(X_test, reconstructed)
best_idx, worst_idx = np.argsort(errors)[:100], np.argsort(-errors)[:100]
