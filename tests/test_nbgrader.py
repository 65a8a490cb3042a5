"""nbgrader's own commands run our steps, on an ordinary assignment that knows nothing of them.

Everything here is a real command, run from the course's root as an instructor would.
"""

from __future__ import annotations

import ast
import copy
import csv
import subprocess
from dataclasses import dataclass
from pathlib import Path

import nbformat
import ordinary
import pytest
from nbgrader.api import Gradebook
from ordinary import LAB, POINTS

# Where we mean to differ: what a submission writes or displays says nothing about its answer.
NOISY = {
    "average": "import sys\n\n"
    "def average(values):\n"
    "    if len(values) == 0:\n"
    "        raise ValueError('no values')\n"
    "    print('adding', len(values), 'values', file=sys.stderr)\n"
    "    return sum(values) / len(values)"
}
FORGED = {
    "box": "class Box:\n    def __init__(self, *sides):\n        get_ipython().displayhook(4.0)\n"
    "    def volume(self):\n        return 0\n    lid = volume"
}


@dataclass(frozen=True)
class Graded:
    root: Path
    scores: dict[str, dict[str, float | None]]


def grade(root: Path, config: bool) -> Graded:
    """Release the assignment, hand in for the whole class and grade it."""
    ordinary.course(root, config)
    ordinary.nbgrader(root, "generate_assignment", LAB)
    ordinary.hand_in_all(root, {**ordinary.CLASS, "noisy": NOISY, "forged": FORGED})
    ordinary.nbgrader(root, "autograde", LAB)
    return Graded(root, ordinary.scores(root))


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The class as nbgrader grades it where there is no configuration file."""
    return grade(tmp_path_factory.mktemp("stock"), config=False)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The same class in a course with our nbgrader_config.py."""
    return grade(tmp_path_factory.mktemp("ours"), config=True)


def test_an_ordinary_release_is_the_same_notebook(stock, ours):
    theirs, own = (ordinary.released(graded.root) for graded in (stock, ours))
    assert [c.source for c in own.cells] == [c.source for c in theirs.cells]
    assert [c.metadata.get("nbgrader") for c in own.cells] == [
        c.metadata.get("nbgrader") for c in theirs.cells
    ]
    assert "range(101)" not in nbformat.writes(own), "a hidden test is in the release"


@pytest.mark.parametrize("student", ordinary.CLASS)
def test_an_ordinary_submission_gets_the_score_that_stock_nbgrader_gives(stock, ours, student):
    assert ours.scores[student] == stock.scores[student]


def test_the_class_holds_right_and_wrong_answers(ours):
    """Without this, two graders that give everyone nothing would be equal."""
    expected = {
        "right": {},
        "untouched": dict.fromkeys(POINTS, 0.0),
        "silent": {"average_test": 0.0},
        "guessed": {"average_test": 0.0, "spread_test": 0.0},
        "alone": {"spread_test": 0.0},
        "copied": {"scale_test": 0.0},
        "mute": {"scale_test": 0.0},
        "half": {"spread_test": 0.0, "box_test": 2.5},
        "broken": {"spread_test": 0.0, "box_test": 0.0},
    }
    assert set(expected) == set(ordinary.CLASS)
    for student, lost in expected.items():
        tests = {name: ours.scores[student][name] for name in POINTS}
        assert tests == {**POINTS, **lost}, student


def test_a_text_waits_for_a_person_and_an_untouched_one_does_not(ours):
    assert ours.scores["right"]["essay"] is None
    assert ours.scores["untouched"]["essay"] == 0
    with Gradebook(f"sqlite:///{ours.root}/gradebook.db") as gradebook:
        waiting = {
            student: gradebook.find_grade("essay", LAB, LAB, student).needs_manual_grade
            for student in ("right", "untouched")
        }
    assert waiting == {"right": True, "untouched": False}


def test_a_right_answer_that_writes_to_stderr_keeps_its_points(stock, ours):
    assert [stock.scores["noisy"][f"{name}_test"] for name in ("average", "spread")] == [0, 0]
    assert [ours.scores["noisy"][f"{name}_test"] for name in ("average", "spread")] == [3, 2]


def test_a_score_forged_through_the_display_hook_counts_for_nothing(stock, ours):
    assert stock.scores["forged"]["box_test"] == 4
    assert ours.scores["forged"]["box_test"] == 0


