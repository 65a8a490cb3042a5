"""Helpers of the tests that grade sample submissions: a built course, and recipes as one class."""

from __future__ import annotations

import functools
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder import batch, leaks, pair, recipes
from autograder.build import build
from autograder.course import Course, LabSettings
from autograder.own_work import copy
from autograder.recipes import Recipe

ROOT = Path(__file__).resolve().parent.parent

_HEADER = re.compile(r"\A# ---\n(.*?)^# ---\n", re.DOTALL | re.MULTILINE)


def corpus(lab: str, *folders: str) -> list[Recipe]:
    """The recipes in these folders of a lab's sample submissions, which must not be empty."""
    found: list[Recipe] = []
    for name in folders:
        paths = sorted((ROOT / "tests" / "submissions" / lab / name).glob("*.py"))
        assert paths, f"no recipes for {lab} in {name}"
        found += map(recipes.read, paths)
    return found


def student(recipe: Recipe) -> str:
    """Who hands a recipe in: its folder and its name, so that it is also a good test id."""
    return f"{recipe.path.parent.name}-{recipe.name}"


def course(folder: Path, lab: str, **limits: int) -> Course:
    """A built course in an empty folder, with the weights that the solution saved.

    `limits` replace those in the header of the lab's source; that of the repository stays.
    """
    made = copy(Course(ROOT), folder, [lab])
    if limits:
        script = made.source / lab / f"{lab}.py"
        script.write_text(_limited(script.read_text("utf-8"), limits), "utf-8")
    build(made, [lab], solution=False)
    for name, content in _weights(lab).items():
        (made.solution / lab).mkdir(parents=True, exist_ok=True)
        (made.solution / lab / name).write_bytes(content)
    return made


@functools.cache
def _weights(lab: str) -> dict[str, bytes]:
    """The files that the solution saves when it is built; trained once in this process."""
    training = settings(lab).training
    if training is None or not training.saved:
        return {}
    folder = Path(tempfile.mkdtemp(prefix="solution-"))
    try:
        made = copy(Course(ROOT), folder, [lab])
        build(made, [lab])
        return {p.name: p.read_bytes() for p in sorted((made.solution / lab).glob("*.keras"))}
    finally:
        shutil.rmtree(folder)


def _limited(script: str, limits: dict[str, int]) -> str:
    header = _HEADER.match(script)
    assert header, "a lab's source begins with its header"
    settings = yaml.safe_load(re.sub(r"^# ?", "", header[1], flags=re.MULTILINE))
    own = settings["jupyter"]["autograder"]
    own["limits"] = {**own.get("limits", {}), **limits}
    lines = yaml.safe_dump(settings, sort_keys=False).splitlines()
    return (
        "\n".join(["# ---", *(f"# {line}" for line in lines), "# ---", ""])
        + (script[header.end() :])
    )


def hand_in(course: Course, lab: str, *handed_in: Recipe) -> list[str]:
    """Write recipes as submissions; the names of the students."""
    return [recipes.write(one, course, lab, student(one)).parent.name for one in handed_in]


def grade(course: Course, lab: str, *handed_in: Recipe) -> dict[str, batch.Row]:
    """Hand recipes in and grade them as one class: each student's row."""
    rows = batch.grade(course, lab, hand_in(course, lab, *handed_in))
    return {row.student: row for row in rows}


def lost(row: batch.Row) -> list[str]:
    """The answers that did not get all their points, sorted."""
    short = (outcome for outcome in row.outcomes if outcome.points < outcome.possible)
    return sorted(outcome.test.removesuffix("_test") for outcome in short)


def reasons(row: batch.Row) -> str:
    """What the row says about every test, for the message of a test that fails."""
    return row.refused or "\n".join(
        f"{outcome.test}: {outcome.text()}\n{outcome.detail}" for outcome in row.outcomes
    )


def scores(course: Course, lab: str) -> dict[str, dict[str, tuple[object, ...]]]:
    """The gradebook: for each student and test what was scored by us, by hand, and on top."""
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: (
                    grade.auto_score,
                    grade.manual_score,
                    grade.extra_credit,
                    grade.needs_manual_grade,
                )
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(lab)
        }


def autograded(course: Course, lab: str, student: str) -> NotebookNode:
    """A student's notebook as it was graded."""
    return nbformat.read(course.autograded / student / lab / f"{lab}.ipynb", as_version=4)


def source(lab: str) -> NotebookNode:
    """The lab as its author wrote it, hidden tests and all."""
    return pair.from_script(ROOT / "source" / lab / f"{lab}.py")


def hidden_lines(lab: str) -> list[str]:
    """The lines of a lab's hidden tests that would tell something; to import is no secret."""
    script = ROOT / "source" / lab / f"{lab}.py"
    found = leaks.hidden_lines(script, (pair.HIDDEN_TESTS,))
    return [one.text for one in found if not one.text.startswith(("from ", "import "))]


def settings(lab: str) -> LabSettings:
    """The settings in a lab's header."""
    return Course(ROOT).settings(lab)
