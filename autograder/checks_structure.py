"""Checks of made data, of errors on them, and of what is chosen by its error.

Errors are judged in the units of the student's own `measure`, a function of (originals, answers)
with one error a row, so that a mistake made there is not counted again.
"""

from typing import Any, Literal

import keras
import numpy as np

from autograder.checks_models import built_model, chain, flat, predict
from autograder.checks_values import Array, call, name_of, numbers
from autograder.outcomes import Wrong

_UNEVEN = 0.02
"""Distance of two distribution functions; 20,000 even numbers stay below with p > 0.999999."""

_RELATED = 0.1
"""Correlation of columns of 4,000 rows, and mean direction of 3,000; independent: six sd less."""


def uniform_rows(make: Any) -> None:
    """`make(n, N, seed)` gives n rows of N independent float32, even over [0, 1], by the seed."""
    subject = name_of(make, "the function")
    rows = _drawn(make, 4000, 5, subject)
    _drawn(make, 7, 33, subject)
    gap = np.abs(np.sort(rows.ravel()) - (np.arange(rows.size) + 0.5) / rows.size).max()
    if gap > _UNEVEN:
        got = f"mean {rows.mean():.3f}, standard deviation {rows.std():.3f}"
        asked = "even from 0 to 1: mean 0.5, standard deviation 0.289"
        raise Wrong(f"numbers that {subject} draws", asked, got)
    related = np.abs(np.corrcoef(rows.T) - np.eye(5)).max()
    if not related < _RELATED or len(np.unique(rows, axis=0)) < 0.99 * len(rows):
        got = f"features with a correlation of {related:.2f}, or rows that come again"
        raise Wrong(f"numbers that {subject} draws", "numbers that do not depend on others", got)


def nine_tenths(split: Any) -> None:
    """`split(data)` gives nine tenths of the rows and the rest, each row once, none changed."""
    subject = name_of(split, "the function")
    rows = np.arange(360, dtype="float32").reshape(120, 3)
    parts = call(split, rows)
    if type(parts) not in (tuple, list) or len(parts) != 2:
        raise Wrong(subject, "two arrays", f"a {type(parts).__name__}")
    found = [numbers(part, f"a part that {subject} returns") for part in parts]
    if [part.shape for part in found] != [(108, 3), (12, 3)]:
        got = " and ".join(str(part.shape) for part in found)
        raise Wrong(f"{subject} of 120 rows of 3", "parts of shapes (108, 3) and (12, 3)", got)
    together = np.concatenate(found)
    if not np.array_equal(together[np.argsort(together[:, 0])], rows):
        missing = len(set(rows[:, 0]) - set(together[:, 0]))
        got = f"{missing} of 120 rows in neither, or rows changed"
        raise Wrong(f"rows in the two parts from {subject}", "each row in exactly one of them", got)


def sinusoids(make: Any) -> None:
    """`make(n, N, seed)` gives rows sin²(s + θ), θ in N even steps over [0, π], any s alike."""
    subject = name_of(make, "the function")
    for count, features in ((3000, 32), (500, 5)):
        rows = _drawn(make, count, features, subject).astype("float64")
        ends = float(np.abs(rows[:, 0] - rows[:, -1]).max())
        if ends > 1e-4:
            hint = "the angles run from 0 to pi, both ends included"
            got = f"up to {ends:.3g} apart"
            raise Wrong(f"first and last feature of {subject}", "equal", got, hint)
        angles = 2 * np.pi * np.arange(features) / (features - 1)
        patterns = np.stack([np.cos(angles), -np.sin(angles)])
        turns = np.linalg.lstsq(patterns.T, (1 - 2 * rows).T, rcond=None)[0]
        gap = float(np.abs(1 - 2 * rows - turns.T @ patterns).max() / 2)
        radius = float(np.abs(np.hypot(*turns) - 1).max())
        if gap > 1e-3 or radius > 5e-3:
            got = f"numbers up to {max(gap, radius / 2):.2g} off every such row"
            raise Wrong(f"rows of {subject}", "sin^2(s + theta) for some start s", got)
        places = turns[0] + 1j * turns[1]
        lean = max(abs(places.mean()), abs((places**2).mean()))
        if count == 3000 and lean > _RELATED:
            got = f"starts that crowd together (mean direction {lean:.2f} instead of about 0)"
            raise Wrong(f"starts of {subject}", "a start for each row, evenly over a turn", got)


def near(value: Any, expected: float, what: str, hint: str = "") -> None:
    """`value` is one number, `expected` to a ten-thousandth; `what` names it."""
    found = _number(value, what)
    if not abs(found - expected) <= 1e-4 * max(abs(expected), 0.01):
        raise Wrong(what, f"{expected:.4g}", f"{found:.4g}", hint)


