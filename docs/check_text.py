"""Check the prose: heading order, lists and alternative texts, links, and pictures of the labs.

    python docs/check_text.py

Every Markdown file of the repository and every lab's text is looked at. PyMarkdown finds what is
wrong with Markdown itself; links to files and headings of this repository must lead somewhere;
in a lab every picture is shown by `finish(alt)`, which gives it an alternative text. Prints one
line for each finding and exits with 1 when there is any.
"""

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jupytext
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pymarkdown.api import PyMarkdownApi

ROOT = Path(__file__).resolve().parent.parent
# Lines are as long as ruff allows; the first comment of a lab is its header, not a heading.
RULES_OFF = ("line-length", "fenced-code-language", "no-inline-html", "no-duplicate-heading")


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the Markdown of every document and of every lab."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.split():
        yield name, (ROOT / name).read_text("utf-8")
    for script in sorted((ROOT / "source").glob("*/*.py")):
        cells = jupytext.read(script).cells
        prose = [cell.source.strip() for cell in cells if cell.cell_type == "markdown"]
        yield script.relative_to(ROOT).as_posix(), "\n\n".join(prose) + "\n"


def markdown(name: str, text: str) -> Iterator[str]:
    """What PyMarkdown says about a text."""
    checker = PyMarkdownApi()
    for rule in RULES_OFF:
        checker = checker.disable_rule_by_identifier(rule)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_text(text, "utf-8")
        for found in checker.scan_path(str(path)).scan_failures:
            yield f"{name}:{found.line_number}: {found.rule_description}"


def links(name: str, text: str) -> Iterator[str]:
    """Links into this repository that lead nowhere, and pictures without an alternative text."""
    for line, token in _tokens(MarkdownIt().enable("table").parse(text)):
        target = str(token.attrGet("href") or token.attrGet("src") or "")
        if token.type == "image" and not token.content.strip():
            yield f"{name}:{line}: the picture {target} has no alternative text"
        if token.type not in ("link_open", "image") or urlsplit(target).scheme:
            continue
        path, _, heading = unquote(target).partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        if not file.exists():
            yield f"{name}:{line}: {target} is not there"
        elif heading and file.suffix == ".md" and heading not in headings(file):
            yield f"{name}:{line}: {target}: no such heading"


def _tokens(tokens: list[Token], line: int = 0) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield line, token
        yield from _tokens(token.children or [], line)


def headings(path: Path) -> set[str]:
    """The anchors that a Markdown file's headings get on a code host."""
    found = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found}


def pictures(name: str, code: str) -> Iterator[str]:
    """Pictures of a lab that are shown without an alternative text."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        empty = not node.args or (isinstance(node.args[0], ast.Constant) and not node.args[0].value)
        if called == "plt.show" or (called == "finish" and empty):
            yield f"{name}:{node.lineno}: show it with finish(alt), alt saying what is to be seen"


def findings() -> Iterator[str]:
    for name, text in texts():
        yield from markdown(name, text)
        yield from links(name, text)
        if name.endswith(".py"):
            yield from pictures(name, (ROOT / name).read_text("utf-8"))


if __name__ == "__main__":
    found = list(findings())
    print("\n".join(found) or "text: no findings")
    sys.exit(bool(found))
