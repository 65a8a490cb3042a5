"""A sample class of eight, built, graded and explained: `autograder demo`."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import typer

from autograder import batch, data, recipes, sandbox
from autograder.build import build
from autograder.cli import print_table
from autograder.course import Course
from autograder.errors import UserError
from autograder.own_work import copy

LAB = "01_first_autoencoder"
RECIPES = Path("tests/submissions") / LAB / "demo"
HOSTILE = "hostile"


def run(course: Course, folder: Path) -> None:
    """Make a course in `folder`, write the sample class, grade it and write its feedback.

    The folder is made anew each time; it must be a demo's, or not be there. Raises UserError.
    """
    found = data.find()
    marker = folder / ".autograder-demo"
    if folder.exists() and not marker.exists():
        raise UserError(f"{folder} is there already and is no demo: name another with --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    marker.touch()
    start = time.monotonic()

    _say(f"Data: {found.source}.")
    use_sandbox = not sandbox.problem()
    if not use_sandbox:
        _say(f"No sandbox: {sandbox.problem()}.")
        _say("The demo goes on without one, and leaves its hostile submission out.")

    _say(f"Building {LAB}: release and solution (trained within the grading budget).")
    own = copy(course, folder, [LAB])
    built = build(own, [LAB])[0]

    for path in sorted((course.root / RECIPES).glob("*.py")):
        if path.stem == HOSTILE and not use_sandbox:
            continue
        recipes.write(recipes.read(path), own, LAB, path.stem)

    students = batch.submissions(own, LAB)
    _say(f"Grading {len(students)} submissions.")
    rows = batch.grade(own, LAB, use_sandbox=use_sandbox, on_row=_progress)
    print_table(f"{LAB} on {found.name}", rows)
    pages = batch.feedback(own, LAB, [row.student for row in rows if not row.refused])
    _say(f"Done in {time.monotonic() - start:.0f} s. Pages to open in a browser or in JupyterLab:")
    for page in pages:
        _say(f"  {page}")
    _say(f"  {built.release / LAB}.ipynb  (what a student gets)")
    if built.solution:
        _say(f"  {built.solution / LAB}.ipynb  (the solution, executed)")


def _progress(row: batch.Row) -> None:
    _say(f"  {row.student}: {row.refused or f'{row.points:g} points'} ({row.seconds:.0f} s)")


def _say(text: str) -> None:
    typer.echo(text)
