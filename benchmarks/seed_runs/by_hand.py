"""The run of the third text: 20,000 steps of Adam on the mean square, and one more.

The text writes variables, loss and update itself, with TensorFlow. Here the same network, loss,
optimiser and batches go through Keras, so that every backend can make the run; lab 05 has the loop.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np

from . import models, scores
from .digits import answers, images
from .registry import Results, add
from .training import Epoch, FitEpoch, train

Array = np.ndarray[Any, np.dtype[Any]]
STEPS, BATCH = 20_000, 256
# Steps that are logged, checked and kept together as one "epoch".
TOGETHER = 100


def rows_of(step: int, rows: int, seed: int = 1) -> Array:
    """Indices of the images that one step sees.

    Pass after pass over all rows, each in an order of its own; a batch may span two passes, as in
    a pipeline that repeats before it makes batches.
    """
    start = step * BATCH
    first, offset = divmod(start, rows)
    passes = [np.random.default_rng([seed, first + i]).permutation(rows) for i in range(2)]
    return np.concatenate(passes)[offset : offset + BATCH]


class FirstLoss(keras.callbacks.Callback):
    """Keeps the loss of the first batch alone; later ones arrive as a running mean."""

    loss = float("nan")

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if batch == 0:
            self.loss = float(logs["loss"])


def fit_steps(x_train: Array, x_test: Array) -> FitEpoch:
    def fit_epoch(model: Any, number: int) -> Epoch:
        steps = range(number * TOGETHER, min((number + 1) * TOGETHER, STEPS + 1))
        x = x_train[np.concatenate([rows_of(step, len(x_train)) for step in steps])]
        first = FirstLoss()
        # Not shuffled again: the rows stand in the order in which the steps take them.
        log = model.fit(x, x, batch_size=BATCH, shuffle=False, verbose=0, callbacks=[first])
        test = scores.mean_square(x_test, answers(model, x_test))
        return {"first": first.loss, "loss": float(log.history["loss"][-1]), "test_mse": test}

    return fit_epoch


def by_hand(folder: Path, needed: dict[str, Path]) -> Results:
    x_train, x_test = images()
    trained = train(
        folder,
        lambda: models.by_hand(1),
        fit_steps(x_train, x_test),
        STEPS // TOGETHER + 1,
        label="s002",
    )
    got = answers(trained.model, x_test)
    # The text's canvas takes four digits from each of the first four test batches.
    shown = np.concatenate([np.arange(i * BATCH, i * BATCH + 4) for i in range(4)])
    np.savez_compressed(folder / "canvas.npz", original=x_test[shown], rebuilt=got[shown])
    return {
        "parameters": trained.model.count_params(),
        # The loss of the batch of step 0, 100, 200, ..., 20000, before that step's update.
        "batch_mse": trained.column("first"),
        # The test images after 100, 200, ..., 20000, 20001 steps.
        "test_mse_curve": trained.column("test_mse"),
        "mse": scores.mean_square(x_test, got),
        "psnr": scores.psnr(x_test, got),
        "bce": float(scores.cross_entropy(x_test, got).mean()),
    }


add("s002", "S002", by_hand)
