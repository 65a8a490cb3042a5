"""Many submissions: each gets its row, a bad one stops no other, and every reason is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import ordinary
import pytest
import toy
from nbgrader.api import Gradebook

from autograder import batch, build, sandbox
from autograder.batch import Row
from autograder.course import Course
from autograder.errors import UserError
from autograder.outcomes import NOT_ATTEMPTED, PASSED, WRONG

LAB, FILE = toy.LAB, f"{toy.LAB}.ipynb"
RIGHT = {
    "total": "total = sum(numbers)",
    "mean": "def mean(values):\n    return sum(values) / len(values)",
    "double": "double = [2 * number for number in numbers]",
}
# Looks at how checks say what they expected, without Keras.
SCRIPT = toy.SCRIPT.replace(
    'assert total == secret_reference, "that is not their sum"',
    "from autograder.outcomes import Wrong\n\n"
    "if total != secret_reference:\n"
    '    raise Wrong("total", str(secret_reference), str(total), "add all three")',
)
PLOT = """
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.show()
print("<b>not bold</b>")
"""
TRAINING = SCRIPT.replace(
    "#     bonus: {double: 5}", "#     bonus: {double: 5}\n#     training: {rows: 1}"
)


def new_course(root: Path, script: str = SCRIPT) -> Course:
    course = toy.course(root, script)
    shutil.copyfile(ordinary.CONFIG, root / "nbgrader_config.py")
    build.build(course, [], solution=False)
    return course


def notebook(course: Course, answers: dict[str, str]) -> str:
    """What a student hands in who wrote these answers into the release."""
    made = nbformat.read(course.release / LAB / FILE, as_version=4)
    for cell in made.cells:
        cell.source = answers.get(cell.id, cell.source)
    return nbformat.writes(made)


def folder(course: Course, student: str) -> Path:
    path = course.submitted / student / LAB
    path.mkdir(parents=True, exist_ok=True)
    return path


def hand_in(course: Course, student: str, content: str, name: str = FILE) -> Path:
    path = folder(course, student) / name
    path.write_text(content, "utf-8")
    return path


def points(course: Course) -> dict[str, dict[str, float]]:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: (grade.auto_score or 0) + (grade.extra_credit or 0)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(LAB)
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A built course to which nobody handed in; tests copy it, none changes it."""
    return new_course(tmp_path_factory.mktemp("built") / "course")


@pytest.fixture
def course(built: Course, tmp_path: Path) -> Course:
    shutil.copytree(built.root, tmp_path / "course")
    return Course(tmp_path / "course")


GOOD = {
    "right": RIGHT,
    "untouched": {},
    "off": RIGHT | {"total": "total = numbers[0] + numbers[-1]" + PLOT},
    "loud": RIGHT | {"mean": RIGHT["mean"] + "\nfor _ in range(2000):\n    print('x' * 100_000)"},
    "gone": RIGHT | {"mean": "import os\nos._exit(0)"},
    "scripted": RIGHT
    | {"total": RIGHT["total"] + ordinary.SCRIPTED["average"].split("values)")[-1]},
}


def put_bad(course: Course) -> dict[str, str]:
    """Hand in everything that cannot be graded; for each student what the reason must say."""
    right = notebook(course, RIGHT)
    folder(course, "b-missing")
    hand_in(course, "b-renamed", right, f"{LAB} (1).ipynb")
    hand_in(course, "b-empty", "")
    hand_in(course, "b-text", "print('hello')")
    hand_in(course, "b-json", '{"answers": [1, 2, 3]}')
    hand_in(course, "b-old", right.replace('"nbformat": 4', '"nbformat": 3'))
    hand_in(course, "b-bare", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}')
    with hand_in(course, "b-large", right).open("r+b") as file:
        file.truncate(200 * 2**20)  # sparse: it takes no room on the disk
    (folder(course, "b-folder") / FILE).mkdir()
    elsewhere = course.root / "elsewhere.ipynb"
    elsewhere.write_text(right, "utf-8")
    (folder(course, "b-link") / FILE).symlink_to(elsewhere)
    hand_in(course, "b-spy", right)
    (folder(course, "b-spy") / "data.txt").symlink_to(course.source / LAB / FILE)
    hand_in(course, "b-broken", right)
    (folder(course, "b-broken") / "lost.txt").symlink_to("nowhere")
    again = "ask the student to hand in the notebook again"
    return {
        "b-missing": f"expected {FILE}, found nothing; rename it and grade again",
        "b-renamed": f"expected {FILE}, found {LAB} (1).ipynb; rename it and grade again",
        "b-empty": f"the file is empty; {again}",
        "b-text": f"not a notebook, it is not JSON (JSONDecodeError: Expecting value: line 1 "
        f"column 1 (char 0)); {again}",
        "b-json": f"JSON, but not a notebook (it has no 'nbformat'); {again}",
        "b-old": "notebook format 3, this course uses format 4; open it in a current Jupyter, "
        "save it, and hand it in again",
        "b-bare": f"the notebook has no cells; {again}",
        "b-large": "200 MiB, more than the 50 MiB that a notebook may take; clear its outputs (in "
        "Jupyter: Edit, Clear Outputs of All Cells)",
        "b-folder": f"expected {FILE}, found {FILE}/; rename it and grade again",
        "b-link": f"{FILE}: a link, not a file; {again} with the file itself",
        "b-spy": f"data.txt: a link, not a file; {again} with the file itself",
        "b-broken": f"lost.txt: a link, not a file; {again} with the file itself",
    }


