"""What a student gets back: outcomes and their own outputs, without a line that is hidden."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading import outcome_of
from autograder.outcomes import number
from autograder.sanitize import visible

Resources = dict[str, Any]


class StudentView(NbGraderPreprocessor):
    """Takes hidden tests and what is for the instructor alone out of the feedback page."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            outcome = outcome_of(cell)
            cell.source = visible(cell.source)
            if outcome is not None:
                shown = outcome.without_detail()
                data = {"text/plain": number(shown.points), "text/html": shown.html()}
                cell.outputs = [new_output("display_data", data=data)]
        note = _note(nb)
        if note:
            nb.cells.insert(0, new_markdown_cell(note))
        return nb, resources


def _note(nb: NotebookNode) -> str:
    """What was repaired, and why the notebook stopped early, for the top of the page."""
    lines = [
        f"* `{cell}`: {text}" if cell else f"* {text}"
        for cell, text in nb.metadata.get("autograder", {}).get("repairs", [])
    ]
    if lines:
        lines = ["**Repaired before grading**", "", *lines, ""]
    stopped = nb.metadata.get("autograder_stopped")
    if stopped:
        lines.append(f"**The notebook stopped early:** {stopped}. Cells after that did not run.")
    return "\n".join(lines)
