"""Checks of a stream of batches: for training, shuffled without end, or for testing, in order."""

from typing import Any

import numpy as np

from autograder.checks_values import Array, describe, numbers
from autograder.outcomes import Wrong


def shuffled_batches(batches: Any, images: Array, size: int) -> None:
    """Whole batches of `images`, well mixed and in a new order in each pass, three passes long.

    The images are rows of equal numbers: 0, 1, 2, ... Their number is a multiple of `size`.
    """
    count = len(images)
    wanted = [(size, *images.shape[1:])] * (3 * count // size)
    order = _places(batches, images, "batches for training", wanted)
    first, second = order[:count], order[count : 2 * count]
    subject = "order of the images in training"
    if np.mean(np.diff(first) == 1) > 0.2:
        hint = "shuffle images before they are packed into batches"
        raise Wrong(subject, "a random one", "neighbours that stay neighbours", hint)
    if np.corrcoef(first, np.arange(count))[0, 1] > 0.4:
        hint = "a small buffer mixes only images that are near to each other"
        raise Wrong(subject, "a random one", "nearly that of the file", hint)
    if np.mean(first == second) > 0.2:
        raise Wrong(subject, "a new one in each pass", "the same in the second pass")
    if len(set(order.tolist())) < 0.8 * count:
        got = f"only {len(set(order.tolist()))} of {count} in three passes"
        raise Wrong("images that training sees", "all of them", got)


def ordered_batches(batches: Any, images: Array, size: int) -> None:
    """All of `images` once, in order, in batches of `size`; the last one may be smaller."""
    ends = [*range(size, len(images), size), len(images)]
    wanted = [(b - a, *images.shape[1:]) for a, b in zip([0, *ends], ends, strict=False)]
    order = _places(batches, images, "batches for testing", wanted)
    if not np.array_equal(order, np.arange(len(images))):
        raise Wrong("order of the images in testing", "that of the file", "another one")


def _places(batches: Any, images: Array, subject: str, wanted: list[tuple[int, ...]]) -> Array:
    """Where in `images` each row of the batches stands; Wrong unless their shapes are `wanted`."""
    if type(batches) not in (list, tuple):
        raise Wrong(subject, "a list of arrays", describe(batches))
    found = [numbers(batch, subject) for batch in batches]
    shapes = [batch.shape for batch in found]
    if shapes != wanted:
        if len(shapes) != len(wanted):
            got = f"{len(shapes)}, then it ends" if len(shapes) < len(wanted) else "more"
            raise Wrong(f"number of {subject}", f"{len(wanted)}", got)
        odd = next(shape for shape, right in zip(shapes, wanted, strict=True) if shape != right)
        raise Wrong(
            f"shapes of the {subject}", " or ".join(map(str, sorted(set(wanted)))), f"{odd}"
        )
    rows = np.concatenate(found).reshape(sum(map(len, found)), -1)
    flat = images.reshape(len(images), -1)
    places = np.clip(np.nan_to_num(np.round(rows[:, 0])), 0, len(images) - 1).astype(int)
    if not np.allclose(rows, flat[places]):
        raise Wrong(f"rows of the {subject}", "the images that were given", "other numbers")
    return places
