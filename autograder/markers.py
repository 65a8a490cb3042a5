"""Finding every mistake in a lab's markers and cell metadata, with file and line.

nbgrader says nothing about a misspelt marker: it releases the tests. So a lab is checked
before nbgrader sees it, all findings at once.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from autograder.course import LabSettings
from autograder.errors import UserError
from autograder.pair import (
    CELL_METADATA,
    HIDDEN_TESTS,
    MARKERS,
    SOLUTION,
    Cell,
    parse,
    split_regions,
)

# What jupytext itself reads off a cell line, besides keys and values.
_JUPYTEXT_KEYS = {"title", "cell_depth", "region_name", "cell_marker", "lines_to_next_cell"}
_WORDS = re.compile(r"[#\s]*[A-Za-z][A-Za-z\s.:!_-]*")
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEYS: dict[str, type] = {
    "grade": bool,
    "grade_id": str,
    "locked": bool,
    "schema_version": int,
    "solution": bool,
    "task": bool,
}


def look_alike(line: str) -> str | None:
    """The marker that a line is meant to be but is not, or None."""
    if line.strip() in MARKERS:
        return None
    letters = re.sub(r"[^A-Z]", "", line.upper())
    best, score = None, 0.85
    for marker in MARKERS:
        if marker[4:] in line:  # nbgrader acts on these words wherever they stand in a line
            return marker
        if not _WORDS.fullmatch(line):
            continue
        near = difflib.SequenceMatcher(None, re.sub(r"[^A-Z]", "", marker), letters).ratio()
        # A heading "Solution" or "Hidden tests" has no BEGIN or END and is no mistake.
        if near >= score and letters[:1] in {"B", "E"}:
            best, score = marker, near
    return best


def check(path: Path) -> None:
    """Check one lab's script; UserError with one line `file:line: finding` for each mistake."""
    findings = find(path)
    if findings:
        raise UserError("\n".join(findings))


def find(path: Path) -> list[str]:
    """All mistakes in one lab's script, as lines `source/LAB/LAB.py:12: what is wrong`."""
    name = "/".join(path.parts[-3:])
    try:
        metadata, cells = parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return [f"{name}:1: cannot be read: {error}"]
    except (ValueError, nbformat.ValidationError) as error:
        return [f"{name}:1: jupytext cannot read it: {error}"]
    settings, found = _settings(metadata)
    for cell in cells:
        found += _markers(cell)
        found += _metadata(cell)
        found += _contents(cell)
    found += _ids(cells)
    found += _order(cells)
    found += _points(cells, settings)
    return [f"{name}:{line}: {message}" for line, message in sorted(found)]


Findings = list[tuple[int, str]]


def _settings(metadata: dict[str, Any]) -> tuple[LabSettings, Findings]:
    if not isinstance(metadata.get("autograder"), dict):
        return LabSettings(), [(1, "the header has no 'autograder:' settings below 'jupyter:'")]
    try:
        return LabSettings.from_metadata(metadata["autograder"], "header"), []
    except UserError as error:
        return LabSettings(), [(1, str(error))]


def _markers(cell: Cell) -> Findings:
    found: Findings = []
    opened: tuple[int, str] | None = None
    home = {SOLUTION: "answer", HIDDEN_TESTS: "test"}
    for number, line in cell.lines():
        meant = look_alike(line)
        if meant:
            found.append((number, f"'{line.strip()}' is not a marker; write '{meant}'"))
        if line.strip() not in MARKERS:
            continue
        end, kind = MARKERS[line.strip()]
        if end == "BEGIN":
            if cell.role != home[kind]:
                article = "an" if home[kind] == "answer" else "a"
                found.append((number, f"{kind} marker outside {article} {home[kind]} cell"))
            if opened:
                found.append((number, f"BEGIN {kind} inside the region begun in line {opened[0]}"))
            opened = (number, kind)
        elif opened is None or opened[1] != kind:
            found.append((number, f"END {kind} without its BEGIN"))
            opened = None
        else:
            opened = None
    if opened:
        found.append((opened[0], f"BEGIN {opened[1]} without END in its cell"))
    return found


