"""`autograder check`: a learner's own notebook, graded like a class, in a throw-away course."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from autograder import batch, submission
from autograder.build import build
from autograder.course import Course, Limits
from autograder.errors import UserError

YOU = "you"

_MOST_BYTES = 200 * 2**20
_BESIDE = (".keras", ".py", ".npz", ".npy", ".csv")
"""Files beside a notebook that it may need: saved weights first of all."""


def check(
    course: Course, notebook: Path, lab: str | None, use_sandbox: bool
) -> tuple[str, batch.Row]:
    """Grade `notebook` as its lab; the lab's name and what became of it. Nothing is kept.

    Raises UserError when the notebook cannot be read or belongs to no lab of the course.
    """
    try:
        content = submission.read(notebook, Limits().notebook_bytes, links=True)
    except UserError as error:
        raise UserError(str(error).replace(submission.RESUBMIT, "save it again")) from error
    lab = course.check_lab(lab) if lab else _lab_of(course, notebook, content)
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        own = copy(course, Path(folder), [lab])
        build(own, [lab], solution=False)
        target = own.submitted / YOU / lab
        target.mkdir(parents=True)
        shutil.copyfile(notebook, target / f"{lab}.ipynb")
        for path in sorted(notebook.parent.iterdir()):
            if path.suffix in _BESIDE and path.is_file() and path.stat().st_size <= _MOST_BYTES:
                shutil.copyfile(path, target / path.name)
        row = batch.grade(own, lab, use_sandbox=use_sandbox)[0]
    if row.refused:
        raise UserError(row.refused)
    return lab, row


def copy(course: Course, folder: Path, labs: list[str]) -> Course:
    """A course of its own in `folder`, with the labs' sources and the same configuration."""
    for name in ("nbgrader_config.py", "source/jupytext.toml"):
        if (course.root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(course.root / name, folder / name)
    for lab in labs:
        shutil.copytree(course.source / lab, folder / "source" / lab, dirs_exist_ok=True)
    return Course(folder)


def _lab_of(course: Course, path: Path, content: dict[str, object]) -> str:
    """The lab that a notebook belongs to: by its name, else by the ids of its cells."""
    if path.stem in course.labs():
        return path.stem
    given = _ids(content)
    shared = {
        lab: len(given & _ids(json.loads(source.read_text("utf-8"))))
        for lab in course.labs()
        for source in (course.source / lab).glob("*.ipynb")
    }
    best = max(shared, key=lambda lab: shared[lab], default="")
    if not best or not shared[best]:
        known = ", ".join(course.labs()) or "none"
        raise UserError(f"{path}: belongs to no lab; name it with --lab (there are: {known})")
    return best


def _ids(notebook: dict[str, object]) -> set[str]:
    cells = notebook["cells"]
    assert isinstance(cells, list)
    marks = [cell.get("metadata", {}).get("nbgrader") for cell in cells]
    return {str(one["grade_id"]) for one in marks if isinstance(one, dict) and "grade_id" in one}
