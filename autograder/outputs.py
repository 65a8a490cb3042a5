"""A cell's outputs, built from the messages of its kernel, within a size that a page can bear."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode, ValidationError
from nbformat.v4 import new_output, output_from_msg

_SHOWN = ("stream", "display_data", "execute_result", "error")

TYPES = frozenset(
    {"image/jpeg", "image/png", "image/svg+xml"}
    | {"text/html", "text/latex", "text/markdown", "text/plain"}
)
"""What of rich output is kept: what every page can show. A widget without its state stops the
pages of nbgrader, scripts have no place there, and an outcome is the grader's alone to write."""


class Outputs:
    """Collects the outputs of the cells of one submission.

    `most_text` and `most_pictures` are bytes for the whole submission: text and errors count
    towards the first, rich output towards the second. What goes beyond is dropped.
    """

    def __init__(self, most_text: int, most_pictures: int) -> None:
        self._left = {"text": most_text, "pictures": most_pictures}
        self._by_display: dict[str, list[NotebookNode]] = {}
        self._clear_next = False

    def add(self, message: dict[str, Any], cell: NotebookNode) -> bool:
        """Put one message into `cell`; False when there was no room left for it."""
        kind, content = message["msg_type"], message["content"]
        if kind == "execute_input":
            cell.execution_count = content.get("execution_count")
        elif kind == "clear_output":
            self._clear_next = bool(content.get("wait"))
            if not self._clear_next:
                cell.outputs = []
        elif kind == "update_display_data":
            self._update(content)
        elif kind in _SHOWN:
            return self._show(message, cell)
        return True

    def _show(self, message: dict[str, Any], cell: NotebookNode) -> bool:
        kind, content = message["msg_type"], message["content"]
        purse = "pictures" if kind in ("display_data", "execute_result") else "text"
        size = len(json.dumps(content, default=str))
        if size > self._left[purse]:
            return False
        self._left[purse] -= size
        if self._clear_next:
            cell.outputs, self._clear_next = [], False
        try:
            if "data" in content:
                message = {**message, "content": {**content, "data": _kept(content["data"])}}
            output = output_from_msg(message)
        except (KeyError, ValueError, TypeError, AttributeError, ValidationError):
            return True  # a kernel that a student has taken over can send anything
        last = cell.outputs[-1] if cell.outputs else None
        if kind == "stream" and last is not None and last.get("name") == output.name:
            last.text = overwrite(last.text + output.text)
        else:
            cell.outputs.append(output)
        display = (content.get("transient") or {}).get("display_id")
        if isinstance(display, str):
            self._by_display.setdefault(display, []).append(output)
        return True

    def _update(self, content: dict[str, Any]) -> None:
        display = (content.get("transient") or {}).get("display_id")
        if isinstance(content.get("data"), dict) and isinstance(display, str):
            for output in self._by_display.get(display, []):
                output["data"] = _kept(content["data"])


def _kept(data: dict[str, Any]) -> NotebookNode:
    return NotebookNode({k: v for k, v in data.items() if k in TYPES and isinstance(v, str)})


def parent(message: dict[str, Any]) -> Any:
    """The request that a message answers."""
    header = message.get("parent_header")
    return header.get("msg_id") if isinstance(header, dict) else None


def is_idle(message: dict[str, Any]) -> bool:
    """Whether a message says that the kernel has nothing left to do."""
    content = message.get("content")
    if message.get("msg_type") != "status" or not isinstance(content, dict):
        return False
    return bool(content.get("execution_state") == "idle")


def overwrite(text: str) -> str:
    """Text as a terminal would leave it: what follows a carriage return overwrites its line.

    Progress bars print one line hundreds of times; only the last state is worth keeping.
    """
    if "\r" not in text and "\b" not in text:
        return text
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        parts = [part for part in line.split("\r") if part]
        lines.append(parts[-1].replace("\b", "") if parts else "")
    return "\n".join(lines)


def stopped(why: str) -> NotebookNode:
    """The output that says why a cell did not run to its end."""
    return new_output("error", ename="Stopped", evalue=why, traceback=[f"Stopped: {why}"])
