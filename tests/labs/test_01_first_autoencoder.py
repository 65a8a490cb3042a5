"""Lab 01: right answers keep all points, and each wrong one loses those of its exercise alone."""

import subprocess
import sys

import graded
from lab_tests import *  # noqa: F403
from lab_tests import points

LAB = "01_first_autoencoder"
SOLVED = "demo-right"


def test_the_demo_shows_eight_submissions():
    assert [recipe.name for recipe in graded.corpus(LAB, "demo")] == [
        "adadelta",
        "half_done",
        "hostile",
        "noisy_stderr",
        "other_style",
        "right",
        "untouched",
        "wrong_bottleneck",
    ]


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
    worth = {f"{name}_test": value for name, value in points(LAB).items()}
    assert {name: score[0] for name, score in after.items()} == worth


def test_without_saved_weights_the_lab_is_trained_within_its_budget(course, rows):
    [cell] = [
        cell
        for cell in graded.autograded(course, LAB, "right-trained_when_graded").cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "fit"
    ]
    assert any("of the 50 epochs asked" in output.get("text", "") for output in cell.outputs)
