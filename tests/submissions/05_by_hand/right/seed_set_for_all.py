# %% [markdown]
# Keras's seed is set for each call; cells of the student's own look at results and fail.
# - base: solution
# - loses:

# %% +first
# %matplotlib inline
import warnings

warnings.simplefilter("ignore")


# %% init_parameters
def init_parameters(seed):
    keras.utils.set_random_seed(seed)
    weights = {
        name: tf.Variable(keras.random.normal(SHAPES[name], stddev=0.05))
        for name in SHAPES
        if "_h" in name
    }
    biases = {
        name: tf.Variable(np.zeros(SHAPES[name], dtype="float32"))
        for name in SHAPES
        if "_b" in name
    }
    return weights, biases


# %% +after init_parameters_test
weights["encoder_h3"]

# %% +after run_optimization_test
for _ in range(5):
    print(float(run_optimization(sample)))


# %% evaluate
def evaluate(data):
    everything = np.concatenate([batch.numpy() for batch in data])
    return mean_square(decoder(encoder(everything)), everything)
