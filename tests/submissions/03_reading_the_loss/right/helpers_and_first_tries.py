# %% [markdown]
# Helper functions, first tries put right in the same cell, looks at values in extra cells.
# - base: solution
# - loses:
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% +before bce
def price(y, p):
    return y * np.log(p) + (1 - y) * np.log(1 - p)


# %% bce
def bce(y, p):
    return np.mean(price(y, p))  # no, that is negative and not clipped


def bce(y, p, tiny=1e-7):
    return np.negative(np.average(price(y, np.clip(np.array(p, float), tiny, 1 - tiny))))


# %% +after bce_floor
bce_floor(X_test[:100]), bce_floor(X_test[100:200])

# %% baselines
half, grey, image = np.array(0.5), X_train.mean(), X_train.mean(axis=0)
baselines = {
    name: bce(X_test, np.ones((len(X_test), 1)) * np.ones(784) * bet)
    for name, bet in zip(("mean image", "half", "global mean"), (image, half, grey))
}

# %% +after baselines_test
baselines["no such key"]


# %% pca_fit
def pca_fit(X, k):
    m = X.mean(0)
    values, vectors = np.linalg.eigh(np.cov((X - m).T, bias=True))
    return m, np.flip(vectors, axis=1)[:, :k].T, np.flip(values)[:k]


# %% linear_ae
def network(code, answer):
    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [keras.Input((784,)), keras.layers.Dense(32, code), keras.layers.Dense(784, answer)]
    )


linear_ae = network(None, None)
linear_ae.compile("adam", "mean_squared_error")
fit = dict(epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=0)
linear_history = linear_ae.fit(X_train, X_train, **fit)
linear_ae.save("linear_ae.keras")

# %% relu_ae
relu_ae = network("relu", "sigmoid")
relu_ae.compile("adam", "MSE")
relu_history = relu_ae.fit(X_train, X_train, **fit)
relu_ae.save("relu_ae.keras")

# %% code_size
code_size = "a"  # it has fewer parameters ...
code_size = "d"
