"""Grading many submissions through nbgrader's own converter; one never stops the others."""

from __future__ import annotations

import contextlib
import logging
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import DatabaseError, SAWarning

from autograder import data, pair, sandbox, submission
from autograder.course import Course
from autograder.errors import UserError
from autograder.grading import outcome_of
from autograder.nbgrader_course import load_config, tools_on_path
from autograder.outcomes import GRADER_FAULT, Outcome


@dataclass(frozen=True)
class Row:
    """What became of one submission. `refused` says why it could not be graded at all."""

    student: str
    outcomes: list[Outcome] = field(default_factory=list)
    repairs: list[tuple[str, str]] = field(default_factory=list)
    refused: str = ""
    seconds: float = 0.0

    @property
    def points(self) -> float:
        return sum(outcome.points for outcome in self.outcomes)

    @property
    def possible(self) -> float:
        """What the lab is worth; a bonus comes on top."""
        return sum(outcome.possible for outcome in self.outcomes if not outcome.bonus)

    @property
    def complete(self) -> bool:
        """Whether nothing is left for a person to look at because of us or of a broken file."""
        return not self.refused and all(o.status != GRADER_FAULT for o in self.outcomes)


class _Recorder:
    """Keeps the exception that nbgrader logs and then replaces by a general one."""

    failure: Exception | None = None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)  # type: ignore[misc]
        except Exception as error:
            self.failure = error
            raise


class _Autograde(_Recorder, Autograde):
    pass


class _Feedback(_Recorder, GenerateFeedback):
    pass


def grade(
    course: Course,
    lab: str,
    students: list[str] | None = None,
    *,
    use_sandbox: bool = True,
    on_row: Callable[[Row], None] = lambda row: None,
) -> list[Row]:
    """Grade a lab's submissions (all, or those of `students`) into the gradebook.

    `on_row` is called as each is done. Raises UserError before anything is touched when the lab,
    the students, the data set or the sandbox is not there.
    """
    course.check_lab(lab)
    handed_in = submissions(course, lab)
    unknown = sorted(set(students or ()) - set(handed_in))
    if unknown:
        raise UserError(
            f"{unknown[0]} handed in nothing for {lab}: no {course.submitted}/{unknown[0]}/{lab}"
        )
    if not handed_in:
        raise UserError(f"nobody handed in {lab}: there is no {course.submitted}/STUDENT/{lab}")
    if use_sandbox:
        sandbox.require()
    if course.settings(lab).training is not None:
        data.find()
    with _nbgrader(course):
        check_built(course, lab)
        rows = []
        for student in students or handed_in:
            start = time.monotonic()
            row = _grade_one(course, lab, student, use_sandbox)
            rows.append(Row(**{**vars(row), "seconds": time.monotonic() - start}))
            on_row(rows[-1])
    return rows


def feedback(course: Course, lab: str, students: list[str]) -> list[Path]:
    """Write the feedback pages of graded submissions; their paths.

    Raises UserError when some could not be written, after all others were.
    """
    pages, failed = [], []
    with _nbgrader(course):
        for student in students:
            error = _convert(_Feedback, course, lab, student)
            if error is not None:
                failed.append(f"no feedback for {student}: {_explain(error)}")
                continue
            pages += sorted((course.feedback / student / lab).glob("*.html"))
    if failed:
        raise UserError("\n".join(failed))
    return pages


def submissions(course: Course, lab: str) -> list[str]:
    """Students who handed in a folder for the lab, sorted."""
    return sorted(path.parent.name for path in course.submitted.glob(f"*/{lab}") if path.is_dir())


