"""Looking for hidden lines in what students will get.

Searching for the hidden lines themselves, and not for markers, also finds what a misspelt
marker, a copied file, a stored output or a picture's comment gives away.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.pair import HIDDEN_TESTS, MARKERS, SOLUTION, Cell, parse, split_regions

SHORTEST = 12  # characters; a shorter line ("x = 1", "return x") proves nothing

_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_IMPORT = re.compile(r"\bimport autograder\b|\bfrom autograder[.\w]* import\b")
_DEPTH = 4  # archives and encodings inside one another


@dataclass(frozen=True)
class Hidden:
    """One thing students must not see, with white space made single, and where it stands."""

    text: str
    where: str


@dataclass(frozen=True)
class Leak:
    """A hidden thing found: `file` below the folder, `place` in it, and its source."""

    file: str
    place: str
    hidden: Hidden

    def __str__(self) -> str:
        shown = self.hidden.text if len(self.hidden.text) <= 60 else self.hidden.text[:57] + "..."
        return f"{self.file}, {self.place}: '{shown}' from {self.hidden.where}"


def scan(
    source: Path, folder: Path, regions: tuple[str, ...] = (SOLUTION, HIDDEN_TESTS)
) -> list[Leak]:
    """Everything in the folder's files that gives away what stands in a lab's hidden regions.

    `source` is the lab's .py or .ipynb. Lines of other regions than `regions` count as
    visible: a solution may be seen in solution/, a hidden test may not.
    """
    secrets = hidden_lines(source, regions)
    secrets += [Hidden(m, "the markers") for m, (_, kind) in MARKERS.items() if kind in regions]
    leaks: list[Leak] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        seen: set[Hidden] = set()
        for place, text in _texts(path.read_bytes(), "", 0):
            for secret in _found(text, secrets):
                if secret not in seen:
                    seen.add(secret)
                    leaks.append(Leak(name, place or "somewhere in its bytes", secret))
    return leaks


def hidden_lines(source: Path, regions: tuple[str, ...]) -> list[Hidden]:
    """Hidden lines and whole regions that are long enough and stand nowhere in visible text."""
    lines: list[Hidden] = []
    blocks: list[Hidden] = []
    visible: list[str] = []
    for where, cell_source in _sources(source):
        block: list[Hidden] = []
        for number, (line, kind) in _numbered(cell_source):
            text = _single_spaces(line)
            if kind not in regions:
                visible.append(text)
            elif text:
                block.append(Hidden(text, where(number)))
        lines += block
        if len(block) > 1:
            blocks.append(Hidden(" ".join(part.text for part in block), block[0].where))
    shown = "\n".join(visible)
    shown_as_one = " ".join(visible)
    kept = [item for item in lines if len(item.text) >= SHORTEST and item.text not in shown]
    # A region of short lines is told by its whole.
    kept += [b for b in blocks if len(b.text) >= SHORTEST and b.text not in shown_as_one]
    return list({item.text: item for item in reversed(kept)}.values())[::-1]


def _sources(source: Path) -> Iterator[tuple[Any, str]]:
    """Each cell's text with a function that names one of its lines."""
    if source.suffix == ".py":
        for cell in parse(source.read_text("utf-8"))[1]:
            yield _line_namer(source.name, cell), cell.source
    else:
        for number, cell in enumerate(nbformat.read(source, as_version=4).cells, 1):
            data = cell.metadata.get("nbgrader", {})
            name = f"{source.name}, cell {data.get('grade_id', number)}"
            yield lambda line, name=name: f"{name}, line {line}", cell.source


def _line_namer(name: str, cell: Cell) -> Any:
    return lambda line: f"{name}:{cell.line + line}"


def _numbered(source: str) -> list[tuple[int, tuple[str, str | None]]]:
    numbers = [n for n, line in enumerate(source.splitlines(), 1) if line.strip() not in MARKERS]
    return list(zip(numbers, split_regions(source), strict=True))


def _single_spaces(text: str) -> str:
    return " ".join(text.split())


def _found(text: str, secrets: list[Hidden]) -> Iterator[Hidden]:
    """The secrets in a text: as they are, with quotes escaped once or twice, or as HTML."""
    plain = _single_spaces(text)
    views = {plain, _unescape(plain), _unescape(_unescape(plain)), html.unescape(plain)}
    for secret in secrets:
        if any(secret.text in view for view in views):
            yield secret
    if any(_IMPORT.search(view) for view in views):
        yield Hidden("import autograder", "hidden tests; released notebooks must not need it")


def _unescape(text: str) -> str:
    """What a JSON string says, without asking that the text around it be JSON."""
    short = {"n": " ", "t": " ", "r": " "}
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    return _single_spaces(re.sub(r"\\(.)", lambda m: short.get(m[1], m[1]), text))


def _texts(data: bytes, place: str, depth: int) -> Iterator[tuple[str, str]]:
    """All that some bytes can be read as, the best named place first."""
    if depth > _DEPTH:
        return
    yield from _json(data, place, depth)
    yield from _packed(data, place, depth)
    text = data.decode("utf-8", "ignore")
    yield place, text
    for codec, start in (("utf-16-le", 0), ("utf-16-le", 1), ("utf-16-be", 0), ("utf-16-be", 1)):
        yield place, data[start:].decode(codec, "ignore")
    yield from _base64(text, place, depth)


def _json(data: bytes, place: str, depth: int) -> Iterator[tuple[str, str]]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(document, dict | list):
        yield from _walk(document, place, depth)


def _walk(value: Any, place: str, depth: int) -> Iterator[tuple[str, str]]:
    """Each text of a JSON document with the path to it; cells are named by their ids."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "".join(value)
    if isinstance(value, str):
        yield place, value
        yield from _base64(value, place, depth)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield place, key
            yield from _walk(item, f"{place}.{key}".lstrip("."), depth)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            name = item.get("id", number) if isinstance(item, dict) else number
            yield from _walk(item, f"{place}[{name}]", depth)


def _base64(text: str, place: str, depth: int) -> Iterator[tuple[str, str]]:
    joined = re.sub(r"(?<=[A-Za-z0-9+/])\r?\n(?=[A-Za-z0-9+/=])", "", text)
    for coded in {*_BASE64.findall(text), *_BASE64.findall(joined)}:
        try:
            data = base64.b64decode(coded.rstrip("=") + "=" * (-len(coded.rstrip("=")) % 4))
        except binascii.Error:
            continue
        yield from _texts(data, f"{place} (base64)".strip(), depth + 1)


def _packed(data: bytes, place: str, depth: int) -> Iterator[tuple[str, str]]:
    """What archives, gzip streams and compressed PNG chunks hold."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    inner = f"{place} member {member}".strip()
                    yield from _texts(archive.read(member), inner, depth + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
            return
    if data[:2] == b"\x1f\x8b":
        try:
            yield from _texts(gzip.decompress(data), f"{place} unpacked".strip(), depth + 1)
        except (OSError, EOFError, zlib.error):
            return
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _png(data, place, depth)


def _png(data: bytes, place: str, depth: int) -> Iterator[tuple[str, str]]:
    """The text chunks of a PNG file, packed ones too."""
    at = 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind not in (b"zTXt", b"iTXt"):
            continue  # tEXt is plain and read with the file's bytes
        for start in (m.start() for m in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", chunk)):
            try:
                text = zlib.decompressobj().decompress(chunk[start:])
            except zlib.error:
                continue
            yield from _texts(text, f"{place} PNG text".strip(), depth + 1)
