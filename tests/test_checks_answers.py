"""Messages about arrays say which array, or whose answers, came in place of the right ones."""

import keras
import numpy as np
import pytest

from autograder import checks
from autograder.outcomes import Wrong

SIZE = 12
JUNK = [None, float("nan"), "a word", 3, True, object(), [], {}, len, np.zeros((2, 2))]


def network():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(SIZE, activation="sigmoid")])


def text_of(check):
    with pytest.raises(Wrong) as wrong:
        check()
    return str(wrong.value)


# same_as_model_output; see also test_checks.py


def test_answers_of_another_model_are_named():
    codes = np.random.default_rng(0).random((20, 4), dtype="float32")
    decoder, deep_decoder, encoder = network(), network(), keras.Sequential([keras.Input((9,))])
    deep_decoded_imgs = decoder.predict(codes, verbose=0)
    others = [None, encoder, decoder]

    with pytest.raises(Wrong) as wrong:
        checks.same_as_model_output(deep_decoded_imgs, deep_decoder, codes, others=others)
    assert str(wrong.value) == (
        "deep_decoded_imgs: expected what deep_decoder makes of its input now, "
        "got what decoder makes of it"
    )
    checks.same_as_model_output(deep_decoded_imgs, decoder, codes, others=[deep_decoder])


def test_answers_of_no_known_model_get_the_general_hint():
    codes = np.random.default_rng(0).random((20, 4), dtype="float32")
    answers = np.zeros((20, SIZE))
    said = text_of(
        lambda: checks.same_as_model_output(answers, network(), codes, others=[network(), *JUNK])
    )
    assert "other numbers in 20 of 20 rows" in said and "before training" in said


# shows


def test_shows_accepts_the_first_rows_in_any_shape():
    wanted = np.random.default_rng(0).random((20, SIZE), dtype="float32")
    checks.shows(wanted[:10], wanted, "the row")
    checks.shows(wanted[:10].reshape(10, 3, 4), wanted, "the row")
    checks.shows(wanted[:1], wanted, "the row")


def test_shows_says_which_pictures_were_taken_instead():
    random = np.random.default_rng(0)
    decoded_imgs, deep_decoded_imgs = random.random((2, 20, SIZE), dtype="float32")
    words = "decoded_imgs, which autoencoder made"

    def check():
        checks.shows(decoded_imgs[:10], deep_decoded_imgs, "the deep row", {words: decoded_imgs})

    assert text_of(check) == (
        "the deep row: expected the first 10 rows of deep_decoded_imgs, "
        "got the first 10 rows of decoded_imgs, which autoencoder made"
    )


def test_shows_rejects_other_arrays():
    wanted = np.random.default_rng(0).random((20, SIZE), dtype="float32")
    nan = np.full((10, SIZE), np.nan)
    for value in (*JUNK, wanted[10:], wanted[0], wanted[:0], wanted[:10, :5], nan, wanted[:10] + 1):
        text_of(lambda value=value: checks.shows(value, wanted, "the row", {"zeros": wanted * 0}))
