"""Good and wrong ways to solve each lab, and the pass lines that must tell them apart."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

BATCH = 256
Array = np.ndarray[Any, np.dtype[Any]]
# (seed, training images, test images) -> reconstruction of the test images, all (n, 784) in [0, 1]
Recipe = Callable[[int, Array, Array], Array]


@dataclass(frozen=True)
class Case:
    """One way to solve the lab, rightly or wrongly, run with seeds 0..seeds-1."""

    recipe: Recipe
    seeds: int


@dataclass(frozen=True)
class Line:
    """One pass line: the case that must pass, and the wrong ones that must not.

    Without wrong ones the line lies five standard deviations above the mean of the good runs; it
    keeps out nonsense only. Without a good case it is the best wrong one itself, as in "better
    than the mean image".
    """

    good: str | None
    wrong: tuple[str, ...] = ()


def dense(
    optimizer: str = "adam", rate: float | None = None, *, epochs: int = 5, code: int = 32,
    loss: str = "binary_crossentropy", targets: str = "own",
) -> Recipe:  # fmt: skip
    """784-``code``-784 with relu and sigmoid, as in labs 01; ``targets`` "shuffled" pairs each
    image with another one."""

    def recipe(seed: int, x_train: Array, x_test: Array) -> Array:
        import keras

        keras.utils.clear_session()
        keras.utils.set_random_seed(seed)
        inputs = keras.Input(shape=(784,))
        encoded = keras.layers.Dense(code, activation="relu")(inputs)
        model = keras.Model(inputs, keras.layers.Dense(784, activation="sigmoid")(encoded))
        step = {} if rate is None else {"learning_rate": rate}
        chosen = {"adam": keras.optimizers.Adam, "adadelta": keras.optimizers.Adadelta}[optimizer]
        model.compile(optimizer=chosen(**step), loss=loss)
        wanted = x_train
        if targets == "shuffled":
            wanted = x_train[np.random.default_rng(seed).permutation(len(x_train))]
        if epochs:
            model.fit(x_train, wanted, epochs=epochs, batch_size=BATCH, shuffle=True, verbose=0)
        return np.asarray(model.predict(x_test, batch_size=1000, verbose=0))

    return recipe


def half(seed: int, x_train: Array, x_test: Array) -> Array:
    """One half everywhere: ln 2."""
    return np.full_like(x_test, 0.5)


def black(seed: int, x_train: Array, x_test: Array) -> Array:
    """Nothing at all: every pixel 0."""
    return np.zeros_like(x_test)


def mean_image(seed: int, x_train: Array, x_test: Array) -> Array:
    """The best constant: the mean training image."""
    return np.broadcast_to(x_train.mean(axis=0, dtype="float64"), x_test.shape)


def pca_32(seed: int, x_train: Array, x_test: Array) -> Array:
    """Reconstruction from 32 principal components of the training images."""
    mean = x_train.mean(axis=0, dtype="float64")
    centred = x_train - mean
    _, vectors = np.linalg.eigh(centred.T @ centred)
    top = vectors[:, -32:]
    return np.clip(mean + (x_test - mean) @ top @ top.T, 0.001, 0.999)


def floor(seed: int, x_train: Array, x_test: Array) -> Array:
    """The image itself; grey pixels keep the cross-entropy above zero."""
    return x_test


CASES: dict[str, dict[str, Case]] = {
    "01_first_autoencoder": {
        "floor: prediction equals image": Case(floor, 1),
        "PCA-32, clipped to [0.001, 0.999]": Case(pca_32, 1),
        "mean training image": Case(mean_image, 1),
        "one half everywhere": Case(half, 1),
        "all black": Case(black, 1),
        "adam": Case(dense("adam"), 20),
        "Adadelta(1.0)": Case(dense("adadelta", 1.0), 20),
        "adam, one epoch": Case(dense("adam", epochs=1), 5),
        "Adadelta(1.0), one epoch": Case(dense("adadelta", 1.0, epochs=1), 5),
        "Adadelta(0.001), the default": Case(dense("adadelta", 0.001), 10),
        "untrained": Case(dense("adam", epochs=0), 10),
        "adam, targets shuffled": Case(dense("adam", targets="shuffled"), 3),
        "adam, loss mse": Case(dense("adam", loss="mse"), 5),
        "adam, code of 16": Case(dense("adam", code=16), 3),
        "adam, code of 64": Case(dense("adam", code=64), 3),
    },
}

LINES: dict[str, dict[str, Line]] = {
    "01_first_autoencoder": {
        "adam": Line("adam", ("adam, code of 16", "adam, one epoch", "mean training image")),
        "adadelta": Line("Adadelta(1.0)", ("Adadelta(1.0), one epoch", "mean training image")),
        "mean_image": Line(None, ("mean training image",)),
        "untrained": Line("Adadelta(0.001), the default"),
    },
}
# What a reader of a lab's table should know beside the numbers.
REMARKS = {
    "01_first_autoencoder": (
        "Loss `mse` and a code of 64 reach losses near or below the good ones: tests see them in\n"
        "the compiled loss and in the shapes, not here. Five epochs of Adadelta with its default\n"
        "learning rate of 0.001 lower the loss by 0.001, less than seeds differ. So `untrained`\n"
        "only asks that it did not get worse: whether the loss fell must be read in the history."
    )
}
