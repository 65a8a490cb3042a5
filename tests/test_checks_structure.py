"""Checks of made data, of errors on them, and of what is chosen by its error."""

import keras
import numpy as np
import pytest

from autograder.checks import structure
from autograder.outcomes import Wrong


def uniform(n, N, seed):
    return np.random.default_rng(seed).random((n, N), dtype="float32")


def waves(n, N, seed):
    starts = np.random.default_rng(seed).uniform(0, 2 * np.pi, size=(n, 1))
    return (np.sin(starts + np.linspace(0, np.pi, N)) ** 2).astype("float32")


def summed(originals, answers):
    return np.abs(originals - answers).sum(axis=1)


def averaged(originals, answers):
    return np.abs(originals - answers).mean(axis=1)


def network(N, code=2):
    layers = [keras.layers.Dense(width, activation="sigmoid") for width in (code, N)]
    return keras.Sequential([keras.Input((N,)), *layers])


def from_global_state(n, N, seed):
    np.random.seed(seed)
    return np.random.rand(n, N).astype("float32")


@pytest.mark.parametrize("make", [uniform, from_global_state])
def test_rows_of_independent_even_numbers_pass_however_they_are_drawn(make):
    structure.uniform_rows(make)


NO_UNIFORM_ROWS = {
    "float64": lambda n, N, seed: np.random.default_rng(seed).random((n, N)),
    "the seed is ignored": lambda n, N, seed: uniform(n, N, None),
    "the seed is fixed": lambda n, N, seed: uniform(n, N, 42),
    "columns and rows swapped": lambda n, N, seed: uniform(N, n, seed),
    "a normal distribution": lambda n, N, seed: np.clip(
        np.random.default_rng(seed).normal(0.5, 0.29, (n, N)), 0, 1
    ).astype("float32"),
    "from -1 to 1": lambda n, N, seed: 2 * uniform(n, N, seed) - 1,
    "up to one half": lambda n, N, seed: uniform(n, N, seed) / 2,
    "one number for a row": lambda n, N, seed: np.repeat(uniform(n, 1, seed), N, axis=1),
    "one row again and again": lambda n, N, seed: np.repeat(uniform(n // 9 + 1, N, seed), 9, 0)[:n],
    "sorted rows": lambda n, N, seed: np.sort(uniform(n, N, seed), axis=1),
    "NaN": lambda n, N, seed: np.full((n, N), np.nan, "float32"),
    "nothing": lambda n, N, seed: None,
    "an error": lambda n, N, seed: 1 / 0,
    "no function": None,
    "a number": 3,
}


@pytest.mark.parametrize("make", NO_UNIFORM_ROWS.values(), ids=NO_UNIFORM_ROWS)
def test_other_rows_are_not_uniform_and_independent(make):
    with pytest.raises(Wrong) as caught:
        structure.uniform_rows(make)
    assert caught.value.subject and caught.value.expected and caught.value.got


def test_a_split_may_be_shuffled_and_come_as_a_list():
    structure.nine_tenths(lambda rows: (rows[:108], rows[108:]))
    order = np.random.default_rng(1).permutation(120)
    structure.nine_tenths(lambda rows: [rows[order[:108]], rows[order[108:]]])


NO_SPLITS = {
    "halves": lambda rows: (rows[:60], rows[60:]),
    "the small part first": lambda rows: (rows[:12], rows[12:]),
    "rows in both parts": lambda rows: (rows[:108], rows[:12]),
    "columns": lambda rows: (rows[:, :2], rows[:, 2:]),
    "shuffled twice": lambda rows: (rows[::-1][:108], rows[108:]),
    "changed": lambda rows: (rows[:108] / 2, rows[108:]),
    "three parts": lambda rows: (rows[:100], rows[100:110], rows[110:]),
    "an array": lambda rows: rows[:108],
    "NaN": lambda rows: (rows[:108] * np.nan, rows[108:]),
    "nothing": lambda rows: None,
    "no function": None,
}


@pytest.mark.parametrize("split", NO_SPLITS.values(), ids=NO_SPLITS)
def test_other_parts_are_no_split(split):
    with pytest.raises(Wrong):
        structure.nine_tenths(split)


def loop(n, N, seed):
    starts = np.random.default_rng(seed).random(n) * np.pi
    return np.array([np.sin(np.linspace(s, s + np.pi, N)) ** 2 for s in starts], dtype="float32")


@pytest.mark.parametrize("make", [waves, loop])
def test_waves_pass_with_starts_over_a_turn_or_half_a_turn(make):
    structure.sinusoids(make)


def wave_like(power=2, span=np.pi, ends=True, turn=2 * np.pi, shared=False):
    def make(n, N, seed):
        starts = np.random.default_rng(seed).uniform(0, turn, size=(1 if shared else n, 1))
        angles = np.linspace(0, span, N, endpoint=ends)
        return np.broadcast_to(np.sin(starts + angles) ** power, (n, N)).astype("float32")

    return make


NO_WAVES = {
    "not squared": wave_like(power=1),
    "to the fourth": wave_like(power=4),
    "two humps": wave_like(span=2 * np.pi),
    "the end left out": wave_like(ends=False),
    "starts below 1": wave_like(turn=1),
    "starts in a quarter turn": wave_like(turn=np.pi / 2),
    "one start for all": wave_like(shared=True),
    "noise": uniform,
    "float64": lambda n, N, seed: waves(n, N, seed).astype("float64"),
    "nothing": lambda n, N, seed: None,
}


@pytest.mark.parametrize("make", NO_WAVES.values(), ids=NO_WAVES)
def test_other_rows_are_no_waves(make):
    with pytest.raises(Wrong) as caught:
        structure.sinusoids(make)
    assert caught.value.subject and caught.value.expected and caught.value.got


def test_a_left_out_end_is_told_what_to_do():
    with pytest.raises(Wrong, match="both ends included"):
        structure.sinusoids(NO_WAVES["the end left out"])


@pytest.mark.parametrize("value", [7.5, np.float32(7.50001), np.array(7.5)])
def test_near_takes_any_number_within_a_ten_thousandth(value):
    structure.near(value, 7.5, "mean error")


@pytest.mark.parametrize("value", [7.51, 8, None, "7.5", [7.5], np.nan, 1e-3])
def test_near_rejects_others(value):
    with pytest.raises(Wrong) as caught:
        structure.near(value, 7.5, "mean error", "two are copied")
    assert caught.value.subject == "mean error"


def test_near_zero_is_zero():
    structure.near(0, 0, "mean error")
    with pytest.raises(Wrong):
        structure.near(0.001, 0, "mean error")


@pytest.mark.parametrize(("features", "error"), [(32, 7.66), (32, 7.9), (4, 0.65), (2, 0.1)])
def test_errors_between_two_copies_and_knowing_nothing_pass_in_any_unit(features, error):
    structure.noise_error(error, features, summed, network, uniform, 0.7)
    structure.noise_error(error / features, features, averaged, network, uniform, 0.7)


@pytest.mark.parametrize(
    ("features", "error"),
    [(32, 7.1), (32, 8.4), (4, 1.2), (2, 0.5), (2, 0.4), (32, None), (32, np.nan), (32, [7.7])],
)
def test_other_errors_on_noise_are_wrong(features, error):
    with pytest.raises(Wrong):
        structure.noise_error(error, features, summed, network, uniform, 0.7)


def test_a_wider_code_may_leave_less_over():
    with pytest.raises(Wrong):
        structure.noise_error(6.1, 32, summed, network, uniform, 0.7)
    structure.noise_error(6.1, 32, summed, lambda N: network(N, 8), uniform, 0.7)


def test_errors_on_waves_are_shares_of_the_best_constant_s():
    structure.wave_error(1.6, 32, summed, waves, 0.4)
    structure.wave_error(1.6 / 32, 32, averaged, waves, 0.4)
    for error in (6.3, -1, None, np.inf):
        with pytest.raises(Wrong, match="waves of 32 features"):
            structure.wave_error(error, 32, summed, waves, 0.4)


def test_an_error_is_that_of_the_network_that_is_kept():
    model, rows = network(6), uniform(50, 6, 1)
    error = summed(rows, np.asarray(model(rows))).mean()
    structure.error_of(error, model, rows, summed, "tanh_error")
    for value, kept in ((error * 1.1, model), (error, network(7)), (error, None), (None, model)):
        with pytest.raises(Wrong):
            structure.error_of(value, kept, rows, summed, "tanh_error")


def test_networks_are_alike_when_their_layers_are():
    structure.alike(network(6), network(6), "tanh_network")
    for other in (network(6, 3), network(7), None, 3):
        with pytest.raises(Wrong, match="tanh_network"):
            structure.alike(other, network(6), "tanh_network")


IMAGES = uniform(40, 9, 1)
ANSWERS = uniform(40, 9, 2)
ORDER = np.argsort(summed(IMAGES, ANSWERS))


@pytest.mark.parametrize("kind", [np.asarray, list, lambda v: np.asarray(v, "int32")])
def test_positions_of_the_smallest_and_largest_errors_pass(kind):
    structure.best_first(kind(ORDER[:10]), IMAGES, ANSWERS, summed, "smallest")
    structure.best_first(kind(ORDER[::-1][:10]), IMAGES, ANSWERS, summed, "largest")


def test_an_order_by_the_student_s_own_error_passes():
    def squared(originals, answers):
        return ((originals - answers) ** 2).sum(axis=1)

    own = np.argsort(squared(IMAGES, ANSWERS))[:10]
    structure.best_first(own, IMAGES, ANSWERS, squared, "smallest")
    with pytest.raises(Wrong):
        structure.best_first(own, IMAGES, ANSWERS, summed, "smallest")


@pytest.mark.parametrize(
    "value",
    [
        *(ORDER[::-1][:10], ORDER[:10][::-1], ORDER[1:11], np.repeat(ORDER[0], 10)),
        *(ORDER[:10] + 40, ORDER[:10] - 40, ORDER[:10].astype(float), ORDER[:10, None]),
        *(None, "best", [None] * 10, object()),
    ],
)
def test_other_positions_are_wrong(value):
    with pytest.raises(Wrong) as caught:
        structure.best_first(value, IMAGES, ANSWERS, summed, "smallest")
    assert caught.value.expected and caught.value.got


def test_the_right_positions_in_reverse_are_told_so():
    with pytest.raises(Wrong, match="in reverse"):
        structure.best_first(ORDER[-10:], IMAGES, ANSWERS, summed, "largest")
