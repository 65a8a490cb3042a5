# %% [markdown]
# No seed before a network is built, so all weights start elsewhere; letters in upper case.
# - base: solution
# - loses:

# %% +after histogram_given
keras.utils.set_random_seed(20)


# %% uniform_errors
def uniform_error(N):
    return train_and_test(build_simple(N), make_uniform(ROWS, N, seed=42)).mean()


uniform_errors = {N: uniform_error(N) for N in (32, 16, 8, 4, 2)}


# %% sin_errors
def sin_error(N):
    return train_and_test(build_simple(N), make_sinusoids(ROWS, N, seed=42)).mean()


sin_errors = {N: sin_error(N) for N in (2, 4, 8, 16, 32)}

# %% layer_errors
layer_networks = {sizes: build_mirrored(sizes) for sizes in LAYERS}
layer_errors = {
    sizes: train_and_test(network, waves).mean() for sizes, network in layer_networks.items()
}
tanh_network = build_mirrored(LAYERS[-1], activation="tanh")
tanh_error = train_and_test(tanh_network, waves).mean()

# %% best_worst
errors = np.linalg.norm(X_test - reconstructed, ord=1, axis=1)
best_idx = np.argsort(errors)[:100]
worst_idx = np.argsort(-errors)[:100]
