# %% [markdown]
# Looks at results between the exercises, wrong tries that were put right, pictures of their own.
# - base: solution
# - loses:

# %% +first
# %matplotlib inline
import time

started = time.time()

# %% +before make_uniform
rng = np.random.default_rng(7)
train, test, network, data = 1, 2, 3, 4

# %% +after make_uniform_test
make_uniform(3, 3, seed=0), [part.shape for part in split(make_uniform(100, 2, seed=0))]


# %% predict_error
def predict_error(N):
    return N / 4, 0  # no, two of them are copied


MEAN, VARIANCE = 1 / 4, 1 / 48


def predict_error(N):
    return (N - 2) * MEAN, np.sqrt((N - 2) * VARIANCE)


# %% +after build_mirrored_test
build_mirrored((16, 8, 4, 2)).summary()


# %% +before uniform_errors
def averaged(make, N, **settings):
    keras.utils.set_random_seed(1)
    return float(np.mean(train_and_test(build_simple(N), make(ROWS, N, **settings))))


# %% uniform_errors
def uniform_error(N):
    return averaged(make_uniform, N, seed=42)


uniform_errors = {N: uniform_error(N) for N in [2, 4, 8, 16, 32]}
uniform_errors


# %% sin_errors
def sin_error(N):
    return averaged(make_sinusoids, N, seed=42)


sin_errors = {N: sin_error(N) for N in [2, 4, 8, 16, 32]}
print(sin_errors)

# %% +after waves_given
plt.plot(waves[0])
plt.show()

# %% +last
print(f"{time.time() - started:.0f} s in all")
