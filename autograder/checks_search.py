"""Checks of what looks for near codes, votes among them, or ranks scores."""

from typing import Any

import numpy as np

from autograder.checks_values import Array, describe, name_of, numbers
from autograder.outcomes import Wrong

_SLACK = 1e-5
"""Two distances count as equal when they differ by less than this share of the larger one."""


def nearest(found: Any, query: Any, codes: Any, k: int) -> None:
    """`found` are the positions of the `k` rows of `codes` nearest to `query`, nearest first.

    Distances are Euclidean; rows that are equally far may come in any order.
    """
    subject = name_of(found, "the positions")
    positions = _whole(found, subject)
    if positions.shape != (k,):
        raise Wrong(f"shape of {subject}", f"{(k,)}", f"{positions.shape}")
    if positions.size and not 0 <= positions.min() <= positions.max() < len(codes):
        got = f"numbers from {positions.min()} to {positions.max()}"
        raise Wrong(subject, f"positions from 0 to {len(codes) - 1}", got)
    if len(set(positions.tolist())) < k:
        raise Wrong(subject, f"{k} different positions", "one of them twice")
    distances = _distances(np.asarray(query)[None], np.asarray(codes))[0]
    wanted = np.sort(distances)[:k]
    mine = distances[positions]
    if np.allclose(mine, wanted, rtol=_SLACK):
        return
    hint = ""
    if np.allclose(np.sort(mine), wanted, rtol=_SLACK):
        hint = "these are the right ones, in another order"
    elif np.allclose(mine, np.sort(distances)[::-1][:k], rtol=_SLACK):
        hint = "these are the ones that are farthest away"
    got = f"rows at distances {_listed(mine)}"
    raise Wrong(subject, f"the nearest rows, at distances {_listed(wanted)}", got, hint)


def votes(found: Any, codes: Any, labels: Any, queries: Any, k: int) -> None:
    """`found` holds for each query the label that most of its `k` nearest codes have.

    Where several labels have equally many votes, or codes are equally far, any of them is right.
    """
    subject = name_of(found, "the predictions")
    predicted = _whole(found, subject)
    codes, labels, queries = (np.asarray(given) for given in (codes, labels, queries))
    if predicted.shape != (len(queries),):
        raise Wrong(f"shape of {subject}", f"{(len(queries),)}", f"{predicted.shape}")
    wrong = sum(
        not _may_win(label, distances, labels, k)
        for label, distances in zip(predicted.tolist(), _distances(queries, codes), strict=True)
    )
    if wrong:
        wanted = f"the label that most of the {k} nearest codes have"
        raise Wrong(subject, wanted, f"another label for {wrong} of {len(queries)} queries")


def area_under_curve(normal: Any, odd: Any) -> float:
    """The share of pairs (normal, odd) in which the odd score is larger; ties count one half."""
    order = np.sort(np.asarray(normal, dtype="float64"))
    below, upto = (np.searchsorted(order, odd, side) for side in ("left", "right"))
    return float(np.mean(below + upto) / 2 / len(order))


def _may_win(label: int, distances: Array, labels: Array, k: int) -> bool:
    """Whether the label can win the vote when ties are broken in its favour."""
    limit = np.sort(distances)[k - 1]
    sure = distances < limit * (1 - _SLACK)
    edge = ~sure & (distances <= limit * (1 + _SLACK))
    places = k - int(sure.sum())
    mine = int((labels[sure] == label).sum()) + min(places, int((labels[edge] == label).sum()))
    others = [int((labels[sure] == other).sum()) for other in set(labels.tolist()) - {label}]
    return mine > 0 and mine >= max(others, default=0)


def _distances(queries: Array, codes: Array) -> Array:
    """Euclidean distances in float64, (queries, codes); one query at a time to save memory."""
    wide = codes.astype("float64")
    return np.array([np.sqrt(np.sum((wide - query) ** 2, axis=1)) for query in queries])


def _whole(value: Any, subject: str) -> Array:
    found = numbers(value, subject)
    if found.dtype.kind == "f" and not np.array_equal(found, np.round(found)):
        raise Wrong(subject, "whole numbers", f"{describe(found)} with fractions or NaN")
    return found.astype("int64")


def _listed(distances: Array) -> str:
    shown = ", ".join(f"{distance:.3g}" for distance in distances[:5])
    return shown + (", ..." if len(distances) > 5 else "")
