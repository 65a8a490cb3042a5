"""Lab 02: right answers keep all points, and each wrong one loses those of its exercise alone."""

import graded
from lab_tests import *  # noqa: F403

LAB = "02_deep_autoencoder"


def reason(rows, student, exercise):
    [outcome] = [one for one in rows[student].outcomes if one.test == f"{exercise}_test"]
    return f"{outcome.subject}: expected {outcome.expected}, got {outcome.got}", outcome.hint


def test_the_published_decoder_is_told_what_is_wired_to_what(rows):
    said, hint = reason(rows, "wrong-published_decoder", "deep_decoder")
    assert said == (
        "deep_decoder: expected a way through the last 3 layers of deeper_autoencoder, "
        "Dense(64, relu), Dense(128, relu), Dense(784, sigmoid), got a way from 32 numbers "
        "through the last layer of autoencoder, Dense(784, sigmoid)"
    )
    assert "autoencoder and deeper_autoencoder share no weights" in hint


def test_the_stale_picture_is_told_what_it_shows(rows):
    said, _ = reason(rows, "wrong-stale_picture", "comparison")
    assert said == (
        'the row "deep" of comparison: expected the first 10 rows of deep_decoded_imgs, '
        "got the first 10 rows of decoded_imgs, which the small autoencoder made"
    )


def test_a_bare_adadelta_is_told_its_learning_rate(rows):
    _, hint = reason(rows, "wrong-adadelta_by_its_name", "compile")
    assert "a learning rate of 0.001" in hint


def test_without_saved_weights_the_lab_is_trained_within_its_budget(course, rows):
    cells = graded.autograded(course, LAB, "right-trained_when_graded").cells
    for name, epochs in (("simple_given", 30), ("fit", 100)):
        [cell] = [one for one in cells if one.metadata.get("nbgrader", {}).get("grade_id") == name]
        printed = "".join(output.get("text", "") for output in cell.outputs)
        assert f"8 of the {epochs} epochs asked" in printed
