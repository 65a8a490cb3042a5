# %% [markdown]
# Networks are kept that were built anew after training; a sweep that was filled in by hand.
# - base: solution
# - loses: uniform_errors, layer_errors

# %% uniform_errors
def uniform_error(N):
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(32), make_uniform(ROWS, 32, seed=42)).mean()


uniform_errors = {N: (N - 2) / 4 + 0.1 for N in (2, 4, 8, 16, 32)}

# %% layer_errors
layer_errors = {sizes: train_and_test(build_mirrored(sizes), waves).mean() for sizes in LAYERS}
layer_networks = {sizes: build_mirrored(sizes) for sizes in LAYERS}
tanh_network = build_mirrored((16, 8, 4, 2), activation="tanh")
tanh_error = train_and_test(tanh_network, waves).mean()
