# %% [markdown]
# Encoder and decoder as models of their own, put together; a network inside a network.
# - base: solution
# - loses:

# %% build_simple
def build_simple(N, code=2):
    encoder = keras.Sequential([keras.Input((N,)), keras.layers.Dense(code, "sigmoid")])
    decoder = keras.Sequential([keras.Input((code,)), keras.layers.Dense(N, "sigmoid")])
    return keras.Sequential([encoder, decoder])


# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    def deeper(x, rest):
        if not rest:
            return x
        x = keras.layers.Dense(rest[0], activation)(x)
        if len(rest) == 1:
            return x
        return keras.layers.Dense(rest[0], activation)(deeper(x, rest[1:]))

    row = keras.Input((N,))
    return keras.Model(row, keras.layers.Dense(N, "sigmoid")(deeper(row, tuple(sizes))))


# %% predict_error
def predict_error(N):
    features = range(N)[2:]
    return sum(1 / 4 for _ in features), sum(1 / 48 for _ in features) ** 0.5


# %% make_sinusoids
def make_sinusoids(n, N, seed):
    phase = np.pi * np.random.default_rng(seed).random((n, 1), dtype="float32")
    step = np.arange(N, dtype="float32") * np.float32(np.pi / (N - 1))
    return np.float32(0.5) - np.cos(2 * (phase + step[None, :])) / 2


# %% layer_errors
layer_networks = {sizes: None for sizes in LAYERS}
layer_errors = dict.fromkeys(LAYERS)
for sizes in reversed(LAYERS):
    keras.utils.set_random_seed(1)
    network = build_mirrored(sizes)
    errors = train_and_test(network, waves)
    layer_networks[sizes], layer_errors[sizes] = network, errors.mean()
keras.utils.set_random_seed(1)
tanh_network = build_mirrored(LAYERS[-1], 32, "tanh")
tanh_error = sum(train_and_test(tanh_network, waves)) / 2000
