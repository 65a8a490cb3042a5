"""What a student gets back: outcomes and their own outputs, without a line that is hidden.

The filters take the place of nbconvert's own, here and on Formgrader's pages: what a student
wrote is shown there to an instructor who is logged in, so no script of theirs may come along.
"""

from __future__ import annotations

import re
from typing import Any

from nbconvert import filters
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading import outcome_of
from autograder.outcomes import number
from autograder.sanitize import visible

Resources = dict[str, Any]

# What tables of figures and written text are made of. nbconvert's own list has no paragraphs and
# only half a table, and its pages print the tags that are missing.
_TAGS = """
    a abbr b blockquote br caption cite code col colgroup dd del div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup
    table tbody td tfoot th thead tr tt u ul var
"""
_ATTRIBUTES = {
    "*": ["class", "style", "title"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
    "td": ["colspan", "rowspan", "align"],
    "th": ["colspan", "rowspan", "align", "scope"],
}
_sanitizer = SanitizeHTML(tags=_TAGS.split(), attributes=_ATTRIBUTES)


def clean_html(html: object) -> str:
    """HTML without scripts, styles for the whole page, frames, forms and event handlers."""
    without = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "", str(html))
    return str(_sanitizer.sanitize_html_tags(without))


def markdown2html(source: object) -> str:
    """Markdown as clean HTML; formulas stay as they are, for the page to set."""
    return clean_html(filters.markdown2html_mistune(str(source)))


def get_metadata(output: dict[str, Any], key: str, mimetype: str | None = None) -> Any:
    """nbconvert's filter of this name; widths and heights are numbers, or are left out.

    Its templates print them without quotes, where a text could add attributes to the tag.
    """
    metadata = output.get("metadata") or {}
    own = metadata.get(mimetype)
    value = own.get(key) if isinstance(own, dict) else None
    value = metadata.get(key) if value is None else value
    if key in ("width", "height") and not re.fullmatch(r"\d+(\.\d+)?", str(value)):
        return None
    return value


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
