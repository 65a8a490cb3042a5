# %% [markdown]
# Functional models with activations as layers, loops where arrays would do, old random numbers.
# - base: solution
# - loses:

# %% make_uniform
def make_uniform(n, N, seed):
    np.random.seed(seed)
    return np.random.rand(n, N).astype(np.float32)


def split(data):
    np.random.seed(0)
    order = np.random.permutation(len(data))
    cut = int(round(0.9 * len(data)))
    return [data[order[:cut]], data[order[cut:]]]


# %% predict_error
import math


def predict_error(N):
    mean, variance = 0, 0
    for feature in range(2, N):
        mean += 0.25
        variance += 1 / 48
    return [mean, math.sqrt(variance)]


# %% build_simple
def build_simple(N, code=2):
    row = keras.Input(shape=(N,), name="row")
    numbers = keras.layers.Activation("sigmoid")(keras.layers.Dense(code)(row))
    answer = keras.layers.Activation("sigmoid")(keras.layers.Dense(N)(numbers))
    return keras.Model(row, answer, name="simple")


# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    row = keras.Input(shape=(N,))
    x = row
    for width in sizes:
        x = keras.layers.Activation(activation)(keras.layers.Dense(width)(x))
    for position in range(len(sizes) - 2, -1, -1):
        x = keras.layers.Activation(activation)(keras.layers.Dense(sizes[position])(x))
    x = keras.layers.Activation("sigmoid")(keras.layers.Dense(N)(x))
    return keras.Model(inputs=row, outputs=x)


# %% summed_abs_error
def summed_abs_error(originals, answers):
    errors = []
    for original, answer in zip(originals, answers):
        errors.append(sum(abs(a - b) for a, b in zip(original, answer)))
        if len(original) > 50:
            errors[-1] = np.abs(original - answer).sum()
    return np.array(errors)


# %% make_sinusoids
def make_sinusoids(n, N, seed):
    np.random.seed(seed)
    rows = []
    for j in range(n):
        start = np.random.rand() * 2 * np.pi
        rows.append(np.sin(np.linspace(start, start + np.pi, N)) ** 2)
    return np.array(rows, dtype="float32")


# %% best_worst
errors = summed_abs_error(X_test, reconstructed)
by_error = {i: errors[i] for i in range(len(errors))}
in_order = sorted(by_error, key=by_error.get)
best_idx = in_order[:100]
worst_idx = in_order[:-101:-1]
