# %% [markdown]
# The sum over the batch instead of the mean.
# - base: solution
# - loses: VAE
# - file: plain.keras <- solution/09_variational/plain.keras

# %% VAE
class VAE(keras.Model):
    """A variational autoencoder; its loss is in nats per image."""

    def __init__(self, encoder, decoder, **options):
        super().__init__(**options)
        self.encoder, self.decoder, self.sampling = encoder, decoder, UsualSampling()
        self.reconstruction = keras.metrics.Mean("reconstruction")
        self.divergence = keras.metrics.Mean("divergence")

    def call(self, x):
        mu, log_var = self.encoder(x)
        return self.decoder(self.sampling((mu, log_var))), mu, log_var

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        answer, mu, log_var = y_pred
        reconstruction = 784 * keras.losses.binary_crossentropy(x, answer)
        divergence = usable_divergence(mu, log_var)
        self.reconstruction.update_state(reconstruction)
        self.divergence.update_state(divergence)
        return keras.ops.sum(reconstruction + divergence)
