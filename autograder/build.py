"""From source/LAB to release/LAB and solution/LAB, with nbgrader's own converters.

Each folder is made beside the old one, searched for leaks, and only then put in its place:
a build that fails leaves the release, and what the gradebook knows, as they were.
"""

from __future__ import annotations

import contextlib
import copy
import logging
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment, GenerateSolution
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import TraitError

from autograder import leaks, markers, pair
from autograder.course import Course
from autograder.errors import UserError
from autograder.nbgrader_course import environment, load_config, tools_on_path

FULL = "AUTOGRADER_FULL"  # set to 1 while a solution trains as long as it is written


@dataclass(frozen=True)
class Built:
    """One lab after its build. `solution` is None when none was asked for."""

    lab: str
    release: Path
    solution: Path | None = None
    script_followed: bool = False  # the .py was rewritten from a notebook changed later


class ReleaseNotebook(NbGraderPreprocessor):
    """Last step of a release: nothing in it that students have no use for.

    Drops our settings and jupytext's pairing, which could refresh a student's copy from a
    file beside it, and gives every cell its lasting id.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        kept = {key: nb.metadata[key] for key in ("kernelspec",) if key in nb.metadata}
        nb.metadata = NotebookNode(kept | {"language_info": NotebookNode(name="python")})
        pair.assign_ids(nb)
        return nb, resources


class RemoveHiddenTests(NbGraderPreprocessor):
    """Takes hidden tests and marker lines out of a solution; cells left empty disappear."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        kept = []
        for cell in nb.cells:
            lines = pair.split_regions(cell.source)
            source = "\n".join(line for line, kind in lines if kind != pair.HIDDEN_TESTS)
            source = source.strip("\n")
            if source.strip() or not cell.source.strip():
                cell.source = source
                kept.append(cell)
        nb.cells = kept
        return nb, resources


def build(
    course: Course, labs: list[str], solution: bool = True, full: bool = False
) -> list[Built]:
    """Build the named labs, or all; `full` lets solutions train as long as they are written.

    Raises UserError for an unknown lab, for mistakes in any of the labs (all of them, a line
    each), when nbgrader refuses, and when a built folder would give something hidden away.
    """
    scripts = _scripts(course, labs)
    followed = {s for s in scripts if not _misnamed(s) and pair.follow_notebook(s)}
    _check_scripts(scripts)
    return [_build_lab(course, s, solution, full, s in followed) for s in scripts]


def stale(course: Course, labs: list[str]) -> list[str]:
    """Files that a build would write otherwise than they are; nothing is changed.

    Raises UserError for an unknown lab and for mistakes in any of the labs, as `build` does.
    """
    scripts = _scripts(course, labs)
    _check_scripts(scripts)
    found: list[str] = []
    for script in scripts:
        lab = script.stem
        if not pair.is_current(script):
            # The release is made from the notebook, so it is stale too.
            found += [f"source/{lab}/{lab}.ipynb", f"release/{lab}/{lab}.ipynb"]
            continue
        with _workshop(course) as work:
            made = _files(_convert(course, GenerateAssignment, lab, work, database=False))
        kept = _files(course.release / lab)
        changed = {name for name in made | kept if made.get(name) != kept.get(name)}
        found += [f"release/{lab}/{name}" for name in sorted(changed)]
    return found


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _scripts(course: Course, labs: list[str]) -> list[Path]:
    names = [course.check_lab(lab) for lab in labs] or _folders(course)
    if not names:
        raise UserError(f"no labs in {course.source}; a lab is a folder LAB with LAB.py in it")
    return [course.source / name / f"{name}.py" for name in names]


def _check_scripts(scripts: list[Path]) -> None:
    found = [line for s in scripts for line in _misnamed(s) or markers.find(s)]
    if found:
        raise UserError("\n".join(found))


def _folders(course: Course) -> list[str]:
    folders = sorted(course.source.iterdir()) if course.source.is_dir() else []
    return [f.name for f in folders if f.is_dir() and not f.name.startswith((".", "_"))]


def _misnamed(script: Path) -> list[str]:
    """Files of a lab that are missing, or that no step would find under their names."""
    folder = script.parent
    shown = f"source/{folder.name}"
    wanted = {script.name, script.with_suffix(".ipynb").name}
    present = {p.name for pattern in ("*.py", "*.ipynb") for p in folder.glob(pattern)}
    found = [
        f"{shown}/{name}:1: should be named like its folder, {folder.name}{Path(name).suffix}"
        for name in sorted(present - wanted)
    ]
    if script.name not in present:
        found.append(f"{shown}/{script.name}:1: missing; it is where the lab is written")
    return found


