"""Checks of arrays that a model made: whether it was this model, and which array a picture shows.

Arrays of one shape are easily mixed up and look alike in a picture. So a message here says which
array, or whose answers, were found in place of the right ones.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks_models import built_model, predict
from autograder.checks_values import Array, describe, name_of, numbers
from autograder.outcomes import Wrong

_SAME = 1e-3
"""Answers that differ by less, absolutely and relatively, come from the same weights."""


def same_as_model_output(
    value: Any, model: Any, inputs: Any, tolerance: float = _SAME, others: Sequence[Any] = ()
) -> None:
    """`value` is what `model` makes of `inputs`, to `tolerance` (absolute and relative).

    `others` are models that may have been taken by mistake; a message says so.
    """
    subject, by = name_of(value, "the array"), name_of(model, "the model")
    model = built_model(model, by)
    given = numbers(inputs, name_of(inputs, "the input"))
    found = numbers(value, subject)
    wanted = predict(model, given, by)
    if found.shape != wanted.shape:
        raise Wrong(f"shape of {subject}", f"{wanted.shape}", f"{found.shape}")
    alike = np.isclose(found, wanted, rtol=tolerance, atol=tolerance)
    if not alike.all():
        rows = (~alike).reshape(len(found), -1).any(axis=1).sum()
        got = f"other numbers in {rows:,} of {len(found):,} rows"
        hint = "was it computed before training, or from other images?"
        for other in others:
            if _made_by(other, given, found, tolerance):
                got, hint = f"what {name_of(other, 'another model')} makes of it", ""
        raise Wrong(subject, f"what {by} makes of its input now", got, hint)


def shows(value: Any, wanted: Any, subject: str, others: Mapping[str, Any] | None = None) -> None:
    """`value`, called `subject`, holds the first rows of `wanted`, one picture a row.

    `others` maps words to arrays that may have been taken by mistake; a message says which.
    """
    asked = name_of(wanted, "the right pictures")
    pictures, right = numbers(value, subject), numbers(wanted, asked)
    if pictures.ndim < 2 or not 0 < len(pictures) <= len(right):
        raise Wrong(subject, f"rows of {asked}, one for each picture", describe(pictures))
    if _are_first_rows(pictures, right):
        return
    got = f"something else, of shape {pictures.shape}"
    for words, other in (others or {}).items():
        if _are_first_rows(pictures, numbers(other, words)):
            got = f"the first {len(pictures)} rows of {words}"
            break
    raise Wrong(subject, f"the first {len(pictures)} rows of {asked}", got)


def _made_by(model: Any, given: Array, found: Array, tolerance: float) -> bool:
    """Whether `model` makes `found` of this input; False when it does not take such input."""
    try:
        made = predict(built_model(model, "another model"), given, "another model")
    except Wrong:
        return False
    return made.shape == found.shape and np.allclose(found, made, rtol=tolerance, atol=tolerance)


def _are_first_rows(pictures: Array, source: Array) -> bool:
    rows = source[: len(pictures)]
    if rows.size != pictures.size:
        return False
    return np.allclose(pictures.ravel(), rows.ravel(), rtol=_SAME, atol=_SAME)
