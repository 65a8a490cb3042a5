# %% [markdown]
# The errors on waves are errors on noise again; all deep networks have tanh.
# - base: solution
# - loses: sin_errors, layer_errors

# %% sin_errors
def sin_error(N):
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(N), make_uniform(ROWS, N, seed=42)).mean()


sin_errors = {N: sin_error(N) for N in (2, 4, 8, 16, 32)}

# %% layer_errors
layer_networks, layer_errors = {}, {}
for sizes in LAYERS:
    keras.utils.set_random_seed(1)
    layer_networks[sizes] = build_mirrored(sizes, activation="tanh")
    layer_errors[sizes] = train_and_test(layer_networks[sizes], waves).mean()
tanh_network = layer_networks[LAYERS[-1]]
tanh_error = layer_errors[LAYERS[-1]]
