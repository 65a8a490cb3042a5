# %% [markdown]
# Keras as TensorFlow has it, models that grow layer by layer, errors as tensors, plain floats.
# - base: solution
# - loses:

# %% +first
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


# %% make_uniform
def make_uniform(n, N, seed):
    return tf.random.stateless_uniform((n, N), seed=(seed, 1)).numpy()


def split(data):
    return tuple(np.split(data, [len(data) // 10 * 9]))


# %% predict_error
def predict_error(N):
    return np.array([0.25 * (N - 2), ((N - 2) * (1 / 3 - 1 / 4) / 4) ** 0.5])


# %% build_simple
def build_simple(N, code=2):
    model = keras.Sequential()
    model.add(layers.Input(shape=(N,)))
    model.add(layers.Dense(units=code, activation=tf.nn.sigmoid))
    model.add(layers.Dense(units=N, activation=keras.activations.sigmoid))
    return model


# %% build_mirrored
def build_mirrored(sizes, N=32, activation="sigmoid"):
    model = keras.Sequential()
    model.add(layers.Input(shape=(N,)))
    for width in list(sizes) + list(sizes)[::-1][1:]:
        model.add(layers.Dense(width, activation=keras.activations.get(activation)))
    model.add(layers.Dense(N, activation="sigmoid"))
    return model


# %% summed_abs_error
def summed_abs_error(originals, answers):
    gap = tf.convert_to_tensor(originals, "float32") - tf.cast(answers, "float32")
    return tf.reduce_sum(tf.abs(gap), axis=-1)


# %% uniform_errors
def uniform_error(N):
    keras.utils.set_random_seed(1)
    errors = train_and_test(build_simple(N), make_uniform(ROWS, N, 42))
    return float(np.mean(errors))


uniform_errors = {}
for N in SIZES if "SIZES" in globals() else [2, 4, 8, 16, 32]:
    uniform_errors[N] = round(uniform_error(N), 3)


# %% sin_errors
def sin_error(N):
    keras.utils.set_random_seed(1)
    errors = train_and_test(build_simple(N), make_sinusoids(ROWS, N, 42))
    return tf.reduce_mean(errors)


sin_errors = dict(zip(SIZES, map(sin_error, SIZES)))

# %% best_worst
errors = summed_abs_error(X_test, reconstructed)
best_idx = tf.argsort(errors)[:100]
worst_idx = tf.argsort(errors, direction="DESCENDING")[:100]
