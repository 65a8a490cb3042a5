"""Which sample submissions may be handed in as one."""

from pathlib import Path

import pytest
from lab_tests import together

from autograder.recipes import Edit, Recipe


def recipe(name, *edits, loses=None, folder="wrong", base="solution", action="answer"):
    made = tuple(Edit(action, one, "", "pass", 1) for one in edits)
    return Recipe(Path(f"{folder}/{name}.py"), name, base, loses or edits, made)


def test_wrong_answers_of_different_exercises_share_a_submission():
    first, second, third = recipe("a", "fit"), recipe("b", "encoder"), recipe("c", "fit")
    assert together([first, second, third], {}) == ([third], [[first, second]])


@pytest.mark.parametrize(
    "other",
    [
        recipe("same answer", "fit", loses=("encoder",)),
        recipe("same loss", "encoder", loses=("fit",)),
        recipe("right", "encoder", loses=(), folder="right"),
        recipe("from the release", "encoder", base="release"),
        recipe("another edit", "encoder", action="!delete"),
    ],
    ids=lambda one: one.name,
)
def test_others_need_one_of_their_own(other):
    first = recipe("a", "fit")
    alone, groups = together([first, other], {})
    assert groups == [] and sorted(one.name for one in alone) == sorted(["a", other.name])


def test_a_bonus_that_both_lack_keeps_nobody_apart():
    pair = [recipe(n, n, loses=(n, "extra")) for n in ("fit", "encoder")]
    assert together(pair, {"extra": 10.0}) == ([], [pair])
    assert together(pair, {}) == (pair, [])
