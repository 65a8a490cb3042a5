"""Recipes: sample submissions, each written as what differs from a good or an empty one.

A recipe is a percent script. Its first cell says what the submission is; each cell after it
replaces an answer or makes one edit::

    # %% [markdown]
    # The bare string "adadelta": its learning rate is 0.001, so nothing is learned.
    # - base: solution                 answers come from there; or: release
    # - loses: compile                 answers that this costs; empty when it costs nothing
    # - file: simple.keras <- solution/LAB/simple.keras     any files; paths from the course's root
    # %% compile
    autoencoder.compile(optimizer="adadelta", loss="binary_crossentropy")

`# %% ID` replaces an answer cell; `!source ID` any cell, locked ones too. `+before ID` and
`+after ID` put a cell of the student's own there, `+first` and `+last` at the ends. `!delete ID`,
`!copy ID`, `!tag ID NAME` and `!metadata ID {JSON}` change cells as students' accidents do.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import nbformat
from nbformat import NotebookNode

from autograder import pair
from autograder.course import Course
from autograder.errors import UserError

BASES = ("solution", "release")

_ITEM = re.compile(r"^- (\w+):\s*(.*)$")
_FILE = re.compile(r"^(\S+)\s*<-\s*(\S+)$")
_EDITS = {  # directive: how many words follow, whether code follows in the cell
    "+before": (1, True),
    "+after": (1, True),
    "+first": (0, True),
    "+last": (0, True),
    "!delete": (1, False),
    "!copy": (1, False),
    "!tag": (2, False),
    "!metadata": (2, False),
    "!source": (1, True),
    "answer": (1, True),
}


@dataclass(frozen=True)
class Edit:
    """One change; `id` is a cell's id, `value` the tag or the metadata, `line` where it stands."""

    action: str
    id: str
    value: str
    source: str
    line: int


@dataclass(frozen=True)
class Recipe:
    """One sample submission. `loses` are grade_ids of answers; `files`: name -> path to copy."""

    path: Path
    title: str
    base: str
    loses: tuple[str, ...]
    edits: tuple[Edit, ...]
    files: dict[str, str] = field(default_factory=dict)
    description: str = ""

    @property
    def name(self) -> str:
        return self.path.stem

    def fault(self, line: int, message: str) -> UserError:
        return UserError(f"{self.path}:{line}: {message}")


def read(path: Path) -> Recipe:
    """Read a recipe; UserError with file and line for anything in it that is not understood."""
    try:
        cells = pair.parse(path.read_text("utf-8"))[1]
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error
    head = cells[0] if cells else None
    if head is None or head.type != "markdown":
        raise UserError(f"{path}:1: a recipe begins with '# %% [markdown]' and what it is about")
    prose: list[str] = []
    items: dict[str, str] = {}
    files: dict[str, str] = {}
    for number, line in head.lines():
        item = _ITEM.match(line.strip())
        if not item:
            prose += [line.strip()] if line.strip() else []
        elif item[1] == "file" and (named := _FILE.match(item[2])):
            name = PurePosixPath(named[1])
            if name.is_absolute() or ".." in name.parts:
                raise UserError(f"{path}:{number}: file '{name}' would leave the submission")
            files[named[1]] = named[2]
        elif item[1] in ("base", "loses") and item[1] not in items:
            items[item[1]] = item[2].strip()
        else:
            raise UserError(f"{path}:{number}: '{line.strip()}' is not understood; see recipes.py")
    text = " ".join(prose)
    for key in ("base", "loses"):
        if key not in items:
            raise UserError(f"{path}:{head.line}: the line '# - {key}: …' is missing")
    if items["base"] not in BASES:
        raise UserError(f"{path}:{head.line}: base should be solution or release")
    if not text:
        raise UserError(f"{path}:{head.line}: say in a sentence what the submission is")
    edits = tuple(_edit(path, cell) for cell in cells[1:])
    loses = tuple(part.strip() for part in items["loses"].split(",") if part.strip())
    return Recipe(path, prose[0], items["base"], loses, edits, files, text)


