"""The four outcomes and their wording."""

import pytest

from autograder.outcomes import PASSED, WRONG, Outcome, Wrong, number, shorten


def outcome(**fields):
    return Outcome(**{"test": "t", "status": WRONG, "points": 0.0, "possible": 8.0, **fields})


def test_a_wrong_answer_reads_as_one_sentence():
    error = Wrong("encoder", "32 units", "16 units", "use encoding_dim")
    assert str(error) == "encoder: expected 32 units, got 16 units. Hint: use encoding_dim"
    assert isinstance(error, AssertionError)


def test_only_the_four_outcomes_exist():
    with pytest.raises(ValueError, match="'maybe' is not an outcome"):
        outcome(status="maybe")


def test_what_a_student_wrote_cannot_become_markup():
    page = outcome(subject="<b>x</b>", expected="1", got="<script>alert(1)</script>").html()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_a_student_does_not_see_the_detail():
    assert outcome(detail="Traceback").without_detail().detail == ""
    assert "Traceback" not in outcome(detail="Traceback").html()
    assert "Traceback" not in outcome(detail="Traceback").text()


def test_an_outcome_survives_the_notebook():
    one = outcome(subject="s", expected="e", got="g", hint="h", repairs=["r"])
    assert Outcome.from_dict(one.to_dict()) == one


def test_the_reason_is_empty_only_for_a_full_pass():
    assert outcome(status=PASSED, points=8.0).reason == ""
    assert outcome(status=PASSED, points=4.0).reason == "passed"
    assert outcome(subject="x", expected="1", got="2").reason == "x: expected 1, got 2"


def test_every_field_that_is_filled_is_shown():
    one = outcome(subject="the subject", expected="much", got="little", hint="try", repairs=["fix"])
    for word in ("the subject", "much", "little", "try", "fix", "0 of 8 points"):
        assert word in one.html()
    assert "hint:     try" in one.text()


def test_long_values_are_cut_in_the_middle():
    text = shorten("a" * 50 + "b" * 50, 25)
    assert text == "aaaaaaaaaa ... bbbbbbbbbb"
    assert shorten("one\n two") == "one two"


def test_points_are_written_as_people_do():
    assert (number(8.0), number(2.5)) == ("8", "2.5")
