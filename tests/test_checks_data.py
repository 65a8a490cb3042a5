"""Checks for tests that measure something themselves."""

import math

import keras
import numpy as np
import pytest

from autograder import checks, data
from autograder.outcomes import Wrong


@pytest.fixture(autouse=True)
def small_data(monkeypatch):
    monkeypatch.setattr(data, "images", lambda part: np.full((2, 784), 0.5, "float32"))
    monkeypatch.setattr(data, "labels", lambda part: np.array([3, 7]))


def test_images_and_labels_are_those_of_the_data_set_in_use():
    assert checks.images("test").shape == (2, 784)
    assert list(checks.labels("train")) == [3, 7]


@pytest.mark.parametrize("value", [0.1, np.float32(0.1), np.array(0.1), 0, -1])
def test_at_most_takes_any_number_up_to_the_limit(value):
    checks.at_most(value, 0.11, "loss (nats)")
    checks.at_least(-value, -0.11, "gain (dB)")


@pytest.mark.parametrize(
    "value", [0.12, math.nan, None, "0.1", [0.1], np.array([0.1]), True, 1j, math.inf, object()]
)
def test_at_most_rejects_more_than_the_limit_and_what_is_no_number(value):
    with pytest.raises(Wrong) as caught:
        checks.at_most(value, 0.11, "loss (nats)", "train longer")
    assert caught.value.subject == "loss (nats)" and caught.value.expected


@pytest.mark.parametrize("value", [0.1, math.nan, None, "1", -math.inf])
def test_at_least_rejects_less_than_the_limit_and_what_is_no_number(value):
    with pytest.raises(Wrong):
        checks.at_least(value, 0.11, "gain (dB)")


def test_the_message_gives_the_measured_value_the_limit_and_the_hint():
    with pytest.raises(Wrong) as caught:
        checks.at_least(11.834, 16.5, "PSNR of denoiser (dB)", "are the targets clean?")
    assert str(caught.value) == (
        "PSNR of denoiser (dB): expected 16.5 or more, got 11.83. Hint: are the targets clean?"
    )


def test_a_choice_is_a_letter_in_any_case():
    for value in ("b", "B", " b "):
        checks.choice(value, "b")


@pytest.mark.parametrize("value", ["a", "", "bb", None, 2, ["b"], b"b"])
def test_another_choice_is_wrong_and_the_right_one_is_not_told(value):
    why_bell = value
    with pytest.raises(Wrong) as caught:
        checks.choice(why_bell, "b", hint="look again at part 2")
    assert caught.value.expected == "another answer"
    assert caught.value.hint == "look again at part 2"


def test_predict_gives_the_models_answers():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Rescaling(2.0)])
    np.testing.assert_allclose(checks.predict(model, [[1, 2, 3]]), [[2, 4, 6]])


@pytest.mark.parametrize("kind", ["none", "other shape", "nan"])
def test_predict_rejects_what_gives_no_answers(kind):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Rescaling(math.nan)])
    subject = None if kind == "none" else model
    inputs = np.zeros((1, 4 if kind == "other shape" else 3))
    with pytest.raises(Wrong):
        checks.predict(subject, inputs)
