"""What a call of ``fit`` was given: facts for the record, and a few rows to compute a loss on.

Data may come as arrays or tensors, as lists, tuples or dictionaries of these, as a data set that
gives batches, or as a generator. A generator is left alone: what is taken from it is lost.
Keras is imported by the functions, so that importing this module is quick.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import ceil, floor
from typing import Any

import numpy as np

# What sizes and values of a student's own data may raise; Keras's message will be the better one.
ODD_DATA = (TypeError, ValueError, AttributeError, IndexError, KeyError, RuntimeError)
BATCHES = 64
KERAS_BATCH_SIZE = 32
GUESSED_BATCH = 256
UNKNOWN_ROWS = 60_000  # an epoch that has no known end counts like one of MNIST


@dataclass(frozen=True)
class Sample:
    """Rows of the data as NumPy arrays, or structures of these; without targets it is None."""

    inputs: Any
    targets: Any


def describe(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``fit`` was asked, as plain values.

    ``epochs`` is as passed. ``batch_size`` is Keras's 32 when arrays came without one, and None
    for other data. ``input_is_target`` says whether x and y are one array or hold the same
    numbers, and is None where that cannot be seen. ``samples`` counts the training rows, without
    those that ``validation_split`` takes away. A value that makes no sense is None.
    """
    rows = training_rows(arguments)
    batch_size = arguments["batch_size"] or (KERAS_BATCH_SIZE if rows is not None else None)
    return {
        "epochs": whole(arguments["epochs"]),
        "initial_epoch": whole(arguments["initial_epoch"]),
        "batch_size": whole(batch_size),
        "shuffle": bool(arguments["shuffle"]),
        "input_is_target": _input_is_target(arguments),
        "has_validation": has_validation(arguments),
        "samples": rows,
        "steps": steps(arguments),
        "verbose": arguments["verbose"] if isinstance(arguments["verbose"], int | str) else None,
    }


def has_validation(arguments: Mapping[str, Any]) -> bool:
    """Say whether ``fit`` was given validation data or told to split some off."""
    return arguments["validation_data"] is not None or bool(arguments["validation_split"])


def whole(value: Any) -> int | None:
    """Return a whole number as int, and None for anything else."""
    return int(value) if isinstance(value, int | np.integer) else None


def is_array(data: Any) -> bool:
    """Whether data is one array or tensor, not several and not something that makes batches."""
    import keras

    return isinstance(data, np.ndarray) or bool(keras.ops.is_tensor(data))


def training_rows(arguments: Mapping[str, Any]) -> int | None:
    """Return how many rows are trained on, or None when the data does not come as arrays."""
    total = _rows(arguments["x"])
    if total is None or not _splits(arguments):
        return total
    return floor(total * (1 - arguments["validation_split"]))


def steps(arguments: Mapping[str, Any]) -> int | None:
    """Return the steps of one epoch, or None when only running it would tell."""
    asked = whole(arguments["steps_per_epoch"])
    if asked:
        return asked
    rows = training_rows(arguments)
    if rows is not None:
        size = whole(arguments["batch_size"]) or KERAS_BATCH_SIZE
        return ceil(rows / size)
    try:
        return whole(getattr(arguments["x"], "num_batches", None)) or len(arguments["x"])
    except ODD_DATA:
        return None


def epoch_rows(arguments: Mapping[str, Any]) -> int:
    """Return how many rows one epoch shows; a guess where only running it would tell."""
    rows, batches = training_rows(arguments), steps(arguments)
    if rows is not None:
        return rows
    return UNKNOWN_ROWS if batches is None else batches * _batch_rows(arguments["x"])


def _batch_rows(data: Any) -> int:
    try:
        first = next(_batches(data), None)
    except ODD_DATA:
        first = None
    return (first and _rows(first.inputs)) or GUESSED_BATCH


def training_sample(arguments: Mapping[str, Any], rows: int) -> Sample | None:
    """Return at most ``rows`` rows of the training data, spread evenly over arrays, or None."""
    return _take(arguments["x"], arguments["y"], 0, training_rows(arguments), rows)


def validation_sample(arguments: Mapping[str, Any], rows: int) -> Sample | None:
    """Return at most ``rows`` rows of the validation data, or None when there is none to read."""
    import keras

    given = arguments["validation_data"]
    if given is not None:
        x, y, _ = keras.utils.unpack_x_y_sample_weight(given)
        return _take(x, y, 0, _rows(x), rows)
    if _splits(arguments):
        start = training_rows(arguments)
        return _take(arguments["x"], arguments["y"], start or 0, _rows(arguments["x"]), rows)
    return None


def _splits(arguments: Mapping[str, Any]) -> bool:
    share = arguments["validation_split"]
    is_share = isinstance(share, float) and 0 < share < 1
    return is_share and arguments["validation_data"] is None


def _rows(data: Any) -> int | None:
    """Return the length of arrays; None for data that comes in batches and for None."""
    import keras

    leaves = keras.tree.flatten(data)
    shapes = [tuple(getattr(leaf, "shape", ())) for leaf in leaves]
    return whole(shapes[0][0]) if shapes and all(shapes) else None


def _take(x: Any, y: Any, start: int, stop: int | None, rows: int) -> Sample | None:
    try:
        if stop is not None:
            # A stride, not the first rows: data sorted by class is common.
            part = slice(start, stop, max(1, (stop - start) // rows))
            return Sample(_numpy(x, part, rows), None if y is None else _numpy(y, part, rows))
        return _join(_batches(x), rows)
    except ODD_DATA:
        return None


def _numpy(data: Any, part: slice, rows: int) -> Any:
    import keras

    return keras.tree.map_structure(
        lambda leaf: np.asarray(keras.ops.convert_to_numpy(leaf[part][:rows])), data
    )


def _batches(data: Any) -> Iterator[Sample]:
    """Yield the first batches of a data set that can be read again; nothing of a generator."""
    import keras

    if isinstance(data, Iterator):
        return
    for batch in islice(data, BATCHES):
        x, y, _ = keras.utils.unpack_x_y_sample_weight(batch)
        everything = slice(None)
        length = _rows(x) or 0
        if length:
            targets = None if y is None else _numpy(y, everything, length)
            yield Sample(_numpy(x, everything, length), targets)


def _join(batches: Iterator[Sample], rows: int) -> Sample | None:
    import keras

    parts: list[Sample] = []
    missing = rows
    while missing > 0 and (batch := next(batches, None)) is not None:
        parts.append(batch)
        missing -= _rows(batch.inputs) or 0
    if not parts:
        return None

    def join(*leaves: Any) -> Any:
        return np.concatenate(leaves)[:rows]

    inputs = keras.tree.map_structure(join, *(part.inputs for part in parts))
    if parts[0].targets is None:
        return Sample(inputs, None)
    return Sample(inputs, keras.tree.map_structure(join, *(part.targets for part in parts)))


def _input_is_target(arguments: Mapping[str, Any]) -> bool | None:
    x, y = arguments["x"], arguments["y"]
    if x is y:
        return x is not None
    if _rows(x) != _rows(y) and _rows(x) is not None:
        return False
    sample = training_sample(arguments, 2000)
    if sample is None:
        return None
    if sample.targets is None:
        return False
    if not all(isinstance(part, np.ndarray) for part in (sample.inputs, sample.targets)):
        return False
    return bool(np.array_equal(sample.inputs, sample.targets))
