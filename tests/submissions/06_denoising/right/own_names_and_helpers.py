# %% [markdown]
# Helper functions, extra cells, other names and arguments by position; noise by another road.
# - base: solution
# - loses:
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% +first
import functools


# %% add_noise
def _generator(seed):
    return np.random.Generator(np.random.PCG64(seed))


def add_noise(data, noise_factor, seed=None):
    noise = _generator(seed).normal(loc=0.0, scale=noise_factor, size=np.shape(data))
    return np.minimum(np.maximum(np.asarray(data) + noise, 0), 1).astype(np.float32)


# %% +after add_noise_test
print(add_noise([[0.0, 1.0]], 0.2))

# %% denoiser_fit
settings = dict(batch_size=256, validation_data=(X_valid_noisy, X_valid), verbose=2)
pairs = X_train, X_train.copy()
denoiser_history = denoiser.fit(*pairs, epochs=10, **settings)
denoiser.save("denoiser.keras")

# %% early_stopping
early_stopping = functools.partial(
    lambda monitor, patience: keras.callbacks.EarlyStopping(
        monitor, patience=patience, mode="min", restore_best_weights=True, verbose=1
    ),
    "val_loss",
)

# %% sparse_fit
keras.utils.set_random_seed(1)
sparse = sparse_ae(lam=10e-5)
sparse_history = sparse.fit(
    x=X_train, y=X_train, batch_size=256, epochs=10, validation_data=(X_valid, X_valid), verbose=2
)
sparse.save("sparse.keras")


# %% report
def share(condition):
    return float(np.count_nonzero(condition)) / condition.size


mean_code = np.mean


def active_fraction(codes):
    return share(codes > 0)


def dead_units(codes):
    return np.count_nonzero(codes.max(axis=0) <= 0)
