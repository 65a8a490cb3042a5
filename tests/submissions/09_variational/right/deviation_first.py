# %% [markdown]
# The standard deviation is computed first, as a square root.
# - base: solution
# - loses:
# - file: plain.keras <- solution/09_variational/plain.keras

# %% Sampling
class Sampling(keras.layers.Layer):
    """Draw a code from each image's cloud: (mu, log_var), each (n, d) -> (n, d)."""

    def __init__(self, seed=1, **options):
        super().__init__(**options)
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mu, log_var = inputs
        deviation = keras.ops.sqrt(keras.ops.exp(log_var))
        epsilon = keras.random.normal(
            shape=keras.ops.shape(log_var), mean=0.0, stddev=1.0, seed=self.seed_generator
        )
        return epsilon * deviation + mu