def _edit(path: Path, cell: pair.Cell) -> Edit:
    """The edit that one cell of a recipe asks for; what follows `# %%` is jupytext's title."""
    words = _cell_line(path, cell).split(maxsplit=2)
    if words and words[0][0] not in "+!":
        words.insert(0, "answer")
    if not words or words[0] not in _EDITS:
        raise UserError(f"{path}:{cell.line}: '{' '.join(words)}' is neither an id nor a directive")
    wanted, has_code = _EDITS[words[0]]
    action, given = words[0], words[1:]
    if len(given) != wanted:
        raise UserError(f"{path}:{cell.line}: '{action}' takes {wanted} words, not {len(given)}")
    if not has_code and cell.source.strip():
        raise UserError(f"{path}:{cell.line}: no code may follow '{action}'")
    value = given[1] if wanted == 2 else ""
    if action == "!metadata" and not isinstance(_json(value), dict):
        raise UserError(f"{path}:{cell.line}: the metadata are not a JSON object")
    return Edit(action, given[0] if given else "", value, cell.source, cell.line)


def _cell_line(path: Path, cell: pair.Cell) -> str:
    # The line itself, for jupytext would read JSON in it as metadata of the recipe's cell.
    return path.read_text("utf-8").splitlines()[cell.line - 1].removeprefix("# %%").strip()


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def submission(
    recipe: Recipe, source_notebook: NotebookNode, release_notebook: NotebookNode
) -> NotebookNode:
    """The notebook that a student of this recipe hands in; the two given ones stay as they are.

    Raises UserError with file and line when the recipe names a cell that is not there.
    """
    notebook = copy.deepcopy(release_notebook)
    answers = {
        cell.metadata.nbgrader["grade_id"]: cell.source
        for cell in source_notebook.cells
        if pair.role(cell.metadata.get("nbgrader")) == "answer"
    }
    for unknown in sorted(set(recipe.loses) - set(answers)):
        raise recipe.fault(1, f"loses '{unknown}', which is no answer of this lab")
    if recipe.base == "solution":
        for cell in notebook.cells:
            if cell.id in answers:
                lines = pair.split_regions(answers[cell.id])
                cell.source = "\n".join(line for line, _ in lines)
    for edit in recipe.edits:
        _apply(recipe, edit, notebook, set(answers))
    return notebook


def _apply(recipe: Recipe, edit: Edit, notebook: NotebookNode, answers: set[str]) -> None:
    cells = notebook.cells
    at = next((n for n, cell in enumerate(cells) if cell.id == edit.id), None)
    if edit.id and at is None:
        known = ", ".join(cell.id for cell in cells if "nbgrader" in cell.metadata)
        raise recipe.fault(edit.line, f"no cell '{edit.id}'; the lab has {known}")
    if edit.action == "answer" and edit.id not in answers:
        raise recipe.fault(edit.line, f"'{edit.id}' is no answer cell; write '!source {edit.id}'")
    place = at or 0
    match edit.action:
        case "answer" | "!source":
            cells[place].source = edit.source
        case "!delete":
            del cells[place]
        case "!copy":  # pasted in an editor: same nbgrader metadata, an id of its own
            cells.insert(place + 1, copy.deepcopy(cells[place]))
            cells[place + 1]["id"] = _free_id(notebook)
        case "!tag":
            cells[place].metadata.setdefault("tags", []).append(edit.value)
        case "!metadata":
            cells[place].metadata.setdefault("nbgrader", {}).update(json.loads(edit.value))
        case _:
            new = nbformat.v4.new_code_cell(edit.source, id=_free_id(notebook))
            spots = {"+before": place, "+after": place + 1, "+first": 0, "+last": len(cells)}
            cells.insert(spots[edit.action], new)


def _free_id(notebook: NotebookNode) -> str:
    taken = {cell.id for cell in notebook.cells}
    return next(name for n in range(1, len(taken) + 2) if (name := f"student-{n}") not in taken)


def write(recipe: Recipe, course: Course, lab: str, student: str) -> Path:
    """Write the submission to submitted/STUDENT/LAB/ of a built course; the folder it made.

    An older submission of that student is replaced. Raises UserError when the lab is not
    built, or a file that the recipe names is not there.
    """
    source, release = (folder / lab / f"{lab}.ipynb" for folder in (course.source, course.release))
    for path in (source, release):
        if not path.is_file():
            raise UserError(f"{path} is missing; run: autograder build {lab}")
    made = submission(recipe, *(nbformat.read(path, as_version=4) for path in (source, release)))
    for origin in recipe.files.values():
        if not (course.root / origin).is_file():
            raise recipe.fault(1, f"the file '{origin}' is not there")
    folder = course.submitted / student / lab
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(release.parent, folder)
    (folder / f"{lab}.ipynb").write_text(nbformat.writes(made).rstrip("\n") + "\n", "utf-8")
    for name, origin in recipe.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(course.root / origin, folder / name)
    return folder
