"""Submissions that try to earn points otherwise than by right answers, and to harm others.

The list is what succeeds on graders that run tests inside the student's process, and what was
tried on this one. Each forgery stands on a wrong answer, and is worth what its other answers
honestly earn.
"""

import hashlib
import html
import re

import graded
import pytest

from autograder import batch, recipes
from autograder.outcomes import NOT_ATTEMPTED, WRONG

LAB = "01_first_autoencoder"
HOSTILE = graded.corpus(LAB, "hostile")
[RIGHT] = [one for one in graded.corpus(LAB, "right") if one.name == "sequential"]
[HONEST] = [one for one in graded.corpus(LAB, "wrong") if one.name == "loss_mse"]
VICTIM = "victim"
"""Whose grade and files others go for; the name stands in a hostile recipe."""

POINTS = {
    cell.metadata.nbgrader["grade_id"].removesuffix("_test"): cell.metadata.nbgrader["points"]
    for cell in graded.source(LAB).cells
    if cell.metadata.get("nbgrader", {}).get("grade")
}


def digests(*folders):
    """Every file in these folders with the digest of its bytes."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    # Short limits, for one of the hostile submissions never ends.
    return graded.course(tmp_path_factory.mktemp("course"), LAB, cell_seconds=30, call_seconds=15)


@pytest.fixture(scope="module")
def others(course):
    """Two honest students, graded first; their rows, and all that must stay as it is."""
    recipes.write(RIGHT, course, LAB, VICTIM)
    students = [VICTIM, *graded.hand_in(course, LAB, HONEST)]
    graded.hand_in(course, LAB, *HOSTILE)
    rows = batch.grade(course, LAB, students)
    return {row.student: row for row in rows}, _state(course, students)


def _state(course, students):
    folders = [course.submitted, course.source, course.release]
    folders += [course.autograded / student for student in students]
    scores = graded.scores(course, LAB)
    return digests(*folders), {student: scores[student] for student in students}


@pytest.fixture(scope="module")
def rows(course, others):
    """The hostile submissions, graded as one class after the honest ones."""
    done = []
    batch.grade(course, LAB, [graded.student(one) for one in HOSTILE], on_row=done.append)
    return {row.student: row for row in done}


def test_the_class_is_graded_to_its_end(rows):
    assert set(rows) == {graded.student(one) for one in HOSTILE}
    assert {name: row.refused for name, row in rows.items() if not row.complete} == {}


@pytest.mark.parametrize("recipe", HOSTILE, ids=graded.student)
def test_a_forgery_earns_what_its_honest_answers_earn(course, rows, recipe):
    row = rows[graded.student(recipe)]
    assert recipe.loses, "a forgery needs a wrong answer to stand on"
    assert graded.lost(row) == sorted(recipe.loses), graded.reasons(row)
    honest = 100 - sum(POINTS[name] for name in recipe.loses)
    assert (row.points, row.possible) == (honest, 100)
    scores = graded.scores(course, LAB)[graded.student(recipe)]
    assert sum(automatic for automatic, *_ in scores.values()) == honest
    assert {tuple(rest) for _, *rest in scores.values()} == {(None, None, False)}
    for outcome in row.outcomes:
        if outcome.test.removesuffix("_test") in recipe.loses:
            assert outcome.status in (WRONG, NOT_ATTEMPTED) and outcome.points == 0
            assert outcome.reason


def test_others_keep_their_grades_their_files_and_their_rows(course, others, rows):
    honest, before = others
    assert graded.lost(honest[VICTIM]) == []
    assert graded.lost(honest[graded.student(HONEST)]) == list(HONEST.loses)
    files, scores = before
    assert len(files) > 2 * len(HOSTILE)
    assert _state(course, list(scores)) == (files, scores)


def test_the_attack_on_the_gradebook_ran_and_found_none(course, rows):
    said = _said(course, "hostile-another_students_grade")
    assert "changed: []" in said


def test_no_hidden_line_was_in_the_release_or_in_the_room(course, rows):
    release = "\n".join(path.read_text("utf-8") for path in course.release.rglob("*.ipynb"))
    said = _said(course, "hostile-reads_hidden_tests")
    # It did look, and would have seen what there is: its own control, on disk and in memory.
    assert int(re.search(r"walked over (\d+) files", said)[1]) > 10_000
    assert int(re.search(r"searched (\d+) bytes", said)[1]) > 100_000_000
    on_disk, _, in_memory = said.partition("while a test called:")
    assert "control_of_the_search" in on_disk and "control_of_the_search" in in_memory
    everything = "\n".join([release, *(_said(course, graded.student(one)) for one in HOSTILE)])
    assert _hidden_in(everything) == []
    source = "\n".join(cell.source for cell in graded.source(LAB).cells)
    assert _hidden_in(source) == graded.hidden_lines(LAB) != []


def test_no_course_was_in_the_room(course, rows):
    said = _said(course, "hostile-reads_hidden_tests")
    found = re.findall(r"^  (/\S+(?:gradebook\.db|\.ipynb|nbgrader_config\.py))$", said, re.M)
    # nbgrader brings a gradebook for its own tests.
    assert [path for path in found if "/nbgrader/tests/" not in path] == []


def test_no_hidden_line_is_in_the_feedback(course, others, rows):
    students = [*others[0], *rows]
    pages = batch.feedback(course, LAB, students)
    assert len(pages) == len(students)
    for page in pages:
        text = html.unescape(re.sub(r"<[^>]*>", "", page.read_text("utf-8")))
        assert "encoder" in text and _hidden_in(text) == [], page


def _said(course, student):
    """All that a submission printed, raised and displayed as text, in the order of its cells."""
    notebook = graded.autograded(course, LAB, student)
    # What stands in a test cell was written by the grader.
    own = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")
    ]
    outputs = [output for cell in own for output in cell.outputs]
    said = []
    for output in outputs:
        said += [output.get("text", ""), *output.get("traceback", [])]
        said += [str(text) for kind, text in output.get("data", {}).items() if "image" not in kind]
    return "\n".join(said)


def _hidden_in(text):
    single = " ".join(text.replace("\\n", " ").replace('\\"', '"').split())
    return [line for line in graded.hidden_lines(LAB) if line in single]
