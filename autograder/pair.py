"""A lab's two files, LAB.py and LAB.ipynb: reading them and keeping them equal.

The script is the truth. The notebook is written from it, byte for byte the same each time,
except when somebody changed the notebook later than the script: then the script follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from jupytext.config import load_jupytext_config
from nbformat import NotebookNode

from autograder.errors import UserError

SOLUTION = "SOLUTION"
HIDDEN_TESTS = "HIDDEN TESTS"
MARKERS = {
    f"### {end} {kind}": (end, kind)
    for kind in (SOLUTION, HIDDEN_TESTS)
    for end in ("BEGIN", "END")
}

CELL_METADATA = ("nbgrader", "tags")  # what a cell line may say, and a notebook keeps

_PERCENT = "py:percent"
_CELL_LINE = re.compile(r"^# %%(\s|$)")
_HEADER_EDGE = re.compile(r"^# ---\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
_ROLES = {  # grade, locked, solution, task -> what the cell is
    (False, False, True, False): "answer",
    (True, True, False, False): "test",
    (False, True, False, False): "given",
}


@dataclass(frozen=True)
class Cell:
    """One cell of a script; `line` is the number of its `# %%` line, counted from 1."""

    type: str
    source: str
    metadata: Mapping[str, Any]
    line: int

    @property
    def nbgrader(self) -> Any:
        return self.metadata.get("nbgrader")

    @property
    def role(self) -> str | None:
        """What the cell is: answer, test or given; None when it is none of these."""
        return role(self.nbgrader)

    @property
    def grade_id(self) -> str:
        return str(self.nbgrader.get("grade_id", "")) if isinstance(self.nbgrader, dict) else ""

    def lines(self) -> Iterator[tuple[int, str]]:
        """Number in the file and text of each source line."""
        return enumerate(self.source.splitlines(), self.line + 1)


def role(nbgrader: Any) -> str | None:
    """What nbgrader metadata make a cell: "answer", "test", "given" or None."""
    if not isinstance(nbgrader, dict):
        return None
    grade, locked, solution, task = (
        nbgrader.get(key) is True for key in ("grade", "locked", "solution", "task")
    )
    return _ROLES.get((grade, locked, solution, task))


def parse(text: str) -> tuple[dict[str, Any], list[Cell]]:
    """Notebook metadata and cells of a percent script; jupytext reads, we count lines."""
    notebook = jupytext.reads(text, _PERCENT)
    lines = text.splitlines()
    at = _header_end(lines)
    cells: list[Cell] = []
    for cell in notebook.cells:
        if cell.cell_type == "raw" and not cells and cell.source.startswith("---"):
            continue  # the part of the header that is not below `jupyter:`
        while at < len(lines) and not lines[at].strip():
            at += 1
        marked = at < len(lines) and bool(_CELL_LINE.match(lines[at]))
        cells.append(Cell(cell.cell_type, cell.source, cell.metadata, at + marked))
        # A cell line inside a quoted string is source to jupytext, so it is skipped over here.
        at += len(cell.source.splitlines()) + marked
        while at < len(lines) and not _CELL_LINE.match(lines[at]):
            at += 1
    return dict(notebook.metadata), cells


def _header_end(lines: list[str]) -> int:
    """Index of the first line after the YAML header, 0 when there is none."""
    edges = [number for number, line in enumerate(lines) if _HEADER_EDGE.match(line)][:2]
    return edges[1] + 1 if len(edges) == 2 and not any(map(str.strip, lines[: edges[0]])) else 0


def split_regions(source: str) -> list[tuple[str, str | None]]:
    """Each line of a cell with the kind of region it is in: None, SOLUTION or HIDDEN TESTS.

    Marker lines are left out. Markers are expected to be balanced; markers.check sees to that.
    """
    inside: str | None = None
    found: list[tuple[str, str | None]] = []
    for line in source.splitlines():
        if line.strip() in MARKERS:
            end, kind = MARKERS[line.strip()]
            inside = kind if end == "BEGIN" else None
        else:
            found.append((line, inside))
    return found


def follow_notebook(script: Path) -> bool:
    """Rewrite the script from its notebook when that was changed later; True when it was.

    Outputs, ids and the editor's own metadata are no change. Raises UserError for a picture
    pasted into a cell, which a script cannot hold.
    """
    path = script.with_suffix(".ipynb")
    if not path.is_file() or path.stat().st_mtime_ns <= script.stat().st_mtime_ns:
        return False
    notebook = _read_notebook(path)
    text = jupytext.writes(notebook, _PERCENT, config=load_jupytext_config(str(script)))
    if _write(from_script(script)) == _write(_canonical(jupytext.reads(text, _PERCENT))):
        return False
    for number, cell in enumerate(notebook.cells, 1):
        if cell.get("attachments"):
            raise UserError(
                f"{path}: cell {number} holds a pasted picture, which {script.name} cannot keep; "
                "save the picture as a file beside it and link to that"
            )
    script.write_text(text.rstrip("\n") + "\n", "utf-8")
    return True


def write_notebook(script: Path) -> bool:
    """Write the notebook of a script; True when its bytes changed, else nothing is touched."""
    if is_current(script):
        return False
    script.with_suffix(".ipynb").write_text(_write(from_script(script)), "utf-8")
    return True


def is_current(script: Path) -> bool:
    """Whether the notebook of a script is there and has the very bytes it should have."""
    path = script.with_suffix(".ipynb")
    return path.is_file() and path.read_bytes() == _write(from_script(script)).encode()


def from_script(script: Path) -> NotebookNode:
    """The notebook that a script stands for: same bytes on every machine and every day."""
    return _canonical(jupytext.reads(script.read_text("utf-8"), _PERCENT))


def _read_notebook(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        message = f"{path}: not a notebook ({error}); delete it to have it made anew"
        raise UserError(message) from error


def _write(notebook: NotebookNode) -> str:
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def _canonical(notebook: NotebookNode) -> NotebookNode:
    """Only what a script says: no outputs, no jupytext versions, no editor's metadata."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = _subset(notebook.metadata, "autograder", "kernelspec")
    notebook.metadata["language_info"] = NotebookNode(name="python")
    for cell in notebook.cells:
        cell.metadata = _subset(cell.metadata, *CELL_METADATA)
    assign_ids(notebook)
    return notebook


def _subset(metadata: NotebookNode, *keys: str) -> NotebookNode:
    return NotebookNode({key: metadata[key] for key in keys if key in metadata})


def assign_ids(notebook: NotebookNode) -> None:
    """Give each cell its lasting id: the grade_id, else `<slug of the nearest heading>-<n>`."""
    taken = {_grade_id(cell) for cell in notebook.cells}
    slug, count = "cell", dict[str, int]()
    for cell in notebook.cells:
        headings = _HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        slug = _slug(headings[0]) if headings else slug
        name = _grade_id(cell)
        while not name or (name in taken and name != _grade_id(cell)):
            count[slug] = count.get(slug, 0) + 1
            name = f"{slug}-{count[slug]}"
        cell["id"] = name
        slug = _slug(headings[-1]) if headings else slug


def _grade_id(cell: NotebookNode) -> str:
    data = cell.metadata.get("nbgrader")
    return str(data.get("grade_id", "")) if isinstance(data, dict) else ""


def _slug(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-") or "cell"