def _build_lab(course: Course, script: Path, solution: bool, full: bool, followed: bool) -> Built:
    lab = script.stem
    pair.write_notebook(script)
    with _workshop(course) as work:
        released = _convert(course, GenerateAssignment, lab, work / "release", database=False)
        _check_release(course, script, released)
        # nbgrader learns of the tests only now, when what belongs to them can be released.
        _convert(course, GenerateAssignment, lab, work / "recorded")
        target = _replace(released, course.release / lab)
        if not solution:
            return Built(lab, target, None, followed)
        with environment(FULL, "1" if full else None):
            solved = _convert(course, GenerateSolution, lab, work / "solution")
        _check_solution(script, solved)
        return Built(lab, target, _replace(solved, course.solution / lab), followed)


@contextlib.contextmanager
def _workshop(course: Course) -> Iterator[Path]:
    """A folder beside release/ and solution/, so that moving out of it is one rename."""
    work = Path(tempfile.mkdtemp(prefix=".build-", dir=course.root))
    try:
        yield work
    finally:
        shutil.rmtree(work)


def _convert(
    course: Course, converter: type[BaseConverter], lab: str, output: Path, database: bool = True
) -> Path:
    """Run one of nbgrader's converters on a lab into `output`; the folder it made there."""
    config = copy.deepcopy(load_config(course))
    directory = config.CourseDirectory
    directory.assignment_id = lab
    directory.release_directory = directory.solution_directory = str(output)
    if not database:
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    log, heard = _quiet_log()
    try:
        where = CourseDirectory(config=config, log=log)
        with tools_on_path():
            converter(coursedir=where, config=config, log=log, force=True).start()
    except (NbGraderException, TraitError, ImportError, AttributeError) as error:
        reason = next(filter(None, reversed(heard)), str(error))
        name = converter.__name__
        raise UserError(f"source/{lab}/{lab}.py: nbgrader's {name} stopped: {reason}") from error
    made = output / lab
    if not made.is_dir():
        raise UserError(f"nbgrader wrote nothing for {lab}; is directory_structure changed?")
    return made


# nbgrader and SQLAlchemy close a failure with lines that only point elsewhere.
_POINTERS = ("error processing", "above traceback", "(Background on this error")


def _quiet_log() -> tuple[logging.Logger, list[str]]:
    """A log that prints nothing, and the reasons that nbgrader writes into it."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            last = record.getMessage().strip().splitlines()[-1:]
            if record.levelno >= logging.ERROR and last:
                points_back = any(words in last[0] for words in _POINTERS)
                heard.extend([] if points_back else last)

    log = logging.Logger("autograder.build", logging.ERROR)
    log.addHandler(Listener())
    return log, heard


def _check_release(course: Course, script: Path, released: Path) -> None:
    shown = f"release/{script.parent.name}"
    pairs = {path.name for path in course.source.glob("*/*.py")}
    for path in sorted(released.rglob("*.py")):
        if path.name in pairs:
            raise UserError(
                f"{shown}/{path.relative_to(released)} is a lab's source with all answers; "
                "name it in c.CourseDirectory.ignore of nbgrader_config.py"
            )
    for path in released.rglob("*.ipynb"):
        metadata = nbformat.read(path, as_version=4).metadata
        if unwanted := sorted({"autograder", "jupytext"} & set(metadata)):
            raise UserError(
                f"{shown}/{path.name} still holds metadata '{unwanted[0]}'; put autograder.build."
                "ReleaseNotebook last in c.GenerateAssignment.preprocessors of nbgrader_config.py"
            )
    _refuse(leaks.scan(script, released), shown)


def _check_solution(script: Path, solved: Path) -> None:
    shown = f"solution/{script.parent.name}"
    for path in solved.rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    where = cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)
                    reason = f"{output.ename}: {output.evalue}".strip().splitlines()[0]
                    raise UserError(
                        f"source/{script.parent.name}/{script.name}: the solution stops in cell "
                        f"'{where}': {reason}"
                    )
    _refuse(leaks.scan(script, solved, (pair.HIDDEN_TESTS,)), shown)


def _refuse(found: list[leaks.Leak], shown: str) -> None:
    if found:
        lines = [f"{shown}/{leak}" for leak in found]
        raise UserError("\n".join([*lines, f"{shown} would give this away and was left as it was"]))


def _replace(made: Path, target: Path) -> Path:
    """Put a finished folder in place of the old one, by renaming."""
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        target.rename(made.parent / "before")
    made.rename(target)
    return target
