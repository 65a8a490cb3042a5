"""Helpers of the tests that need a student room: small notebooks, graded on the spot."""

from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import LabSettings
from autograder.grading import grade_notebook
from autograder.sanitize import MasterCell

STUB = "raise NotImplementedError()"


def hidden(*lines):
    """Lines as hidden tests."""
    return "\n".join(["### BEGIN HIDDEN TESTS", *lines, "### END HIDDEN TESTS"])


def master(name, source, points=None):
    """An instructor's cell: a test when it has points, else an answer."""
    return MasterCell(
        name=name,
        cell_type="code",
        source=source,
        checksum="",
        locked=points is not None,
        grade=points is not None,
        solution=points is None,
        task=False,
        points=points,
    )


def grade(examiner, *pairs, use_sandbox=True, files=None, **settings):
    """Grade (answer, test) pairs as one notebook; its outcomes and the notebook.

    An answer is a student's source; None leaves the stub. Each test is worth 4 points.
    """
    cells, masters = [], []
    for number, (answer, test) in enumerate(pairs):
        masters += [master(f"q{number}", STUB), master(f"q{number}_test", test, 4.0)]
        for one, source in zip(
            masters[-2:], (STUB if answer is None else answer, test), strict=True
        ):
            cells.append(new_code_cell(source, metadata={"nbgrader": dict(one.metadata())}))
    notebook = new_notebook(cells=cells)
    faults = []
    outcomes = grade_notebook(
        notebook,
        masters,
        [],
        LabSettings.from_metadata(settings),
        examiner,
        files,
        use_sandbox,
        faults.append,
    )
    notebook.metadata["faults"] = faults
    return outcomes, notebook
