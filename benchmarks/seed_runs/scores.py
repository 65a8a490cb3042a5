"""Measures of a reconstruction, in NumPy and double precision."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def cross_entropy(wanted: Array, got: Array) -> Array:
    """Mean binary cross-entropy of each row in nats per pixel, predictions clipped at 1e-7.

    (n, ...) and (n, ...) -> (n,).
    """
    y = wanted.reshape(len(wanted), -1).astype("float64")
    p = np.clip(got.reshape(len(got), -1).astype("float64"), 1e-7, 1 - 1e-7)
    return np.asarray(-(y * np.log(p) + (1 - y) * np.log1p(-p)).mean(axis=1))


def mean_square(wanted: Array, got: Array) -> float:
    """Mean squared difference of all pixels."""
    return float(np.square(wanted.astype("float64") - got).mean())


def psnr(wanted: Array, got: Array) -> float:
    """Peak signal-to-noise ratio in dB, of the mean square over all images; the peak is 1."""
    return float(-10 * np.log10(mean_square(wanted, got)))


def summed_error(wanted: Array, got: Array) -> Array:
    """Sum of the absolute differences of each row: (n, features) -> (n,)."""
    return np.asarray(np.abs(wanted.astype("float64") - got).sum(axis=1))
