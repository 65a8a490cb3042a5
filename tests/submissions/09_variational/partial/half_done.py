# %% [markdown]
# Stopped after the sampling layer.
# - base: release
# - loses: VAE, vae_fit, if_too_strong, sample_digits, interpolate, why_generative
# - file: plain.keras <- solution/09_variational/plain.keras

# %% kl_divergence
def kl_divergence(mu, log_var):
    each = keras.ops.square(mu) + keras.ops.exp(log_var) - 1 - log_var
    return 0.5 * keras.ops.sum(each, axis=-1)


# %% sum_or_mean
sum_or_mean = "b"


# %% Sampling
class Sampling(keras.layers.Layer):
    """Draw a code from each image's cloud: (mu, log_var), each (n, d) -> (n, d)."""

    def __init__(self, seed=1, **options):
        super().__init__(**options)
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mu, log_var = inputs
        noise = keras.random.normal(keras.ops.shape(mu), seed=self.seed_generator)
        return mu + keras.ops.exp(0.5 * log_var) * noise


# %% which_spread
which_spread = "b"
