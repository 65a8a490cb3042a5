"""Checks for tests that measure something themselves: data, answers, one number, a choice."""

import math
from typing import Any, Literal

import numpy as np

from autograder import data
from autograder.checks_models import built_model
from autograder.checks_models import predict as answers_of
from autograder.checks_values import Array, describe, name_of, numbers
from autograder.outcomes import Wrong


def images(part: Literal["train", "test"]) -> Array:
    """The images of one part of the data set in use: float32, (n, 784), in [0, 1]."""
    return data.images(part)


def labels(part: Literal["train", "test"]) -> Array:
    """The digits of the same images: whole numbers 0 to 9, (n,)."""
    return data.labels(part)


def predict(model: Any, inputs: Any) -> Array:
    """What the student's `model` makes of `inputs`: finite numbers; Wrong when they do not fit."""
    subject = name_of(model, "the model")
    found = answers_of(built_model(model, subject), np.asarray(inputs), subject)
    if not np.isfinite(found).all():
        raise Wrong(f"what {subject} makes of its input", "finite numbers", "NaN or infinity")
    return found


def at_most(value: Any, limit: float, what: str, hint: str = "") -> None:
    """`value`, one number, is no more than `limit`; `what` names it, with its unit."""
    found = _number(value, what)
    if not found <= limit:
        raise Wrong(what, f"{limit:.4g} or less", f"{found:.4g}", hint)


def at_least(value: Any, limit: float, what: str, hint: str = "") -> None:
    """`value`, one number, is no less than `limit`; `what` names it, with its unit."""
    found = _number(value, what)
    if not found >= limit:
        raise Wrong(what, f"{limit:.4g} or more", f"{found:.4g}", hint)


def choice(value: Any, right: str, hint: str = "") -> None:
    """`value` is the letter of the right answer; the message does not tell which one that is."""
    if type(value) is not str or value.strip().lower() != right:
        raise Wrong(name_of(value, "the choice"), "another answer", describe(value), hint)


def _number(value: Any, what: str) -> float:
    found = numbers(value, what)
    if found.ndim or math.isnan(found):
        raise Wrong(what, "one number", "NaN" if not found.ndim else describe(found))
    return float(found)
