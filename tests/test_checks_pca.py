"""Principal components and subspaces: what is right passes, and each mistake gets its hint."""

import numpy as np
import pytest

from autograder.checks import fits_pca, overlaps
from autograder.checks_pca import principal_components, principal_cosines
from autograder.outcomes import Wrong

RANDOM = np.random.default_rng(0)
TURN = np.linalg.qr(RANDOM.normal(size=(6, 6)))[0]
POINTS = RANDOM.normal(size=(40, 6)) * [9, 7, 5, 3, 2, 1] @ TURN + 20
MEAN, COMPONENTS, VARIANCES = principal_components(POINTS)
K = 3
RIGHT = (MEAN, COMPONENTS[:K], VARIANCES[:K])
PLANE = np.eye(4)[:2]


def refused(check, *arguments):
    """The message of a check that says no."""
    with pytest.raises(Wrong) as error:
        check(*arguments)
    return str(error.value)


def test_the_reference_agrees_with_the_svd():
    _, singular, rows = np.linalg.svd(POINTS - POINTS.mean(axis=0))
    assert np.allclose(VARIANCES, singular**2 / len(POINTS))
    assert np.allclose(np.abs(np.sum(COMPONENTS * rows, axis=1)), 1)
    assert np.allclose(MEAN, POINTS.mean(axis=0))


def test_the_cosines_of_two_planes_are_those_of_their_tilt():
    tilted = np.array([[3.0, 0, 0, 0], [1, np.cos(0.4), np.sin(0.4), 0]])
    assert np.allclose(principal_cosines(PLANE, tilted), [1, np.cos(0.4)])


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT,
        list(RIGHT),
        (MEAN, -COMPONENTS[:K], VARIANCES[:K] * 40 / 39),
        (MEAN.tolist(), COMPONENTS[:K].tolist(), VARIANCES[:K].tolist()),
        tuple(part.astype("float32") for part in RIGHT),
    ],
    ids=["tuple", "list", "turned around, n - 1", "lists", "float32"],
)
def test_principal_components_pass(answer):
    fits_pca(answer, POINTS, K)


def test_more_columns_than_rows_pass():
    few = POINTS[:4]
    mean, components, variances = principal_components(few)
    fits_pca((mean, components[:2], variances[:2]), few, 2)


UNCENTRED = np.linalg.svd(POINTS)[2][:K]
VECTORS = COMPONENTS[::-1].T


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "three arrays"),
        (RIGHT[:2], "a tuple of 2"),
        ((None, *RIGHT[1:]), "the mean: expected an array of numbers"),
        ((MEAN[:5], *RIGHT[1:]), "shape of the mean"),
        ((MEAN * np.nan, *RIGHT[1:]), "NaN"),
        ((MEAN + 1, *RIGHT[1:]), "the mean of each column"),
        ((MEAN, COMPONENTS[:K].T, VARIANCES[:K]), "shape of the components"),
        ((MEAN, COMPONENTS, VARIANCES[:K]), "shape of the components"),
        ((MEAN, 2 * COMPONENTS[:K], VARIANCES[:K]), "rows of length 1"),
        ((MEAN, COMPONENTS[[0, 0, 1]], VARIANCES[:K]), "at right angles"),
        ((MEAN, COMPONENTS[::-1][:K], VARIANCES[:K]), "eigh begins with the smallest"),
        ((MEAN, COMPONENTS[[1, 0, 2]], VARIANCES[:K]), "not the components in their order"),
        ((MEAN, UNCENTRED, VARIANCES[:K]), "was the mean subtracted first"),
        ((MEAN, VECTORS[:K], VARIANCES[:K]), "as columns"),
        ((MEAN, VECTORS[::-1][:K], VARIANCES[:K]), "as columns"),
        ((MEAN, TURN[[5, 4, 0]], VARIANCES[:K]), "the direction of greatest variance"),
        ((MEAN, COMPONENTS[:K], np.sqrt(VARIANCES[:K])), "standard deviations"),
        ((MEAN, COMPONENTS[:K], np.sqrt(40 * VARIANCES[:K])), "singular values"),
        ((MEAN, COMPONENTS[:K], 40 * VARIANCES[:K]), "divide by the number of rows"),
        ((MEAN, COMPONENTS[:K], np.ones(K)), "those along them"),
    ],
)
def test_other_answers_are_wrong_and_say_why(answer, said):
    assert said in refused(fits_pca, answer, POINTS, K)


def test_shares_of_the_variance_are_named():
    shares = VARIANCES[:K] / VARIANCES[:K].sum()
    assert "shares" in refused(fits_pca, (MEAN, COMPONENTS[:K], shares), POINTS, K)


ONE, OTHER = RANDOM.normal(size=(2, 3, 8))
COSINES = principal_cosines(ONE, OTHER)


def test_overlaps_accepts_the_cosines_of_any_bases():
    mixed = RANDOM.normal(size=(3, 3)) @ ONE
    overlaps(COSINES, mixed, OTHER)
    overlaps(COSINES.astype("float32").tolist(), ONE, 5 * OTHER)
    overlaps(np.zeros(2), PLANE, np.eye(4)[2:])
    overlaps([1, 1.0000001], PLANE, PLANE[::-1])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "an array of numbers"),
        ("ones", "an array of numbers"),
        (COSINES.mean(), "shape of"),
        (COSINES[:2], "shape of"),
        (COSINES * np.nan, "NaN"),
        (COSINES[::-1], "the largest comes first"),
        (np.arccos(COSINES), "angles"),
        (COSINES**2, "squares"),
        (np.ones(3), "W.T"),
        (np.linalg.svd(ONE @ OTHER.T, compute_uv=False), "orthonormal first"),
        (np.zeros(3), "off"),
    ],
)
def test_other_overlaps_are_wrong_and_say_why(answer, said):
    assert said in refused(overlaps, answer, ONE, OTHER)


def test_rows_of_length_one_alone_are_named():
    rows = [flat / np.linalg.norm(flat, axis=1, keepdims=True) for flat in (ONE, OTHER)]
    answer = np.linalg.svd(rows[0] @ rows[1].T, compute_uv=False)
    assert "at right angles" in refused(overlaps, answer, ONE, OTHER)
