"""Checks of principal components and of subspaces, with a reference of their own in NumPy."""

from typing import Any

import numpy as np

from autograder.checks_values import Array, describe, name_of, numbers
from autograder.outcomes import Wrong

_TOLERANCE = 1e-3
"""Relative to the largest number; float32 leaves about 1e-5, the usual mistakes far more."""


def principal_components(points: Any) -> tuple[Array, Array, Array]:
    """Mean (d,), all d components (d, d), one a row, and variances (d,), the largest first.

    Variances are divided by n, the number of rows of `points` (n, d).
    """
    rows = np.asarray(points, dtype="float64")
    mean = rows.mean(axis=0)
    values, vectors = np.linalg.eigh((rows - mean).T @ (rows - mean) / len(rows))
    return mean, vectors[:, ::-1].T, np.maximum(values[::-1], 0)


def principal_cosines(one: Any, other: Any) -> Array:
    """Cosines of the principal angles between the spans of rows, the largest first: (k,)."""
    bases = [np.linalg.svd(np.asarray(rows), full_matrices=False)[2] for rows in (one, other)]
    return np.clip(np.linalg.svd(bases[0] @ bases[1].T, compute_uv=False), 0, 1)


def fits_pca(value: Any, points: Any, k: int) -> None:
    """`value` is the mean, the first `k` components and their variances of the rows `points`.

    A component may have either sign, and variances may be divided by n or by n - 1. The k + 1
    largest variances of `points` must differ clearly: else the components are not unique.
    """
    subject = name_of(value, "what pca_fit returns")
    if type(value) not in (tuple, list) or len(value) != 3:
        raise Wrong(subject, "three arrays: mean, components, variances", describe(value))
    mean, components, variances = principal_components(points)
    found_mean = _array(value[0], mean.shape, "the mean")
    found = _array(value[1], (k, len(mean)), "the components")
    found_variances = _array(value[2], (k,), "the variances")
    _near(found_mean, mean, "the mean", "the mean of each column")
    _orthonormal(found)
    _directions(found, components, k, np.asarray(points))
    scale = len(points) / (len(points) - 1)
    if not _alike(found_variances, variances[:k]):
        hint = _variance_mistake(found_variances, variances[:k], len(points))
        _near(found_variances, scale * variances[:k], "the variances", "those along them", hint)


def overlaps(value: Any, one: Any, other: Any) -> None:
    """`value` is the cosines of the principal angles of two subspaces, the largest first.

    `one` and `other` (k, d) span them with their rows, which need not be orthonormal.
    """
    subject = name_of(value, "what subspace_overlap returns")
    wanted = principal_cosines(one, other)
    found = _array(value, wanted.shape, subject)
    if not np.abs(found - wanted).max() <= _TOLERANCE:
        gap = float(np.abs(found - wanted).max())
        expected = "the cosines of the principal angles"
        hint = _overlap_mistake(found, wanted, np.asarray(one), np.asarray(other))
        raise Wrong(subject, expected, f"numbers up to {gap:.3g} off", hint)


def _array(value: Any, shape: tuple[int, ...], subject: str) -> Array:
    found = numbers(value, subject).astype("float64")
    if found.shape != shape:
        raise Wrong(f"shape of {subject}", f"{shape}", f"{found.shape}")
    if not np.isfinite(found).all():
        raise Wrong(subject, "finite numbers", "NaN or infinity among them")
    return found


def _alike(found: Array, wanted: Array) -> bool:
    largest = max(1e-12, float(np.abs(wanted).max(initial=0)))
    return bool(np.abs(found - wanted).max(initial=0) <= _TOLERANCE * largest)


def _near(found: Array, wanted: Array, subject: str, expected: str, hint: str = "") -> None:
    if not _alike(found, wanted):
        gap = float(np.abs(found - wanted).max())
        raise Wrong(subject, expected, f"numbers up to {gap:.3g} off", hint)


def _orthonormal(components: Array) -> None:
    products = components @ components.T
    lengths = np.sqrt(np.diag(products))
    if not _alike(lengths, np.ones(len(lengths))):
        got = f"lengths from {lengths.min():.3g} to {lengths.max():.3g}"
        hint = "are they rows? eigh returns eigenvectors as columns"
        raise Wrong("the components", "rows of length 1", got, hint)
    largest = float(np.abs(products - np.eye(len(products))).max())
    if largest > _TOLERANCE:
        expected = "rows at right angles to each other"
        raise Wrong("the components", expected, f"a cosine of {largest:.3g}")


def _directions(found: Array, components: Array, k: int, points: Array) -> None:
    cosines = np.abs(np.sum(found * components[:k], axis=1))
    if cosines.min() >= 1 - _TOLERANCE:
        return
    worst = int(cosines.argmin())
    hint = ""
    if np.abs(np.sum(found * components[::-1][:k], axis=1)).min() > 0.99:
        hint = "these have the smallest variance: eigh begins with the smallest"
    elif principal_cosines(found, components[:k]).min() > 0.99:
        hint = "these span the right subspace, but they are not the components in their order"
    elif _about_zero(found, points):
        hint = "was the mean subtracted first?"
    elif _is_turned(found, components):
        hint = "eigh returns eigenvectors as columns, these look like rows of that matrix"
    raise Wrong(
        f"component {worst + 1} of {k}",
        "the direction of greatest variance at right angles to those before it",
        f"a direction with a cosine of {cosines[worst]:.3f} to it",
        hint,
    )


def _about_zero(found: Array, points: Array) -> bool:
    """Whether these are the principal directions about 0 instead of about the mean."""
    directions = np.linalg.svd(points, full_matrices=False)[2][: len(found)]
    return bool(np.abs(np.sum(found * directions, axis=1)).min() > 0.99)


def _is_turned(found: Array, components: Array) -> bool:
    """Whether these are rows of the matrix whose columns are the components, in some order."""
    columns = np.abs(np.concatenate([components.T, components[::-1].T]))
    gaps = np.abs(np.abs(found)[:, None] - columns).max(axis=2)
    return bool((gaps.min(axis=1) <= _TOLERANCE).all())


def _variance_mistake(found: Array, wanted: Array, rows: int) -> str:
    """Which well-known mistake explains the variances; an empty string when none does."""
    mistakes = {
        "these look like standard deviations, or singular values": np.sqrt(wanted),
        "these look like singular values: square them, and divide by n": np.sqrt(rows * wanted),
        "these are sums: divide by the number of rows": rows * wanted,
        "these are shares of the variance": wanted / wanted.sum(),
    }
    return next((hint for hint, value in mistakes.items() if _alike(found, value)), "")


def _overlap_mistake(found: Array, wanted: Array, one: Array, other: Array) -> str:
    """Which well-known mistake explains the cosines; an empty string when none does."""
    with np.errstate(all="ignore"):
        rows = [flat / np.linalg.norm(flat, axis=1, keepdims=True) for flat in (one, other)]
    mistakes = {
        "the largest comes first": wanted[::-1],
        "these are the angles, their cosines were asked for": np.arccos(wanted),
        "these are the squares of the cosines": wanted**2,
        "every one is 1: hand the rows to np.linalg.qr as columns, W.T": np.ones(len(wanted)),
        "rows of length 1 are not enough, they must be at right angles too": np.linalg.svd(
            rows[0] @ rows[1].T, compute_uv=False
        ),
        "the rows of both must be made orthonormal first": np.linalg.svd(
            one @ other.T, compute_uv=False
        ),
    }
    return next((hint for hint, value in mistakes.items() if _alike(found, value)), "")
