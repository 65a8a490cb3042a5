# %% [markdown]
# One noise for all numbers of a code.
# - base: solution
# - loses: Sampling
# - file: plain.keras <- solution/09_variational/plain.keras

# %% Sampling
class Sampling(keras.layers.Layer):
    """Draw a code from each image's cloud: (mu, log_var), each (n, d) -> (n, d)."""

    def __init__(self, seed=1, **options):
        super().__init__(**options)
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mu, log_var = inputs
        noise = keras.random.normal((keras.ops.shape(mu)[0], 1), seed=self.seed_generator)
        return mu + keras.ops.exp(0.5 * log_var) * noise