def check_built(course: Course, lab: str) -> None:
    """Raise UserError unless the gradebook holds exactly the tests that source/ has now."""
    mend = f"run 'autograder build {lab}'"
    stored = _tests_in_gradebook(course, lab, mend)
    for path in sorted((course.source / lab).glob("*.ipynb")):
        script = path.with_suffix(".py")
        if script.is_file() and not pair.is_current(script):
            raise UserError(f"{script} and its notebook differ: {mend}")
        for cell in nbformat.read(path, as_version=4).cells:
            marks = cell.metadata.get("nbgrader", {})
            if not marks.get("grade") or marks.get("solution"):
                continue
            if stored.get((path.stem, marks["grade_id"])) != (cell.source, marks["points"]):
                raise UserError(
                    f"{lab}: test {marks['grade_id']} in source/ is not the one in the "
                    f"gradebook: {mend}"
                )


def _tests_in_gradebook(
    course: Course, lab: str, mend: str
) -> dict[tuple[str, str], tuple[str, float]]:
    """Source and points of each test, by the names of its notebook and its cell."""
    url = CourseDirectory(config=load_config(course)).db_url
    try:
        with Gradebook(url) as gradebook:
            notebooks = gradebook.find_assignment(lab).notebooks
            points = {
                (n.name, cell.name): cell.max_score for n in notebooks for cell in n.grade_cells
            }
            return {
                (n.name, cell.name): (cell.source, points[n.name, cell.name])
                for n in notebooks
                for cell in n.source_cells
                if (n.name, cell.name) in points
            }
    except MissingEntry:
        raise UserError(f"{lab} is not in the gradebook: {mend}") from None
    except DatabaseError as error:
        raise UserError(
            f"{url} cannot be used as a gradebook ({error.orig}): end other programs that use it; "
            f"if it is damaged, put a copy of it back, or move it away and {mend}"
        ) from error


def _grade_one(course: Course, lab: str, student: str, use_sandbox: bool) -> Row:
    wanted = [path.name for path in sorted((course.source / lab).glob("*.ipynb"))]
    folder = course.submitted / student / lab
    try:
        submission.refuse_links(folder)
    except UserError as link:
        return Row(student, refused=str(link))
    if not any((folder / name).is_file() for name in wanted):
        found = ", ".join(p.name + "/" * p.is_dir() for p in sorted(folder.iterdir())) or "nothing"
        text = f"{folder}: expected {' or '.join(wanted)}, found {found}; rename it and grade again"
        return Row(student, refused=text)
    error = _convert(_Autograde, course, lab, student, use_sandbox)
    if error is not None:
        return Row(student, refused=_explain(error))
    outcomes, repairs = [], []
    for name in wanted:
        path = course.autograded / student / lab / name
        if not path.is_file():
            continue
        notebook = nbformat.read(path, as_version=4)
        outcomes += [o for cell in notebook.cells if (o := outcome_of(cell)) is not None]
        repairs += [
            (one[0], one[1]) for one in notebook.metadata.get("autograder", {}).get("repairs", [])
        ]
    return Row(student, outcomes, repairs)


def _convert(
    converter: type[Any], course: Course, lab: str, student: str, use_sandbox: bool = True
) -> Exception | None:
    """Run one of nbgrader's converters on one submission; what went wrong, if anything did."""
    config = load_config(course)
    config.ExecuteInRooms.use_sandbox = use_sandbox
    directory = CourseDirectory(config=config)
    directory.assignment_id, directory.student_id = lab, student
    app: BaseConverter = converter(coursedir=directory, config=config)
    app.log = _quiet
    app.force = True
    try:
        app.start()
    except NbGraderException as error:
        return getattr(app, "failure", None) or error
    except Exception as error:  # a submission that nbgrader itself stumbles over stops only itself
        return error
    return None


def _explain(error: Exception) -> str:
    if isinstance(error, UserError):
        return str(error)
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


@contextlib.contextmanager
def _nbgrader(course: Course) -> Iterator[None]:
    """What nbgrader needs around it: its root as the current folder, and its tools on the path."""
    with contextlib.chdir(course.root), tools_on_path(), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # see nbgrader_config.py
        yield


_quiet = logging.getLogger("autograder.nbgrader")
_quiet.addHandler(logging.NullHandler())
_quiet.propagate = False
