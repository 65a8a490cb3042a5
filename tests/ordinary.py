"""An ordinary nbgrader assignment, with nothing of ours in it, and a class that handed it in.

It has what such assignments are made of: functions, an expected exception, a test that deletes a
function to see that another one uses it, a list changed in place, captured printing, part of the
points for part of the work, and a text that a person grades.
"""

from __future__ import annotations

import copy
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

LAB = "ps1"
CONFIG = Path(__file__).resolve().parent.parent / "nbgrader_config.py"

ANSWERS = {
    "average": '''\
def average(values):
    """The mean of a list of numbers; ValueError when it is empty."""
    ### BEGIN SOLUTION
    if len(values) == 0:
        raise ValueError("no values, no average")
    return sum(values) / len(values)
    ### END SOLUTION''',
    "spread": '''\
def spread(values):
    """How far the values lie from their average, on average. Use `average`."""
    ### BEGIN SOLUTION
    centre = average(values)
    return average([abs(value - centre) for value in values])
    ### END SOLUTION''',
    "scale": '''\
def scale(values, factor):
    """Multiply each value where it stands, and print how many there were."""
    ### BEGIN SOLUTION
    for position in range(len(values)):
        values[position] = factor * values[position]
    print(len(values), "scaled")
    ### END SOLUTION''',
    "box": '''\
class Box:
    """A box with a `volume()` and a `lid()` area."""
    ### BEGIN SOLUTION
    def __init__(self, width, depth, height):
        self.sides = width, depth, height

    def volume(self):
        return self.sides[0] * self.sides[1] * self.sides[2]

    def lid(self):
        return self.sides[0] * self.sides[1]
    ### END SOLUTION''',
}

TESTS = {
    "average": (
        3,
        """\
assert average([1, 2, 6]) == 3
try:
    average([])
except ValueError:
    pass
else:
    raise AssertionError("average([]) should raise a ValueError")
### BEGIN HIDDEN TESTS
assert average(list(range(101))) == 50
### END HIDDEN TESTS""",
    ),
    "spread": (
        2,
        """\
from numpy.testing import assert_allclose

kept = average
del average
try:
    spread([1, 2])
except NameError:
    pass
else:
    raise AssertionError("spread should use average")
finally:
    average = kept
assert_allclose(spread([1, 3]), 1)
### BEGIN HIDDEN TESTS
assert_allclose([spread([4, 4]), spread([0, 0, 3])], [0, 4 / 3])
### END HIDDEN TESTS""",
    ),
    "scale": (
        2,
        """\
import contextlib
import io

small, large = [1, 2], np.array(LARGE)
with contextlib.redirect_stdout(io.StringIO()) as printed:
    scale(small, 2)
scale(large, -1)
assert small == [2, 4] and large.sum() == -600
assert printed.getvalue() == "2 scaled\\n\"""",
    ),
    "box": (
        4,
        """\
box = Box(2, 3, 4)
earned = 2.5 * (box.volume() == 24)
### BEGIN HIDDEN TESTS
earned += 1.5 * (Box(5, 5, 1).lid() == 25)
### END HIDDEN TESTS
earned""",
    ),
}
POINTS = {f"{name}_test": float(points) for name, (points, _) in TESTS.items()}
TEXT = {"essay": "An average hides how far the values lie apart."}

RELEASED = "as it was handed out"

# What each student wrote in place of the right answers; the rest is right.
CLASS: dict[str, dict[str, str]] = {
    "right": TEXT,
    "untouched": dict.fromkeys(ANSWERS, RELEASED),
    "silent": {"average": "def average(values):\n    return sum(values) / max(len(values), 1)"},
    "guessed": {
        "average": "def average(values):\n    if not values: raise ValueError\n    return 3"
    },
    "alone": {
        "spread": "def spread(values):\n    m = sum(values) / len(values)\n"
        "    return sum(abs(v - m) for v in values) / len(values)"
    },
    "copied": {
        "scale": "def scale(values, factor):\n    values = [factor * v for v in values]\n"
        "    print(len(values), 'scaled')"
    },
    "mute": {
        "scale": "def scale(values, factor):\n"
        "    for i, v in enumerate(values):\n        values[i] = factor * v"
    },
    "half": {
        "spread": RELEASED,
        "box": "class Box:\n    def __init__(self, *sides):\n        self.sides = sides\n"
        "    def volume(self):\n        return self.sides[0] * self.sides[1] * self.sides[2]\n"
        "    def lid(self):\n        return 0",
    },
    "broken": {"spread": "def spread(values)\n    return 1", "box": "Box = 1 / 0"},
}

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
# A submission that tries to run a script on every page that shows it, beside honest outputs.
SCRIPTED = {
    "average": ANSWERS["average"]
    + f"""

from IPython.display import HTML, SVG, Javascript, Markdown, display

def show(kind, data, **metadata):
    display({{kind: data}}, raw=True, metadata={{kind: metadata}})

show("image/png", "{PICTURE}", width="1 onerror=steal()")
show("image/png", '"><script>steal()</script>')
display(HTML("<table><tr><td>kept</td></tr></table><script>steal()</script>"))
display(HTML("<img src=x onerror=steal()><iframe srcdoc='<script>steal()</script>'></iframe>"))
display(HTML("<form action='javascript:steal()'><input autofocus onfocus=steal()></form>"))
display(Javascript("steal()"), Markdown("**kept** <script>steal()</script>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'></svg>"))
show("text/latex", "$x$<script>steal()</script>")
print("<script>steal()</script>")""",
    "essay": "**Kept.** <script>steal()</script> <img src=x onerror='steal()'>\n"
    "[link](javascript:steal()) <a href='javascript:steal()'>link</a>\n\n<svg onload=steal()>",
}


