"""Checks of neighbours, votes and ranks: right answers pass, each mistake has its message."""

import math

import numpy as np
import pytest

from autograder import checks
from autograder.outcomes import Wrong

RANDOM = np.random.default_rng(0)
CODES, QUERY = RANDOM.normal(size=(30, 4)), RANDOM.normal(size=4)
ORDER = np.argsort(np.linalg.norm(CODES - QUERY, axis=1))


@pytest.mark.parametrize("found", [ORDER[:5], ORDER[:5].tolist(), ORDER[:5].astype(float)])
def test_the_nearest_rows_are_right_in_any_container(found):
    checks.nearest(found, QUERY, CODES, 5)


def test_rows_that_are_equally_far_may_come_in_any_order():
    codes = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [3.0, 0.0]])
    for found in ([0, 1], [1, 0], [2, 1]):
        checks.nearest(found, np.zeros(2), codes, 2)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (ORDER[:5][::-1], "another order"),
        (ORDER[::-1][:5], "farthest"),
        (ORDER[1:6], "at distances"),
        (ORDER[:4], "shape"),
        (ORDER[:1].repeat(5), "twice"),
        (ORDER[:5] + 30, "numbers from"),
        (CODES[:5, 0], "whole numbers"),
        (np.full(5, math.nan), "whole numbers"),
        (None, "an array of numbers"),
        ("12345", "an array of numbers"),
    ],
)
def test_other_positions_are_wrong(found, words):
    with pytest.raises(Wrong) as wrong:
        checks.nearest(found, QUERY, CODES, 5)
    assert words in f"{wrong.value.subject} {wrong.value.expected} {wrong.value.got} " + (
        wrong.value.hint
    )


LABELS, QUERIES = RANDOM.integers(0, 3, 30), RANDOM.normal(size=(12, 4))


def vote(k, pick=np.argmax):
    distances = np.linalg.norm(CODES[None] - QUERIES[:, None], axis=2)
    nearest = np.argsort(distances, axis=1)[:, :k]
    return np.array([pick(np.bincount(LABELS[row], minlength=3)) for row in nearest])


def last_of_the_largest(counts):
    return len(counts) - 1 - np.argmax(counts[::-1])


@pytest.mark.parametrize("k", [1, 4, 5, 30])
@pytest.mark.parametrize("pick", [np.argmax, last_of_the_largest])
def test_votes_are_right_whichever_label_wins_a_tie(k, pick):
    checks.votes(vote(k, pick), CODES, LABELS, QUERIES, k)


def test_a_code_at_the_edge_may_be_in_or_out():
    codes = np.array([[0.0], [1.0], [-1.0]])
    for label in (7, 8, 9):
        checks.votes([label], codes, np.array([7, 8, 9]), np.zeros((1, 1)), 2)
    with pytest.raises(Wrong):
        checks.votes([6], codes, np.array([7, 8, 9]), np.zeros((1, 1)), 2)


@pytest.mark.parametrize(
    "found",
    [vote(1), vote(5, np.argmin), vote(5)[:-1], vote(5)[:, None], vote(5) + 0.5, None, "0"],
)
def test_other_votes_are_wrong(found):
    with pytest.raises(Wrong):
        checks.votes(found, CODES, LABELS, QUERIES, 5)


def test_the_area_under_the_curve_counts_ties_half():
    assert checks.area_under_curve([1, 2], [1, 3]) == (0.5 + 0 + 1 + 1) / 4
    assert checks.area_under_curve([0, 0], [0, 0, 0]) == 0.5
    normal, odd = RANDOM.integers(0, 6, 40), RANDOM.integers(2, 8, 25)
    pairs = [(o > n) + 0.5 * (o == n) for n in normal for o in odd]
    assert math.isclose(checks.area_under_curve(normal, odd), np.mean(pairs))
