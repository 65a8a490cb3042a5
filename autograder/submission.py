"""Reading what a student handed in: one clear reason when it cannot be read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.validator import NotebookValidationError

from autograder.errors import UserError

RESUBMIT = "ask the student to hand in the notebook again"


def read(path: Path, most_bytes: int, links: bool = False) -> NotebookNode:
    """The notebook at `path`, in nbformat 4.5 with a unique id for each cell; outputs are left out.

    Raises UserError when the file is missing, larger than `most_bytes`, not JSON, not a notebook,
    of another major format, or empty, and, without `links`, when it or a file beside it is a link.
    """
    if not links:
        refuse_links(path.parent)
    if not path.is_file():
        raise UserError(f"{path}: there is no such notebook; {RESUBMIT} under this name")
    size = os.stat(path).st_size
    if size > most_bytes:
        raise UserError(
            f"{path}: {size / 2**20:.0f} MiB, more than the {most_bytes / 2**20:.0f} MiB that a "
            "notebook may take; clear its outputs (in Jupyter: Edit, Clear Outputs of All Cells)"
        )
    if size == 0:
        raise UserError(f"{path}: the file is empty; {RESUBMIT}")
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        reason = f"{error.__class__.__name__}: {error}" if str(error) else "too deeply nested"
        raise UserError(f"{path}: not a notebook, it is not JSON ({reason}); {RESUBMIT}") from error
    return checked(content, path)


def refuse_links(folder: Path) -> None:
    """Raise UserError when a file in a submission is a link.

    nbgrader would copy what it leads to, such as hidden tests, to where the submission can read it.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise UserError(f"{path}: a link, not a file; {RESUBMIT} with the file itself")


def checked(content: Any, path: Path) -> NotebookNode:
    """The notebook that parsed JSON holds. Raises UserError."""
    if not isinstance(content, dict) or "nbformat" not in content:
        raise UserError(f"{path}: JSON, but not a notebook (it has no 'nbformat'); {RESUBMIT}")
    if content["nbformat"] != 4:
        raise UserError(
            f"{path}: notebook format {content['nbformat']!r}, this course uses format 4; "
            "open it in a current Jupyter, save it, and hand it in again"
        )
    if not isinstance(content.get("cells"), list) or not content["cells"]:
        raise UserError(f"{path}: the notebook has no cells; {RESUBMIT}")
    if not isinstance(content.get("metadata"), dict):
        content["metadata"] = {}
    for cell in content["cells"]:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    # Ids came with 4.5; older notebooks get them, and copied cells lose the copied one.
    content["nbformat_minor"] = 5
    seen: set[str] = set()
    for number, cell in enumerate(content["cells"]):
        if not isinstance(cell, dict):
            raise UserError(f"{path}: cell {number + 1} is not a cell; {RESUBMIT}")
        if not isinstance(cell.get("id"), str) or cell["id"] in seen:
            cell["id"] = f"cell-{number}"
        seen.add(cell["id"])
        if isinstance(cell.get("source"), list):
            cell["source"] = "".join(map(str, cell["source"]))
    notebook: NotebookNode = nbformat.from_dict(content)
    try:
        nbformat.validate(notebook)
    except NotebookValidationError as error:
        reason = " ".join(str(error).split())[:200]
        raise UserError(f"{path}: damaged notebook ({reason}); {RESUBMIT}") from error
    return notebook