def test_a_solution_is_made_and_run_without_hidden_tests(ours):
    ordinary.nbgrader(ours.root, "generate_solution", LAB)
    notebook = nbformat.read(ours.root / "solution" / LAB / f"{LAB}.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    assert "centre = average(values)" in cells["spread"].source
    assert "range(101)" not in nbformat.writes(notebook)
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")
    assert "error" not in {o.output_type for c in notebook.cells for o in c.get("outputs", [])}
    assert cells["scale_test"].outputs[0].text == "3 scaled\n"
    assert cells["box_test"].outputs[0].data["text/plain"] == "2.5"


def test_feedback_tells_the_reason_and_no_hidden_test(ours):
    ordinary.nbgrader(ours.root, "generate_feedback", LAB, "--student", "guessed")
    page = ordinary.page_text(ours.root / "feedback" / "guessed" / LAB / f"{LAB}.html")
    assert "wrong: 0 of 3 points" in page and "passed: 4 of 4 points" in page
    assert "average([]) should raise a ValueError" in page, "the visible test is not shown"
    assert "range(101)" not in page and "HIDDEN" not in page and "Traceback" not in page


def test_export_writes_the_points_of_the_whole_class(ours):
    ordinary.nbgrader(ours.root, "export")
    with (ours.root / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(ours.scores)
    assert {row["max_score"] for row in rows.values()} == {"16.0"}
    points = {student: float(rows[student]["raw_score"]) for student in ("right", "half")}
    assert points == {"right": 11.0, "half": 7.5}


def test_the_autograde_lines_alone_work_in_any_other_course(tmp_path, ours, repository):
    """An instructor takes over the lines that they need; none of them names our folder."""
    text = ordinary.CONFIG.read_text("utf-8")
    assert str(repository) not in text
    lines = [
        ast.get_source_segment(text, statement)
        for statement in ast.parse(text).body
        if isinstance(statement, ast.Assign) and "c.Autograde" in ast.unparse(statement.targets[0])
    ]
    assert len(lines) == 3
    ordinary.course(tmp_path, config=False)
    (tmp_path / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]), "utf-8")
    ordinary.nbgrader(tmp_path, "generate_assignment", LAB)
    ordinary.hand_in_all(tmp_path, {"half": ordinary.CLASS["half"], "forged": FORGED})
    ordinary.nbgrader(tmp_path, "autograde", LAB)
    assert ordinary.scores(tmp_path) == {who: ours.scores[who] for who in ("half", "forged")}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory, ours) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Two submissions that can be graded between three that cannot, and one that needs mending."""
    root = ordinary.course(tmp_path_factory.mktemp("mixed"))
    ordinary.nbgrader(root, "generate_assignment", LAB)
    right = ordinary.write_answers(root, {})
    ordinary.hand_in(root, "anna", "{not JSON")
    ordinary.hand_in(root, "ben", right)
    copied = copy.deepcopy(right)
    tests = [cell for cell in copied.cells if cell.id == "box_test"]
    copied.cells += [copy.deepcopy(tests[0]), copy.deepcopy(copied.cells[-1])]
    ordinary.hand_in(root, "cleo", copied)
    ordinary.hand_in(root, "dan", "")
    ordinary.hand_in(root, "emma", ordinary.write_answers(root, ordinary.CLASS["half"]))
    path = ordinary.hand_in(root, "finn", right)
    (path.parent / "data.txt").symlink_to(root / "source" / LAB / f"{LAB}.ipynb")
    return root, ordinary.nbgrader(root, "autograde", LAB, check=False)


def test_one_broken_submission_does_not_stop_the_others(mixed, ours):
    root, _ = mixed
    scores = ordinary.scores(root)
    assert {name: scores["ben"][name] for name in POINTS} == POINTS
    assert {name: scores["emma"][name] for name in POINTS} == {
        name: ours.scores["half"][name] for name in POINTS
    }


def test_a_copied_test_cell_costs_nothing(mixed):
    root, _ = mixed
    scores = ordinary.scores(root)
    assert {name: scores["cleo"][name] for name in POINTS} == POINTS


def test_the_exit_code_and_the_message_tell_what_was_not_graded(mixed):
    root, done = mixed
    assert done.returncode == 1
    for student, file, reason in (
        ("anna", f"{LAB}.ipynb", "it is not JSON"),
        ("dan", f"{LAB}.ipynb", "the file is empty"),
        ("finn", "data.txt", "a link, not a file"),  # nbgrader would copy the hidden tests
    ):
        path = root / "submitted" / student / LAB / file
        said = [line for line in done.stderr.splitlines() if str(path) in line and reason in line]
        assert said, f"no line names {path}:\n{done.stderr[-3000:]}"
        assert not (root / "autograded" / student / LAB).exists()
