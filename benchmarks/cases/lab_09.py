"""Lab 09: both parts of the VAE's loss on the test images, in nats per image, after 2 epochs."""

import numpy as np

from cases import Array, Case, Data, Line, Recipe

LAB = "09_variational"
METRICS = {
    "total": "reconstruction plus divergence (nats per image)",
    "divergence": "divergence from the standard normal distribution (nats per image)",
}


def vae(epochs: int = 2, weight: float = 1.0, spread: float = 0.5, rate: float = 0.002) -> Recipe:
    """784-256-2-256-784; `weight` on the divergence, samples with exp(spread * log_var)."""

    def recipe(seed: int, data: Data) -> dict[str, float]:
        import keras

        keras.utils.clear_session()
        keras.utils.set_random_seed(seed)
        image = keras.Input((784,))
        hidden = keras.layers.Dense(256, activation="relu")(image)
        encoder = keras.Model(image, [keras.layers.Dense(2)(hidden), keras.layers.Dense(2)(hidden)])
        decoder = keras.Sequential(
            [
                keras.Input((2,)),
                keras.layers.Dense(256, activation="relu"),
                keras.layers.Dense(784, activation="sigmoid"),
            ]
        )

        class VAE(keras.Model):
            def __init__(self) -> None:
                super().__init__()
                self.encoder, self.decoder = encoder, decoder
                self.seeds = keras.random.SeedGenerator(seed)

            def call(self, x):  # type: ignore[no-untyped-def]
                mu, log_var = self.encoder(x)
                noise = keras.random.normal(keras.ops.shape(mu), seed=self.seeds)
                return self.decoder(mu + keras.ops.exp(spread * log_var) * noise), mu, log_var

            def compute_loss(self, x, y=None, y_pred=None, sample_weight=None, training=True):  # type: ignore[no-untyped-def]
                answer, mu, log_var = y_pred
                each = keras.ops.square(mu) + keras.ops.exp(log_var) - 1 - log_var
                divergence = 0.5 * keras.ops.sum(each, axis=-1)
                cost = 784 * keras.losses.binary_crossentropy(x, answer)
                return keras.ops.mean(cost + weight * divergence)

        model = VAE()
        model.compile(optimizer=keras.optimizers.Adam(rate))
        if epochs:
            model.fit(data.x_train, epochs=epochs, batch_size=256, verbose=0)
        mean, logs = (np.asarray(p, "float64") for p in encoder.predict(data.x_test, verbose=0))
        noise = np.random.default_rng(3).standard_normal(mean.shape)
        codes = (mean + np.exp(logs / 2) * noise).astype("float32")
        return parts(data.x_test, decoder.predict(codes, batch_size=1000, verbose=0), mean, logs)

    return recipe


def parts(images: Array, answers: Array, mean: Array, logs: Array) -> dict[str, float]:
    p = np.clip(answers.astype("float64"), 1e-7, 1 - 1e-7)
    cost = -(images * np.log(p) + (1 - images) * np.log(1 - p)).sum(axis=1).mean()
    divergence = 0.5 * (mean**2 + np.exp(logs) - 1 - logs).sum(axis=1).mean()
    return {"total": cost + divergence, "divergence": divergence}


def mean_image(seed: int, data: Data) -> dict[str, float]:
    """The mean training image each time, and a code that says nothing."""
    constant = np.broadcast_to(data.x_train.mean(axis=0, dtype="float64"), data.x_test.shape)
    return parts(data.x_test, constant, np.zeros((1, 2)), np.zeros((1, 2)))


CASES = {
    "right": Case(vae(), 20),
    "divergence counted a hundred times": Case(vae(weight=100), 5),
    "no divergence": Case(vae(weight=0), 5),
    "one epoch": Case(vae(epochs=1), 5),
    "spread exp(log_var)": Case(vae(spread=1.0), 5),
    "untrained": Case(vae(epochs=0), 5),
    "mean training image": Case(mean_image, 1),
}
LINES = {
    "elbo": Line(
        "total",
        ("right",),
        ("mean training image", "divergence counted a hundred times", "no divergence", "untrained"),
        decimals=1,
    ),
    "collapsed": Line(
        "divergence",
        ("right",),
        ("divergence counted a hundred times", "mean training image"),
        better="higher",
        decimals=1,
    ),
}
REMARKS = (
    "Samples for the reconstruction are drawn once, by the examiner, with a generator of its own.\n"
    "One epoch comes near to the line; that 20 were asked for is seen in the history."
)