def _metadata(cell: Cell) -> Findings:
    at = cell.line
    if "incorrectly_encoded_metadata" in cell.metadata:
        return [(at, "the metadata on the cell line is not valid JSON")]
    found: Findings = [
        (at, f"unknown key '{key}' on the cell line; known are {' and '.join(CELL_METADATA)}")
        for key in sorted(set(cell.metadata) - _JUPYTEXT_KEYS - set(CELL_METADATA))
    ]
    data = cell.nbgrader
    if data is None:
        return found
    if not isinstance(data, dict):
        return [*found, (at, f"nbgrader={data!r} should be a JSON object")]
    known = {*_KEYS, "points"} if data.get("grade") is True else set(_KEYS)
    found += [(at, f"unknown nbgrader key '{key}'") for key in data if key not in known]
    found += [(at, f"nbgrader key '{key}' is missing") for key in sorted(known - set(data))]
    for key, kind in _KEYS.items():
        value = data.get(key)
        if key in data and (not isinstance(value, kind) or (kind is int and value is True)):
            found.append((at, f"nbgrader key '{key}' has the wrong type: {value!r}"))
    if data.get("schema_version", 3) != 3:
        found.append((at, f"nbgrader schema_version should be 3, got {data['schema_version']!r}"))
    grade_id = data.get("grade_id")
    if isinstance(grade_id, str) and not _GRADE_ID.fullmatch(grade_id):
        found.append((at, f"grade_id '{grade_id}' should be 1-64 letters, digits, '_' or '-'"))
    points = data.get("points")
    if "points" in data and points != 0 and not _is_positive(points):
        found.append((at, f"points should be a positive number, got {points!r}"))
    if not found and cell.role is None:
        found.append((at, "neither answer (solution), test (grade + locked) nor given (locked)"))
    if cell.type != "code":
        found.append((at, f"a cell with nbgrader metadata must be code, not {cell.type}"))
    return found


def _is_positive(points: Any) -> bool:
    number = isinstance(points, int | float) and not isinstance(points, bool)
    return number and math.isfinite(points) and points > 0


def _contents(cell: Cell) -> Findings:
    lines = split_regions(cell.source)
    if cell.role == "answer" and not _has_code(line for line, kind in lines if kind == SOLUTION):
        return [(cell.line, f"answer cell '{cell.grade_id}' has no code in a SOLUTION region")]
    if cell.role == "test" and not _has_code(line for line, _ in lines):
        return [(cell.line, f"test cell '{cell.grade_id}' has neither visible nor hidden code")]
    if cell.role == "test" and not any(line.strip() for line, kind in lines if kind is None):
        return [(cell.line, f"test cell '{cell.grade_id}' shows students nothing; add a line")]
    begun = any(line.strip() == f"### BEGIN {HIDDEN_TESTS}" for line in cell.source.splitlines())
    if begun and not _has_code(line for line, kind in lines if kind == HIDDEN_TESTS):
        return [(cell.line, f"the HIDDEN TESTS region of '{cell.grade_id}' has no code")]
    return []


def _has_code(lines: Iterable[str]) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in lines)


def _ids(cells: list[Cell]) -> Findings:
    first: dict[str, int] = {}
    found: Findings = []
    for cell in cells:
        if cell.grade_id and first.setdefault(cell.grade_id, cell.line) != cell.line:
            where = first[cell.grade_id]
            found.append((cell.line, f"grade_id '{cell.grade_id}' is taken by line {where}"))
    return found


def _order(cells: list[Cell]) -> Findings:
    """A test judges the answers that stand between the test before it and itself."""
    answers: list[str] = []
    found: Findings = []
    for cell in cells:
        if cell.role == "answer":
            answers.append(cell.grade_id)
        elif cell.role == "test":
            if not answers:
                found.append((cell.line, f"no answer cell before test cell '{cell.grade_id}'"))
            elif cell.grade_id not in {f"{name}_test" for name in answers}:
                wanted = " or ".join(f"'{name}_test'" for name in answers)
                found.append((cell.line, f"test cell '{cell.grade_id}' should be named {wanted}"))
            answers = []
    return found


def _points(cells: list[Cell], settings: LabSettings) -> Findings:
    tests = {cell.grade_id: cell.nbgrader.get("points") for cell in cells if cell.role == "test"}
    found: Findings = [
        (1, f"bonus '{name}' has no test cell '{name}_test'")
        for name in settings.bonus
        if f"{name}_test" not in tests
    ]
    found += [
        (1, f"bonus '{name}' is {worth:g} points; its test cell should have 0, not {tests[at]}")
        for name, worth in settings.bonus.items()
        if tests.get(at := f"{name}_test", 0) != 0
    ]
    found += [
        (1, f"{name} is worth 0 points; only an answer under `bonus:` may have none there")
        for name, worth in tests.items()
        if worth == 0 and name.removesuffix("_test") not in settings.bonus
    ]
    total = sum(worth for worth in tests.values() if _is_positive(worth))
    if not math.isclose(total, 100):
        found.append((1, f"the points of the test cells add up to {total:g}, not to 100"))
    return found
