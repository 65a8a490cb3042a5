"""Checks of plain values, arrays and functions, and how messages name what they are about."""

import inspect
import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np

from autograder import data
from autograder.outcomes import Wrong, shorten

Array = np.ndarray[Any, np.dtype[Any]]

_PIXEL_TOLERANCE = 1e-5
"""Pixels in [0, 1]: far above float32 rounding, far below one grey level (1/255 = 0.0039)."""

_ROWS = 10_000
"""Rows compared at a time, so that no second copy of the training images is needed."""


def name_of(value: Any, default: str) -> str:
    """Return the variable's name in the test that asks, or `default`.

    A message then says `encoder`, not "the model". A value that no name or several names hold
    (small numbers, None) gets `default`.
    """
    frame = inspect.currentframe()
    while frame is not None and _is_ours(frame.f_globals.get("__name__")):
        frame = frame.f_back
    if frame is None:
        return default
    scopes = (dict(frame.f_locals), dict(frame.f_globals))
    names = {
        name
        for scope in scopes
        for name, held in scope.items()
        if held is value and not name.startswith("_")
    }
    return names.pop() if len(names) == 1 else default


def equal(value: Any, expected: Any) -> None:
    """`value` is `expected`: a number, string, boolean, None, or a list, tuple or dict of these.

    Numbers are compared as numbers (NumPy's too), a list may stand for a tuple, and True is not 1.
    """
    if not _same(value, expected):
        raise Wrong(name_of(value, "the value"), f"{expected!r}", describe(value))


def close(value: Any, expected: Any, tolerance: float = 1e-6) -> None:
    """Every number in `value` is within `tolerance` of the one in `expected`; shapes are equal."""
    subject = name_of(value, "the value")
    wanted = np.asarray(expected, dtype="float64")
    found = numbers(value, subject)
    if found.shape != wanted.shape:
        raise Wrong(f"shape of {subject}", f"{wanted.shape}", f"{found.shape}")
    _no_nan(found, subject)
    gap = float(np.max(np.abs(found - wanted), initial=0.0))
    if not gap <= tolerance:
        if wanted.ndim == 0:
            raise Wrong(subject, f"{float(wanted):.6g}", f"{float(found):.6g}")
        raise Wrong(subject, f"numbers within {tolerance:g} of the right ones", f"{gap:.3g} off")


def array(
    value: Any,
    shape: tuple[int | None, ...] | None = None,
    dtype: str | None = None,
    low: float = -math.inf,
    high: float = math.inf,
) -> None:
    """`value` is an array of finite numbers of `shape` (None: any size) within [low, high]."""
    subject = name_of(value, "the array")
    found = numbers(value, subject)
    if shape is not None and not _fits(found.shape, shape):
        raise Wrong(f"shape of {subject}", f"{shape}".replace("None", "any"), f"{found.shape}")
    if dtype is not None and found.dtype != dtype:
        raise Wrong(f"type of the numbers in {subject}", dtype, f"{found.dtype}")
    _no_nan(found, subject)
    smallest, largest = float(found.min(initial=math.inf)), float(found.max(initial=-math.inf))
    if found.size and not (low <= smallest and largest <= high):
        raise Wrong(
            subject, f"numbers from {low:g} to {high:g}", f"from {smallest:g} to {largest:g}"
        )


def holds_mnist(value: Any, part: Literal["train", "test"]) -> None:
    """`value` holds one part of the data set: float32, one row of 784 numbers in [0, 1] each.

    The images are in their own order. The ruler is `autograder.data`, not the lab.
    """
    subject = name_of(value, f"the {part} images")
    wanted = data.images(part)
    found = numbers(value, subject)
    if found.shape != wanted.shape:
        other = data.SHAPES["x_test" if part == "train" else "x_train"][0]
        hint = "one image is one row of 784 numbers" if found.ndim == 3 else ""
        hint = "are these the images of the other part?" if found.shape[:1] == (other,) else hint
        raise Wrong(f"shape of {subject}", f"{wanted.shape}", f"{found.shape}", hint)
    if found.dtype != np.float32:
        raise Wrong(f"type of the numbers in {subject}", "float32", f"{found.dtype}")
    _no_nan(found, subject)
    if _far(found, wanted):
        got = f"numbers from {found.min():.4g} to {found.max():.4g}"
        asked = "the grey values of MNIST as numbers from 0 to 1"
        raise Wrong(subject, asked, got, _mistake(found, wanted))


