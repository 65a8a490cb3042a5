"""Lab 02: the same loss for the deeper network, after the epochs that grading allows."""

from collections.abc import Callable, Sequence

import numpy as np

from cases import Array, Case, Data, Line, Recipe, cross_entropy

LAB = "02_deep_autoencoder"
METRICS = {"bce": "binary cross-entropy (nats per pixel)"}
BATCH = 256
EPOCHS = 8
DEEP = (128, 64, 32, 64, 128)
STAND_IN = (100, 50, 32, 50, 100)
# (seed, training images, test images) -> reconstruction of the test images, all (n, 784) in [0, 1]
Maker = Callable[[int, Array, Array], Array]


def scored(make: Maker) -> Recipe:
    def recipe(seed: int, data: Data) -> dict[str, float]:
        return {"bce": cross_entropy(data.x_test, make(seed, data.x_train, data.x_test))}

    return recipe


def deep(
    optimizer: str = "adam", rate: float | None = None, *, epochs: int = EPOCHS,
    widths: Sequence[int] = DEEP, targets: str = "own",
) -> Maker:  # fmt: skip
    """784, then relu layers of ``widths``, then 784 with sigmoid; ``targets`` "shuffled" pairs
    each image with another one."""

    def make(seed: int, x_train: Array, x_test: Array) -> Array:
        model = train(seed, x_train, optimizer, rate, epochs, widths, targets)
        return np.asarray(model.predict(x_test, batch_size=1000, verbose=0))

    return make


def published_decoder(seed: int, x_train: Array, x_test: Array) -> Array:
    """The codes of the deep network, drawn by the last layer of the simple one."""
    import keras

    simple = train(seed, x_train, "adam", None, EPOCHS, (32,), "own", clear=True)
    model = train(seed, x_train, "adam", None, EPOCHS, DEEP, "own", clear=False)
    wrong = keras.Model(model.inputs, simple.layers[-1](model.layers[3].output))
    return np.asarray(wrong.predict(x_test, batch_size=1000, verbose=0))


def train(
    seed: int, x_train: Array, optimizer: str, rate: float | None, epochs: int,
    widths: Sequence[int], targets: str, *, clear: bool = True,
):  # fmt: skip
    import keras

    if clear:
        keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    end = image = keras.Input(shape=(784,))
    for width in widths:
        end = keras.layers.Dense(width, activation="relu")(end)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(end))
    step = {} if rate is None else {"learning_rate": rate}
    chosen = {"adam": keras.optimizers.Adam, "adadelta": keras.optimizers.Adadelta}[optimizer]
    model.compile(optimizer=chosen(**step), loss="binary_crossentropy")
    wanted = x_train
    if targets == "shuffled":
        wanted = x_train[np.random.default_rng(seed).permutation(len(x_train))]
    if epochs:
        model.fit(x_train, wanted, epochs=epochs, batch_size=BATCH, shuffle=True, verbose=0)
    return model


def mean_image(seed: int, x_train: Array, x_test: Array) -> Array:
    """The best constant: the mean training image."""
    return np.broadcast_to(x_train.mean(axis=0, dtype="float64"), x_test.shape)


CASES = {
    "mean training image": Case(scored(mean_image), 1),
    "adam": Case(scored(deep()), 20),
    "Adadelta(1.0)": Case(scored(deep("adadelta", 1.0)), 20),
    "adam, one epoch": Case(scored(deep(epochs=1)), 5),
    "Adadelta(1.0), one epoch": Case(scored(deep("adadelta", 1.0, epochs=1)), 5),
    "Adadelta(0.001), the default": Case(scored(deep("adadelta", 0.001)), 5),
    "untrained": Case(scored(deep(epochs=0)), 5),
    "adam, targets shuffled": Case(scored(deep(targets="shuffled")), 3),
    "adam, the small network": Case(scored(deep(widths=(32,))), 3),
    "adam, the network that stands in for a wrong one": Case(scored(deep(widths=STAND_IN)), 3),
    "deep codes, drawn by the small network's last layer": Case(scored(published_decoder), 3),
}

LINES = {
    "adam": Line(
        "bce", ("adam",), ("adam, one epoch", "adam, targets shuffled", "mean training image")
    ),
    "adadelta": Line(
        "bce", ("Adadelta(1.0)",), ("Adadelta(1.0), one epoch", "mean training image")
    ),
    "mean_image": Line("bce", (), ("mean training image",), decimals=4),
}
REMARKS = (
    "Grading shows each network 480,000 images, eight epochs. After so few the small network is\n"
    "ahead of the deep one, as the lab tells: the loss cannot find a network that is not deep.\n"
    "The layers do. Nor does it find a wrong decoder, for the whole network is what is trained."
)
