# %% [markdown]
# Keras's own losses, tensors instead of NumPy's numbers, and the floor by Keras too.
# - base: solution
# - loses:
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce
def bce(y, p):
    y, p = keras.ops.cast(y, "float32"), keras.ops.cast(p, "float32")
    return keras.ops.mean(keras.losses.binary_crossentropy(y, p))


# %% mse
def mse(y, p):
    return keras.ops.mean(keras.ops.square(keras.ops.subtract(y, p)))


def mse_to_sum(value, pixels=784):
    return keras.ops.multiply(value, pixels)


# %% psnr
def psnr(error):
    return -10 * keras.ops.log10(error)


# %% bce_floor
def bce_floor(X):
    X = keras.ops.cast(X, "float32")
    return keras.losses.BinaryCrossentropy()(X, X)


# %% baselines
baselines = dict.fromkeys(["half", "global mean", "mean image"])
baselines["half"] = bce(X_test, 0.5 * np.ones_like(X_test))
baselines["global mean"] = bce(X_test, np.full(X_test.shape, X_train.mean()))
baselines["mean image"] = bce(X_test, keras.ops.tile(keras.ops.mean(X_train, axis=0), (10000, 1)))


# %% subspace_overlap
def subspace_overlap(W, V):
    W, V = (keras.ops.qr(keras.ops.transpose(rows))[0] for rows in (W, V))
    return keras.ops.svd(keras.ops.transpose(W) @ V, compute_uv=False)