def noise_error(
    value: Any, features: int, measure: Any, build: Any, make: Any, share: float
) -> None:
    """`value` is a mean error that a trained network of `build` can have on noise of `make`.

    It lies between copying as many features as the code has numbers and knowing nothing; with no
    more features than that it is at most `share` of knowing nothing.
    """
    what = f"mean error on noise of {features} features"
    found = _number(value, what)
    model = built_model(call(build, features), name_of(build, "the network"))
    widths = [layer.units for layer in flat(model) if isinstance(layer, keras.layers.Dense)]
    code = min([features, *widths])
    rows = numbers(call(make, 4000, features, 5), what)
    nothing, copied = np.full_like(rows, 0.5), np.full_like(rows, 0.5)
    copied[:, :code] = rows[:, :code]
    low = 0.97 * _mean_error(measure, rows, copied)
    high = (1.03 if features > code else share) * _mean_error(measure, rows, nothing)
    if not low <= found <= high:
        hint = "more than knowing nothing would leave" if found > high else ""
        raise Wrong(what, f"a number from {low:.3g} to {high:.3g}", f"{found:.4g}", hint)


def wave_error(value: Any, features: int, measure: Any, make: Any, share: float) -> None:
    """`value` is a mean error of at most `share` of the best constant's on rows of `make`."""
    what = f"mean error on waves of {features} features"
    found = _number(value, what)
    rows = numbers(call(make, 4000, features, 5), what)
    constant = np.broadcast_to(np.median(rows, axis=0), rows.shape)
    most = share * _mean_error(measure, rows, np.array(constant))
    if not 0 <= found <= most:
        hint = f"the best constant answer has {most / share:.3g}"
        raise Wrong(what, f"{most:.3g} or less", f"{found:.4g}", hint)


def error_of(value: Any, model: Any, rows: Any, measure: Any, what: str) -> None:
    """`value`, called `what`, is the mean error of what `model` makes of `rows`, to 2 %."""
    found, subject = _number(value, what), "the network of " + what
    rows = numbers(rows, "the rows")
    wanted = _mean_error(measure, rows, predict(built_model(model, subject), rows, subject))
    if not abs(found - wanted) <= 0.02 * abs(wanted) + 1e-6:
        hint = "the mean error of the rows kept back, in the network as it is now"
        raise Wrong(what, f"{wanted:.4g}", f"{found:.4g}", hint)


def alike(model: Any, other: Any, what: str) -> None:
    """`model`, called `what`, has the layers of `other`; weights and names do not count."""
    both = [chain(built_model(one, what)) for one in (model, other)]
    found, wanted = (" then ".join(map(str, layers)) for layers in both)
    if found != wanted:
        raise Wrong(f"layers of {what}", wanted, found)


def best_first(
    value: Any, images: Any, answers: Any, measure: Any, order: Literal["smallest", "largest"]
) -> None:
    """`value` holds positions of the images with the smallest or largest errors, in that order.

    Errors are summed absolute errors; those of the student's `measure` will do as well.
    """
    subject = name_of(value, "the positions")
    found = numbers(value, subject)
    originals, made = numbers(images, "the images"), numbers(answers, "the answers")
    if found.dtype.kind not in "iu" or found.ndim != 1 or len(set(found.tolist())) < len(found):
        raise Wrong(subject, "different whole numbers", "other numbers, or one of them twice")
    if found.min(initial=0) < 0 or found.max(initial=0) >= len(originals):
        asked = f"positions from 0 to {len(originals) - 1}"
        raise Wrong(subject, asked, f"from {found.min()} to {found.max()}")
    errors = np.abs(originals - made).sum(axis=1)
    if _is_order(errors, found, order):
        return
    own = numbers(call(measure, originals, made), "the errors")
    if own.shape == errors.shape and _is_order(own, found, order):
        return
    hint = "the right ones, in reverse" if _is_order(errors, found[::-1], order) else ""
    asked = f"the {len(found)} images with the {order} errors, beginning with the {order}"
    raise Wrong(subject, asked, f"a mean error of {errors[found].mean():.4g}", hint)


def _is_order(errors: Array, found: Array, order: str) -> bool:
    wanted = np.sort(errors) if order == "smallest" else np.sort(errors)[::-1]
    return np.allclose(errors[found], wanted[: len(found)], rtol=1e-4, atol=1e-6)


def _drawn(make: Any, count: int, features: int, subject: str) -> Array:
    """Rows of the student's generator: in [0, 1], float32, repeated by their seed alone."""
    first, again, other = (numbers(call(make, count, features, s), subject) for s in (3, 3, 4))
    if first.shape != (count, features):
        raise Wrong(f"shape of {subject}", f"{(count, features)}", f"{first.shape}")
    if first.dtype != np.float32:
        raise Wrong(f"type of the numbers of {subject}", "float32", f"{first.dtype}")
    low, high = float(first.min()), float(first.max())
    if not (np.isfinite(first).all() and low >= 0 and high <= 1):
        raise Wrong(f"numbers of {subject}", "from 0 to 1", f"from {low:.3g} to {high:.3g}")
    if not np.array_equal(first, again):
        raise Wrong(f"{subject}, called twice with one seed", "the same numbers", "others")
    if np.array_equal(first, other):
        raise Wrong(f"{subject}, called with another seed", "other numbers", "the same")
    return first


def _mean_error(measure: Any, originals: Array, answers: Array) -> float:
    return float(numbers(call(measure, originals, answers), "the errors").mean())


def _number(value: Any, what: str) -> float:
    found = numbers(value, what)
    if found.ndim or not np.isfinite(found):
        raise Wrong(what, "one finite number", f"an array of shape {found.shape}, NaN or infinity")
    return float(found)
