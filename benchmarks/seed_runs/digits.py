"""Runs of the first two texts: one dense layer each way, three of them, and convolutions."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder import data

from . import models, scores
from .registry import Results, add
from .training import FINAL, Trained, fit_on, train

Array = np.ndarray[Any, np.dtype[Any]]
BATCH = 256
SIMPLE = (784, 32, 784)
DEEP = (784, 128, 64, 32, 64, 128, 784)


@cache
def images() -> tuple[Array, Array]:
    """MNIST's 60,000 training and 10,000 test images, float32 rows of 784 in [0, 1].

    Raises SystemExit when only the stand-in is there: the texts speak of MNIST.
    """
    if data.name() != "mnist":
        raise SystemExit("MNIST was not found: fetch it with 'autograder data --fetch'")
    return data.images("train"), data.images("test")


def load(folder: Path, name: str = FINAL) -> Any:
    """The model that a run kept."""
    import keras

    return keras.saving.load_model(folder / name)


def answers(model: Any, x: Array) -> Array:
    return np.asarray(model.predict(x, batch_size=1000, verbose=0))


def summary(trained: Trained, x_test: Array) -> Results:
    """The log, and the final cross-entropy and mean square of the test images."""
    rebuilt = answers(trained.model, x_test)
    return {
        "parameters": trained.model.count_params(),
        "loss": trained.column("loss"),
        "val_loss": trained.column("val_loss"),
        "bce": float(scores.cross_entropy(x_test, rebuilt).mean()),
        "mse": scores.mean_square(x_test, rebuilt),
    }


def dense_run(name: str, sizes: tuple[int, ...], epochs: int, rate: float | None) -> None:
    """Enter a dense network; `rate` is Adadelta's, None asks for Adam with its defaults."""

    def make(folder: Path, needed: dict[str, Path]) -> Results:
        x_train, x_test = images()
        trained = train(
            folder,
            lambda: models.dense(
                sizes, 32, optimizer="adam" if rate is None else models.adadelta(rate)
            ),
            fit_on(x_train, x_train, BATCH, (x_test, x_test)),
            epochs,
            label=name,
        )
        return summary(trained, x_test)

    add(name, "S000" if name == "s000" else "S001", make)


def convolutional_run(name: str, epochs: int, optimizer: str) -> None:
    def make(folder: Path, needed: dict[str, Path]) -> Results:
        x_train, x_test = (x.reshape(-1, 28, 28, 1) for x in images())
        trained = train(
            folder,
            lambda: models.convolutional("adam" if optimizer == "adam" else models.adadelta()),
            fit_on(x_train, x_train, BATCH, (x_test, x_test)),
            epochs,
            label=name,
        )
        return summary(trained, x_test)

    add(name, "S001", make)


def wrong_decoder(folder: Path, needed: dict[str, Path]) -> Results:
    """Decode the deep network's code as the text wires it, with the simple network's last layer,
    and as it should be; the text's Adadelta networks and Adam's."""
    _, x_test = images()
    results: Results = {}
    for optimizer in ("adam", "adadelta"):
        simple = "s000" if optimizer == "adam" else "s001-simple-adadelta"
        _, simple_decoder = models.halves(load(needed[simple]))
        deep = load(needed[f"s001-deep-{optimizer}"])
        encoder, decoder = models.halves(deep)
        code = answers(encoder, x_test)
        whole, right = answers(deep, x_test), answers(decoder, code)
        wrong = answers(simple_decoder, code)
        results[optimizer] = {
            "wrong": float(scores.cross_entropy(x_test, wrong).mean()),
            "right": float(scores.cross_entropy(x_test, right).mean()),
            "largest_difference": float(np.abs(whole - right).max()),
        }
        np.savez_compressed(folder / f"{optimizer}.npz", wrong=wrong[:10], right=right[:10])
    return results


dense_run("s000", SIMPLE, 50, None)
dense_run("s001-simple-adadelta", SIMPLE, 50, 1.0)
dense_run("s001-simple-default", SIMPLE, 50, 0.001)
dense_run("s001-deep-adam", DEEP, 100, None)
dense_run("s001-deep-adadelta", DEEP, 100, 1.0)
dense_run("s001-simple-adam-100", SIMPLE, 100, None)
dense_run("s001-simple-adadelta-100", SIMPLE, 100, 1.0)
add(
    "s001-wrong-decoder",
    "S001",
    wrong_decoder,
    ("s000", "s001-simple-adadelta", "s001-deep-adam", "s001-deep-adadelta"),
)
convolutional_run("s001-conv-adadelta", 50, "adadelta")
convolutional_run("s001-conv-adam", 50, "adam")