def call(function: Any, *arguments: Any, **named: Any) -> Any:
    """Call the student's `function` and return what it returns; Wrong when it raises."""
    subject = name_of(function, "the function")
    if not callable(function):
        raise Wrong(subject, "a function", describe(function))
    try:
        return function(*arguments, **named)
    # A student's function may raise anything; the grader's own errors are not the student's.
    except Exception as error:
        if type(error).__module__.startswith("autograder."):
            raise
        given = [repr(item) for item in arguments] + [f"{k}={v!r}" for k, v in named.items()]
        came = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise Wrong(
            f"{subject}({shorten(', '.join(given), 100)})", "a result", shorten(came, 300)
        ) from error


def describe(value: Any) -> str:
    """A short description of any value, for the "got" of a message."""
    kind = type(value).__name__
    if value is None or type(value) in (bool, int, float, str):
        return shorten(repr(value), 200)
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, np.generic):
        return repr(value.item())
    if type(value) in (list, tuple, dict, set):
        return f"a {kind} of {len(value)}"
    return f"an object of type {kind}"


def numbers(value: Any, subject: str) -> Array:
    """`value` as an array of real numbers; tensors and lists of numbers will do. Else Wrong."""
    import keras

    if value is None or isinstance(value, str | bytes | dict):
        raise Wrong(subject, "an array of numbers", describe(value))
    try:
        tensor = keras.ops.is_tensor(value) or isinstance(value, keras.Variable)
        found = keras.ops.convert_to_numpy(value) if tensor else np.asarray(value)
    # NumPy asks the student's object for its numbers, and that object may raise anything.
    except Exception as error:
        raise Wrong(subject, "an array of numbers", describe(value)) from error
    if found.dtype.kind not in "iuf":
        got = "an array of other things" if found.ndim else describe(value)
        raise Wrong(subject, "an array of numbers", got)
    return np.asarray(found)


def _is_ours(module: Any) -> bool:
    return isinstance(module, str) and module.startswith("autograder.checks")


def _same(value: Any, expected: Any) -> bool:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(expected, bool) or expected is None:
        return value is expected
    if isinstance(expected, int | float):
        return type(value) in (int, float) and bool(value == expected)
    if isinstance(expected, str):
        return type(value) is str and value == expected
    if isinstance(expected, list | tuple):
        return (
            type(value) in (list, tuple)
            and len(value) == len(expected)
            and all(_same(mine, yours) for mine, yours in zip(value, expected, strict=True))
        )
    if isinstance(expected, Mapping):
        if type(value) is not dict or len(value) != len(expected):
            return False
        return all(k in value and _same(value[k], wanted) for k, wanted in expected.items())
    raise TypeError(f"equal cannot compare with {type(expected).__name__}; use close or array")


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(
        size is None or size == have for have, size in zip(shape, wanted, strict=True)
    )


def _no_nan(found: Array, subject: str) -> None:
    if found.dtype.kind == "f" and not np.isfinite(found).all():
        raise Wrong(subject, "finite numbers", "NaN or infinity among them")


def _far(found: Array, wanted: Array, scale: float = 1.0) -> bool:
    for at in range(0, len(found), _ROWS):
        rows = slice(at, at + _ROWS)
        gap = np.abs(found[rows] * np.float32(scale) - wanted[rows]).max()
        if not gap <= _PIXEL_TOLERANCE:
            return True
    return False


def _mistake(found: Array, wanted: Array) -> str:
    """Which well-known mistake explains the difference; an empty string when none does."""
    mistakes: list[tuple[Callable[[], bool], str]] = [
        (lambda: not _far(found, wanted, 1 / 255), "the grey values were not scaled to 0..1"),
        (lambda: not _far(found, wanted, 255), "the grey values were scaled twice"),
        (lambda: not _far(1 - found, wanted), "black and white are swapped"),
        (
            lambda: np.allclose(np.sort(found.mean(1)), np.sort(wanted.mean(1)), atol=1e-5),
            "the images, or the pixels in them, are in another order",
        ),
    ]
    return next((hint for explains, hint in mistakes if explains()), "")