BAD = (
    *("b-missing", "b-renamed", "b-empty", "b-text", "b-json", "b-old", "b-bare", "b-large"),
    *("b-folder", "b-link", "b-spy", "b-broken"),
)


class Graded:
    """A class of good and bad submissions, graded in one run, and its feedback pages."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.reasons = put_bad(course)
        for student, answers in GOOD.items():
            hand_in(course, student, notebook(course, answers))
        self.seen: list[str] = []
        rows = batch.grade(course, LAB, on_row=lambda row: self.seen.append(row.student))
        self.rows = {row.student: row for row in rows}
        self.pages = batch.feedback(course, LAB, list(GOOD))

    def page(self, student: str) -> str:
        (page,) = (path for path in self.pages if path.parts[-3] == student)
        return page.read_text("utf-8")

    def text(self, student: str) -> str:
        (page,) = (path for path in self.pages if path.parts[-3] == student)
        return ordinary.page_text(page)


@pytest.fixture(scope="module")
def graded(built: Course, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(built.root, root)
    return Graded(Course(root))


def outcomes(row: Row) -> dict[str, tuple[str, float]]:
    return {outcome.test: (outcome.status, outcome.points) for outcome in row.outcomes}


def test_every_submission_gets_a_row_as_soon_as_it_is_done(graded):
    assert graded.seen == sorted([*GOOD, *BAD]) == list(graded.rows)
    assert all(row.seconds > 0 for row in graded.rows.values())


@pytest.mark.parametrize("student", BAD)
def test_a_submission_that_cannot_be_graded_says_why_in_one_line(graded, student):
    row = graded.rows[student]
    assert row.refused.endswith(graded.reasons[student])
    assert str(folder(graded.course, student)) in row.refused and "\n" not in row.refused
    assert row.outcomes == [] and not row.complete


def test_a_right_submission_has_all_points(graded):
    row = graded.rows["right"]
    assert set(outcomes(row).values()) == {(PASSED, 60.0), (PASSED, 40.0), (PASSED, 5.0)}
    assert (row.points, row.possible, row.refused, row.repairs) == (105, 100, "", [])
    assert row.complete


def test_an_untouched_release_is_not_attempted(graded):
    row = graded.rows["untouched"]
    assert set(outcomes(row).values()) == {(NOT_ATTEMPTED, 0.0)}
    assert row.complete, "nothing is left for a person to do"


def test_a_wrong_answer_costs_its_exercise_and_names_the_reason(graded):
    row = graded.rows["off"]
    assert row.points == 45
    assert row.outcomes[0].reason == "total: expected 6, got 4"


def test_a_cell_that_prints_200_mb_is_stopped_and_the_rest_is_graded(graded):
    row = graded.rows["loud"]
    assert row.points == 105, "the answers were there before it was stopped"
    saved = graded.course.autograded / "loud" / LAB / FILE
    assert saved.stat().st_size < 5 * 2**20
    assert "it printed more than 2097152 bytes" in saved.read_text("utf-8")


def test_a_kernel_that_dies_costs_only_what_came_after(graded):
    assert outcomes(graded.rows["gone"]) == {
        "total_test": (PASSED, 60.0),
        "mean_test": (WRONG, 0.0),
        "double_test": (WRONG, 0.0),
    }
    assert "the notebook stopped before this test" in graded.rows["gone"].outcomes[1].reason


def test_the_gradebook_has_the_points_of_the_rows(graded):
    stored = points(graded.course)
    for student in GOOD:
        assert stored[student] == {o.test: o.points for o in graded.rows[student].outcomes}
    with Gradebook(f"sqlite:///{graded.course.root}/gradebook.db") as gradebook:
        right = gradebook.find_submission(LAB, "right")
        assert (right.score, right.max_score) == (105, 100), "a bonus is extra credit"


def test_grading_twice_gives_the_same(graded):
    names = ["right", "off"]
    again = batch.grade(graded.course, LAB, names)
    assert [outcomes(row) for row in again] == [outcomes(graded.rows[name]) for name in names]
    assert [r.outcomes for r in again] == [graded.rows[name].outcomes for name in names]


def test_feedback_says_what_was_expected_what_came_and_a_hint(graded):
    text = graded.text("off")
    for part in ("wrong: 0 of 60 points", "expected 6", "got 4", "hint add all three"):
        assert part in text
    assert "passed: 40 of 40 points" in text


@pytest.mark.parametrize("student", GOOD)
def test_feedback_has_no_hidden_line(graded, student):
    text = graded.text(student)
    assert "assert isinstance(total, int)" in text, "the visible part of the test is missing"
    for hidden in ("secret_reference", "HIDDEN", "the mean of 1, 2, 3 and 6", "raise Wrong"):
        assert hidden not in text


def test_feedback_has_tracebacks_of_a_students_own_cells_only(graded):
    assert "Traceback" in graded.rows["off"].outcomes[0].detail, "the instructor has it"
    assert "Traceback" not in graded.text("off")
    own = graded.text("untouched").count("NotImplementedError Traceback (most recent call last)")
    assert own == graded.text("untouched").count("Traceback") == 2


def test_feedback_keeps_a_students_picture_and_prints_their_text_as_text(graded):
    page = graded.page("off")
    assert 'src="data:image/png;base64,' in page and "&lt;b&gt;not bold&lt;/b&gt;" in page


def test_no_script_of_a_students_is_on_their_page(graded):
    page = graded.page("scripted")
    assert ordinary.scripts(page) == []
    assert ordinary.PICTURE in page and "<td>kept</td>" in page


def test_feedback_says_that_the_notebook_stopped_early(graded):
    assert "The notebook stopped early: the kernel stopped" in graded.text("gone")


def test_feedback_that_cannot_be_made_does_not_stop_the_others(graded):
    pages = graded.course.feedback
    shutil.rmtree(pages / "right")
    with pytest.raises(UserError, match="no feedback for b-empty: "):
        batch.feedback(graded.course, LAB, ["b-empty", "right"])
    assert (pages / "right" / LAB / f"{LAB}.html").is_file()


def test_only_the_named_students_are_graded(course):
    for student in ("anna", "ben"):
        hand_in(course, student, notebook(course, RIGHT))
    (row,) = batch.grade(course, LAB, ["ben"])
    assert (row.student, row.points) == ("ben", 105)
    assert set(points(course)) == {"ben"}


def test_earlier_grades_are_kept_when_a_later_hand_in_is_broken(course):
    path = hand_in(course, "anna", notebook(course, RIGHT))
    batch.grade(course, LAB)
    before = points(course)
    path.write_text("", "utf-8")
    (row,) = batch.grade(course, LAB)
    assert row.refused and points(course) == before
    assert sum(before["anna"].values()) == 105


def test_a_repair_is_told(course):
    given = nbformat.reads(notebook(course, RIGHT), as_version=4)
    given.cells = [cell for cell in given.cells if cell.id != "mean_test"]
    hand_in(course, "anna", nbformat.writes(given))
    (row,) = batch.grade(course, LAB)
    assert row.points == 105 and row.repairs == [("mean_test", "deleted, put back")]
    (page,) = batch.feedback(course, LAB, ["anna"])
    assert "mean_test: deleted, put back" in ordinary.page_text(page)


def test_without_a_sandbox_the_points_are_the_same(course):
    hand_in(course, "anna", notebook(course, RIGHT | {"mean": "def mean(values):\n    return 3"}))
    with_one, without = (batch.grade(course, LAB, use_sandbox=on)[0] for on in (True, False))
    assert outcomes(without) == outcomes(with_one)


# When nothing can start: one line, and nothing was touched.


def refused(course: Course, lab: str = LAB, students: list[str] | None = None, **options) -> str:
    before = sorted(course.root.rglob("*"))
    with pytest.raises(UserError) as caught:
        batch.grade(course, lab, students, **options)
    assert sorted(course.root.rglob("*")) == before, "something was written"
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_nobody_handed_in(course):
    assert refused(course) == (
        f"nobody handed in {LAB}: there is no {course.submitted}/STUDENT/{LAB}"
    )


def test_an_unknown_lab_names_the_labs_there_are(course):
    assert refused(course, "02_toy") == f"no lab 02_toy in {course.source}; there are: {LAB}"


def test_an_unknown_student_is_named_before_anyone_is_graded(course):
    hand_in(course, "anna", notebook(course, RIGHT))
    assert refused(course, students=["anna", "nobody"]) == (
        f"nobody handed in nothing for {LAB}: no {course.submitted}/nobody/{LAB}"
    )


def test_a_lab_that_was_not_built_names_the_command(course):
    hand_in(course, "anna", notebook(course, RIGHT))
    (course.root / "gradebook.db").unlink()
    with pytest.raises(UserError, match=f"not in the gradebook: run 'autograder build {LAB}'"):
        batch.grade(course, LAB)


@pytest.mark.parametrize(
    ("old", "new"),
    [("[1, 2, 3, 6]) == 3", "[1, 2, 3, 7]) == 3.25"), ('"points": 60', '"points": 59')],
)
@pytest.mark.parametrize("file", [f"{LAB}.py", FILE])
def test_a_source_that_was_changed_after_the_build_names_the_command(course, file, old, new):
    hand_in(course, "anna", notebook(course, RIGHT))
    path = course.source / LAB / file
    text = path.read_text("utf-8").replace('"points": 60.0', '"points": 60')
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert f"run 'autograder build {LAB}'" in refused(course)


def test_a_damaged_gradebook_is_named_and_not_overwritten(course):
    hand_in(course, "anna", notebook(course, RIGHT))
    path = course.root / "gradebook.db"
    path.write_bytes(b"no database at all, " * 100)
    said = refused(course)
    assert str(path) in said and "file is not a database" in said and "put a copy" in said
    assert path.read_bytes().startswith(b"no database at all")


@pytest.fixture
def no_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    sandbox.problem.cache_clear()
    yield
    sandbox.problem.cache_clear()


def test_without_bubblewrap_grading_names_the_ways_out(course, no_bubblewrap):
    hand_in(course, "anna", notebook(course, RIGHT))
    said = refused(course)
    for way in ("install it", "Linux virtual machine", "container", "--no-sandbox"):
        assert way in said


def test_without_bubblewrap_trusted_work_can_be_graded(course, no_bubblewrap):
    hand_in(course, "anna", notebook(course, RIGHT))
    assert batch.grade(course, LAB, use_sandbox=False)[0].points == 105


def test_a_data_set_that_is_not_there_stops_a_lab_that_trains(tmp_path, monkeypatch):
    course = new_course(tmp_path / "course", TRAINING)
    hand_in(course, "anna", notebook(course, RIGHT))
    missing = tmp_path / "mnist.npz"
    monkeypatch.setenv("AUTOGRADER_MNIST", str(missing))
    assert refused(course) == (
        f"AUTOGRADER_MNIST names {missing}, which does not exist; correct the path, or unset it"
    )
    np.savez(missing, x_train=np.zeros(3, "uint8"))
    assert "'autograder data --fetch', or unset it" in refused(course)
    missing.write_bytes(b"not an archive")
    assert "which is not a readable .npz file" in refused(course)


def test_a_missing_data_set_does_not_matter_to_a_lab_without_training(course, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_MNIST", str(course.root / "mnist.npz"))
    hand_in(course, "anna", notebook(course, RIGHT))
    assert batch.grade(course, LAB)[0].points == 105


def test_grading_leaves_folder_and_environment_as_they_were(course):
    hand_in(course, "anna", notebook(course, RIGHT))
    before = Path.cwd(), dict(os.environ)
    batch.grade(course, LAB)
    assert (Path.cwd(), dict(os.environ)) == before
