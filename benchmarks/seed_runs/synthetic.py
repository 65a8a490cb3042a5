"""Runs of the fourth text: a million rows with no pattern, a million rows with one, and MNIST."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import models, scores
from .digits import BATCH, SIMPLE, answers, images
from .registry import Results, add
from .training import fit_on, train

Array = np.ndarray[Any, np.dtype[Any]]
Build = Callable[[], Any]

ROWS, TESTS = 1_000_000, 100_000
SEED = 42
FEATURES = (2, 4, 8, 16, 32)
WIDTHS = ((2,), (16, 2), (16, 6, 2), (16, 8, 4, 2))
# Steps that Keras hands to the backend at once; each is still a step with 100 rows of its own.
TOGETHER = 50


def uniform(rows: int, features: int, seed: int = SEED) -> Array:
    """Independent numbers in [0, 1): (rows, features) float32."""
    return np.random.default_rng(seed).random((rows, features), dtype="float32")


def sinusoids(rows: int, features: int, seed: int = SEED) -> Array:
    """sin^2 over half a turn, that is one whole period, from a random start: float32 rows."""
    start = np.random.default_rng(seed).random((rows, 1)) * 2 * np.pi
    return np.square(np.sin(start + np.linspace(0, np.pi, features))).astype("float32")


def as_printed(steps: int) -> Any:
    """The deeper network as the text's code has it: every decoder layer has 32 features."""
    sizes = (32, 16, 8, 4, 2, 32, 32, 32, 32)
    return models.dense(sizes, 2, hidden="sigmoid", steps_per_execution=steps)


def matches(wanted: Array, got: Array, least: float = 0.5) -> list[int]:
    """Features whose answers follow the wanted values: correlation above `least`."""
    with np.errstate(invalid="ignore", divide="ignore"):
        a = (wanted - wanted.mean(axis=0)) / wanted.std(axis=0)
        b = (got - got.mean(axis=0)) / got.std(axis=0)
        correlation = (a * b).mean(axis=0)
    return [int(i) for i in np.flatnonzero(np.nan_to_num(correlation) > least)]


def judge(trained: Any, test: Array, folder: Path) -> Results:
    got = answers(trained.model, test)
    error = scores.summed_error(test, got)
    # The yardstick: for every row the same answer, the median of each feature.
    constant = scores.summed_error(test, np.median(test, axis=0)).mean()
    np.savez_compressed(folder / "errors.npz", error=error.astype("float32"), got=got[:1])
    return {
        "parameters": trained.model.count_params(),
        "loss": trained.column("loss"),
        "val_loss": trained.column("val_loss"),
        "mean": float(error.mean()),
        "sigma": float(error.std()),
        "low": float(np.quantile(error, 0.05)),
        "high": float(np.quantile(error, 0.95)),
        "constant": float(constant),
        "copied": matches(test, got),
    }


def rows_run(name: str, data: Callable[[int, int], Array], features: int, build: Build) -> None:
    """Enter ten epochs with batches of 100, nine tenths of the rows for training."""

    def make(folder: Path, needed: dict[str, Path]) -> Results:
        rows = data(ROWS, features)
        x_train, x_test = rows[:-TESTS], rows[-TESTS:]
        fit = fit_on(x_train, x_train, 100, (x_test, x_test))
        return judge(train(folder, build, fit, 10, label=name), x_test, folder)

    add(name, "S003", make)


def mirrored(features: int, widths: tuple[int, ...]) -> Build:
    return lambda: models.mirrored(features, widths, steps_per_execution=TOGETHER)


def digits(folder: Path, needed: dict[str, Path]) -> Results:
    """784-32-784 for ten epochs, and the test images it rebuilds best and worst."""
    x_train, x_test = images()
    trained = train(
        folder,
        lambda: models.dense(SIMPLE, 32),
        fit_on(x_train, x_train, BATCH, (x_test, x_test)),
        10,
        label="s003-mnist",
    )
    from autograder import data

    labels = data.load_data()[1][1]
    got = answers(trained.model, x_test)
    error = scores.summed_error(x_test, got)
    order = np.argsort(error)
    shown = {"first": np.arange(10), "worst": order[::-1][:10], "best": order[:10]}
    arrays = {
        f"{name}_{i}": x[rows] for name, rows in shown.items() for i, x in ((0, x_test), (1, got))
    }
    np.savez_compressed(folder / "shown.npz", **arrays)
    return {
        "parameters": trained.model.count_params(),
        "loss": trained.column("loss"),
        "val_loss": trained.column("val_loss"),
        "bce": float(scores.cross_entropy(x_test, got).mean()),
        "error": {name: [float(error[i]) for i in rows] for name, rows in shown.items()},
        "labels": {name: [int(labels[i]) for i in rows] for name, rows in shown.items()},
        "ones_in_best_100": int((labels[order[:100]] == 1).sum()),
        "ones_in_worst_100": int((labels[order[-100:]] == 1).sum()),
        "by_digit": [float(error[labels == digit].mean()) for digit in range(10)],
    }


rows_run("s003-uniform-32", uniform, 32, mirrored(32, (2,)))
rows_run("s003-uniform-32-mirrored", uniform, 32, mirrored(32, (16, 8, 4, 2)))
rows_run("s003-uniform-32-printed", uniform, 32, lambda: as_printed(TOGETHER))
for n in FEATURES[:-1]:
    rows_run(f"s003-uniform-{n}", uniform, n, mirrored(n, (2,)))
for n in FEATURES:
    rows_run(f"s003-sine-{n}", sinusoids, n, mirrored(n, (2,)))
for widths in WIDTHS[1:]:
    rows_run(f"s003-sine-32-layers-{len(widths)}", sinusoids, 32, mirrored(32, widths))
add("s003-mnist", "S003", digits)