def _cell(name: str, source: str, **marks: Any) -> NotebookNode:
    marks = {"grade": False, "locked": False, "solution": False, "task": False, **marks}
    text = name == "essay"
    make = new_markdown_cell if text else new_code_cell
    metadata = {"nbgrader": {"grade_id": name, "schema_version": 3, **marks}}
    return make(source, id=name, metadata=metadata)


def assignment() -> NotebookNode:
    """The instructor's notebook."""
    cells = [
        new_markdown_cell("# Spread", id="title"),
        new_code_cell("import numpy as np\n\nLARGE = [100, 200, 300]", id="given"),
    ]
    for name, source in ANSWERS.items():
        points, test = TESTS[name]
        cells.append(_cell(name, source, solution=True))
        cells.append(_cell(f"{name}_test", test, grade=True, locked=True, points=points))
    cells.append(_cell("essay", "Your text.", grade=True, solution=True, points=5))
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": python})


def course(root: Path, config: bool = True) -> Path:
    """An ordinary course in an empty folder, with our configuration or with none at all."""
    (root / "source" / LAB).mkdir(parents=True)
    nbformat.write(assignment(), root / "source" / LAB / f"{LAB}.ipynb")
    if config:
        shutil.copyfile(CONFIG, root / "nbgrader_config.py")
    return root


def nbgrader(root: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of nbgrader's own commands in the course's root, as a person would."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0 or not check, done.stderr
    return done


def environment(**more: str) -> dict[str, str]:
    """The environment of a shell in which the virtual environment is active, and no more."""
    tools = str(Path(sys.executable).parent)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "AUTOGRADER_"))}
    return {**kept, "PATH": os.pathsep.join([tools, kept.get("PATH", os.defpath)]), **more}


def released(root: Path) -> NotebookNode:
    return nbformat.read(root / "release" / LAB / f"{LAB}.ipynb", as_version=4)


def write_answers(root: Path, changes: Mapping[str, str]) -> NotebookNode:
    """The released notebook with the right answers, but for `changes`."""
    notebook = copy.deepcopy(released(root))
    for cell in notebook.cells:
        answer = changes.get(cell.id, ANSWERS.get(cell.id, RELEASED))
        if answer != RELEASED:
            cell.source = answer
    return notebook


def hand_in(root: Path, student: str, notebook: NotebookNode | str | bytes) -> Path:
    """Put a notebook, or whatever shall pass for one, into submitted/."""
    path = root / "submitted" / student / LAB / f"{LAB}.ipynb"
    path.parent.mkdir(parents=True)
    # As it is: nbformat would mend a copied cell's id.
    content = json.dumps(notebook) if isinstance(notebook, NotebookNode) else notebook
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def hand_in_all(root: Path, students: Mapping[str, Mapping[str, str]] = CLASS) -> None:
    for student, changes in students.items():
        hand_in(root, student, write_answers(root, changes))


def scores(root: Path) -> dict[str, dict[str, float | None]]:
    """What the gradebook says: for each student and graded cell the automatic score."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(LAB)
        }


def page_text(page: Path) -> str:
    """What a reader sees on a page: no tags, no styles, no scripts, single spaces."""
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", page.read_text("utf-8"))
    text = re.sub(r"</?(p|div|tr|td|th|li|h\d)\b[^>]*>", " ", text)
    text = re.sub(r"<[^>]*>", "", text)
    return " ".join(html.unescape(text).split())


class _Active(HTMLParser):
    """Finds what of `SCRIPTED` a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        for name, value in attrs:
            value = (value or "").strip()
            runs = name.startswith("on") or name == "srcdoc" or value.startswith("javascript:")
            if runs and "steal" in value:
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "script" and "steal" in data:
            self.found.append(data)


def scripts(page: str) -> list[str]:
    """What of `SCRIPTED` would run in the browser of someone who opens this page."""
    parser = _Active()
    parser.feed(page)
    return parser.found
