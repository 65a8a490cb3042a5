"""Mending a submission before it runs, so that what can be graded is graded.

The instructor's cells are the measure: their ids, types, points, flags and order, and the source
of every locked cell. A student's notebook contributes the source of its answer cells and whatever
other cells it has. Every repair is told to the student and to the instructor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

Note = Callable[[str, str], None]
"""Takes down a repair: the instructor's cell that it concerns, and what was done."""


@dataclass(frozen=True)
class MasterCell:
    """One of the instructor's cells as students got it, hidden tests included.

    For an answer cell `source` is the stub. `points` is None where nothing is graded.
    """

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def is_test(self) -> bool:
        """Whether the cell is graded by running it."""
        return self.grade and not self.solution and self.cell_type == "code"

    def metadata(self) -> NotebookNode:
        """nbgrader's metadata for this cell, schema 3."""
        metadata = {
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            "checksum": self.checksum,
            "cell_type": self.cell_type,
        }
        if self.points is not None:
            metadata["points"] = self.points
        return NotebookNode(metadata)


@dataclass(frozen=True)
class Repair:
    """What was mended, and at which of the instructor's cells ("" when at none of them)."""

    cell: str
    text: str


def repair(notebook: NotebookNode, master: list[MasterCell]) -> list[Repair]:
    """Mend `notebook` in place; the repairs that were made, in the order of the cells."""
    repairs: list[Repair] = []

    def note(cell: str, text: str) -> None:
        repairs.append(Repair(cell, text))

    known = {cell.name: cell for cell in master}
    chosen = _choose(notebook.cells, known)
    cells = []
    for cell in notebook.cells:
        name = _name(cell, known)
        if not name:
            if cell.metadata.pop("nbgrader", None):
                note("", "a cell with an unknown nbgrader id counts as an ordinary cell")
        elif chosen[name] is not cell:
            cell.metadata.pop("nbgrader", None)
            if known[name].is_test:
                note(name, "a copy of this test was left out")
                continue
            note(name, "a copy of this cell counts as an ordinary cell")
        else:
            _restore(cell, known[name], note)
        cells.append(cell)
    _insert_missing(cells, master, set(chosen), note)
    notebook.cells = _in_order(cells, master, note)
    _unique_ids(notebook.cells)
    return repairs


def _name(cell: NotebookNode, known: dict[str, MasterCell]) -> str:
    """The instructor's cell that this one is; some editors drop the metadata but keep cell ids."""
    nbgrader = cell.metadata.get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    for name in (grade_id, cell.get("id")):
        if isinstance(name, str) and name in known:
            return name
    return ""


def _choose(cells: list[NotebookNode], known: dict[str, MasterCell]) -> dict[str, NotebookNode]:
    """For each name the one cell that keeps it: the first test, the last answer.

    All copies of an answer run, so the last one is what counts in the notebook itself, too.
    """
    chosen: dict[str, NotebookNode] = {}
    for cell in cells:
        name = _name(cell, known)
        if name and (name not in chosen or not known[name].is_test):
            chosen[name] = cell
    return chosen


def _restore(cell: NotebookNode, master: MasterCell, note: Note) -> None:
    if cell.cell_type != master.cell_type:
        note(master.name, f"turned back from {cell.cell_type} into {master.cell_type}")
        cell.cell_type = master.cell_type
        cell.pop("attachments", None)
        if master.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    given = cell.metadata.get("nbgrader")
    given = given if isinstance(given, dict) else {}
    for key in ("grade", "locked", "solution", "task", "points"):
        wanted = getattr(master, key)
        if wanted is not None and key in given and given[key] != wanted:
            note(master.name, f"'{key}' set back to {wanted}")
    if cell.metadata.get("tags"):
        note(master.name, "tags removed")
    # Nothing else of a student's metadata stays: tags can switch a cell off in some tools.
    cell.metadata = NotebookNode(nbgrader=master.metadata())
    if (master.locked or master.is_test) and _code(cell.source) != _code(visible(master.source)):
        note(master.name, "changed text set back to the released one")
    if master.locked or master.is_test:
        cell.source = master.source


def _code(source: str) -> list[str]:
    return [line.rstrip() for line in source.strip().splitlines()]


def hidden_lines(source: str) -> list[int]:
    """Numbers (from 1) of the hidden lines, with the lines that mark them."""
    numbers, inside = [], False
    for number, line in enumerate(source.splitlines(), start=1):
        inside = inside or "BEGIN HIDDEN TESTS" in line
        if inside:
            numbers.append(number)
        inside = inside and "END HIDDEN TESTS" not in line
    return numbers


def visible(source: str) -> str:
    """A cell's source without its hidden tests, as students see it."""
    hidden = set(hidden_lines(source))
    return "\n".join(
        line for number, line in enumerate(source.splitlines(), start=1) if number not in hidden
    )


def _insert_missing(
    cells: list[NotebookNode],
    master: list[MasterCell],
    present: set[str],
    note: Note,
) -> None:
    """Put cells that were deleted back behind the nearest of the instructor's cells before them."""
    for position, missing in enumerate(master):
        if missing.name in present:
            continue
        before = {cell.name for cell in master[:position]}
        index = max((i + 1 for i, cell in enumerate(cells) if _grade_id(cell) in before), default=0)
        make = new_code_cell if missing.cell_type == "code" else new_markdown_cell
        cell = make(missing.source, metadata={"nbgrader": missing.metadata()})
        cells.insert(index, cell)
        note(missing.name, "deleted, put back" + (" as a stub" if missing.solution else ""))


def _in_order(
    cells: list[NotebookNode], master: list[MasterCell], note: Note
) -> list[NotebookNode]:
    """Tests behind the cells that they test: a test that was moved up is moved back down."""
    rank = {cell.name: i for i, cell in enumerate(master)}
    tests = {cell.name for cell in master if cell.is_test}
    ordered = list(cells)
    for name in sorted(tests, key=rank.__getitem__):
        at = next(i for i, cell in enumerate(ordered) if _grade_id(cell) == name)
        before = [
            i for i, cell in enumerate(ordered) if rank.get(_grade_id(cell), len(rank)) < rank[name]
        ]
        if before and before[-1] > at:
            ordered.insert(before[-1], ordered.pop(at))
            note(name, "moved back behind the answer that it tests")
    return ordered


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _unique_ids(cells: list[NotebookNode]) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        if cell.get("id") in seen:
            cell["id"] = f"{cell['id'][:50]}-{number}"
        seen.add(cell["id"])
