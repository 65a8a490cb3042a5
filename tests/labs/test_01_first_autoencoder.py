"""Lab 01: right answers keep all points, and each wrong one loses those of its exercise alone."""

import re
import subprocess
import sys

import graded
import pytest

from autograder.outcomes import NOT_ATTEMPTED, PASSED, WRONG
from autograder.sanitize import hidden_lines

LAB = "01_first_autoencoder"
RIGHT = graded.corpus(LAB, "right")
WRONG_ONES = graded.corpus(LAB, "wrong")
DEMO = graded.corpus(LAB, "demo")
CLASS = [*RIGHT, *WRONG_ONES, *DEMO]
UNTOUCHED, SOLVED = "demo-untouched", "demo-right"

TESTS = {
    cell.metadata.nbgrader["grade_id"]: cell
    for cell in graded.source(LAB).cells
    if cell.metadata.get("nbgrader", {}).get("grade")
}
POINTS = {
    name.removesuffix("_test"): cell.metadata.nbgrader["points"] for name, cell in TESTS.items()
}
HIDDEN = {name: hidden_lines(cell.source) for name, cell in TESTS.items()}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return graded.course(tmp_path_factory.mktemp("course"), LAB)


@pytest.fixture(scope="module")
def rows(course):
    """The whole corpus, graded once as one class."""
    return graded.grade(course, LAB, *CLASS)


def test_the_lab_is_worth_100_points_and_every_exercise_has_hidden_tests():
    assert sum(POINTS.values()) == 100
    assert [name for name, lines in HIDDEN.items() if len(lines) < 3] == []


@pytest.mark.parametrize("recipe", CLASS, ids=graded.student)
def test_an_answer_loses_what_its_recipe_says_and_nothing_else(rows, recipe):
    row = rows[graded.student(recipe)]
    assert row.complete, graded.reasons(row)
    assert graded.lost(row) == sorted(recipe.loses), graded.reasons(row)
    assert row.points == 100 - sum(POINTS[name] for name in recipe.loses)
    assert row.possible == 100


@pytest.mark.parametrize("recipe", [*WRONG_ONES, *DEMO], ids=graded.student)
def test_a_lost_exercise_has_a_reason_that_gives_no_hidden_line_away(rows, recipe):
    row = rows[graded.student(recipe)]
    edited = {edit.id for edit in recipe.edits}
    for outcome in row.outcomes:
        name = outcome.test.removesuffix("_test")
        if name not in recipe.loses:
            assert (outcome.status, outcome.reason) == (PASSED, "")
            continue
        stub = recipe.base == "release" and name not in edited
        assert outcome.status == (NOT_ATTEMPTED if stub else WRONG)
        assert outcome.points == 0
        assert outcome.message or (outcome.subject and outcome.expected and outcome.got)
        shown = " ".join(outcome.text().split())
        assert [line for line in graded.hidden_lines(LAB) if line in shown] == []


def test_each_hidden_test_catches_a_wrong_answer_that_its_visible_part_lets_through(rows):
    caught = set()
    for recipe in [*WRONG_ONES, *DEMO]:
        for outcome in rows[graded.student(recipe)].outcomes:
            if outcome.status == WRONG:
                stopped = re.findall(rf'File "<test {outcome.test}>", line (\d+)', outcome.detail)
                if {int(line) for line in stopped} & set(HIDDEN[outcome.test]):
                    caught.add(outcome.test)
    assert set(TESTS) - caught == set()


def test_the_demo_shows_eight_submissions():
    assert [recipe.name for recipe in DEMO] == [
        "adadelta",
        "half_done",
        "hostile",
        "noisy_stderr",
        "other_style",
        "right",
        "untouched",
        "wrong_bottleneck",
    ]


def test_the_untouched_notebook_runs_to_its_end_and_is_nowhere_attempted(course, rows):
    row = rows[UNTOUCHED]
    assert [outcome.status for outcome in row.outcomes] == [NOT_ATTEMPTED] * len(TESTS)
    assert row.points == 0 and row.repairs == []
    notebook = graded.autograded(course, LAB, UNTOUCHED)
    assert "autograder_stopped" not in notebook.metadata
    not_run = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("grade_id") not in TESTS
        and not cell.execution_count
    ]
    assert not_run == []


def test_nbgraders_own_command_gives_the_solution_all_points(course, rows):
    before = graded.scores(course, LAB)[SOLVED]
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", LAB, "--student", SOLVED, "--force"],
        cwd=course.root,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    after = graded.scores(course, LAB)[SOLVED]
    assert after == before
    assert {name: score[0] for name, score in after.items()} == {
        name: cell.metadata.nbgrader["points"] for name, cell in TESTS.items()
    }


def test_the_gradebook_has_the_points_of_every_row(course, rows):
    found = {
        student: sum(score for score, *_ in scores.values())
        for student, scores in graded.scores(course, LAB).items()
    }
    assert found == {student: row.points for student, row in rows.items()}


def test_saved_weights_are_used_in_place_of_training(course, rows):
    for student, words in [
        (SOLVED, "weights saved in simple.keras"),
        ("right-trained_when_graded", "of the 50 epochs asked"),
    ]:
        [cell] = [
            cell
            for cell in graded.autograded(course, LAB, student).cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "fit"
        ]
        assert any(words in output.get("text", "") for output in cell.outputs), student
