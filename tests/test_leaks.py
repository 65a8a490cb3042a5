"""The leak scan finds hidden lines wherever a release could carry them, and only those."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path

import nbformat
import pytest
import toy

from autograder import leaks, pair

SECRET = 'assert total == secret_reference, "that is not their sum"'
SOLVED = "total = sum(number for number in numbers)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clean release, made by hand: stubs in place of regions."""
    course = toy.course(tmp_path / "course")
    notebook = pair.from_script(toy.script(course))
    for cell in notebook.cells:
        lines = pair.split_regions(cell.source)
        cell.source = "\n".join(line for line, kind in lines if kind is None)
    notebook.metadata.pop("autograder")
    (tmp_path / "release").mkdir()
    nbformat.write(notebook, tmp_path / "release" / f"{toy.LAB}.ipynb")
    return tmp_path / "release"


def scan(folder: Path, **options) -> list[leaks.Leak]:
    return leaks.scan(toy.script(toy.Course(folder.parent / "course")), folder, **options)


def edit(folder: Path, change) -> None:
    path = folder / f"{toy.LAB}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def cell_of(notebook, name: str):
    return next(cell for cell in notebook.cells if cell.id == name)


def test_a_clean_release_has_no_leaks(folder):
    assert scan(folder) == []


def test_a_leak_names_file_place_and_source_line(folder):
    def change(notebook):
        cell_of(notebook, "total").source += f"\n{SECRET}"

    edit(folder, change)
    (leak,) = scan(folder)
    line = toy.SCRIPT[: toy.SCRIPT.index(SECRET)].count("\n") + 1
    assert leak.file == f"{toy.LAB}.ipynb"
    assert leak.place == "cells[total].source"
    assert leak.hidden.where == f"{toy.LAB}.py:{line}"
    assert str(leak).startswith(f"{toy.LAB}.ipynb, cells[total].source: 'assert total ==")


def test_a_notebook_as_source_names_the_cell(folder):
    script = toy.script(toy.Course(folder.parent / "course"))
    pair.write_notebook(script)
    edit(folder, lambda notebook: cell_of(notebook, "mean").metadata.update(note=SECRET))
    (leak,) = leaks.scan(script.with_suffix(".ipynb"), folder)
    assert leak.place == "cells[mean].metadata.note"
    assert leak.hidden.where == f"{toy.LAB}.ipynb, cell total_test, line 4"


def test_a_solution_line_with_other_spaces_is_found(folder):
    edit(folder, lambda nb: cell_of(nb, "mean").update(source=SOLVED.replace(" = ", "   =\t")))
    assert [leak.hidden.text for leak in scan(folder)] == [SOLVED]


def zipped(data: bytes, name: str = "inner/notes.txt") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def png(kind: bytes, chunk: bytes) -> bytes:
    def made(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    header = made(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + header + made(kind, chunk) + made(b"IEND", b"")


PLAIN = SECRET.encode()
FILES = {
    "text": PLAIN,
    "UTF-16": SECRET.encode("utf-16"),
    "UTF-16, one byte off": b"x" + SECRET.encode("utf-16-be"),
    "JSON string": json.dumps({"a": [{"b": SECRET}]}).encode(),
    "JSON in JSON": json.dumps({"a": json.dumps({"b": SECRET})}).encode(),
    "escaped in a log": f"log: {json.dumps(SECRET)}".encode(),
    "HTML": SECRET.replace('"', "&quot;").encode(),
    "base64": b"data:text/plain;base64," + base64.b64encode(PLAIN),
    "base64 in lines": base64.encodebytes(PLAIN * 3),
    "zip member": zipped(PLAIN),
    "zip in zip": zipped(zipped(PLAIN)),
    "zip as base64": base64.b64encode(zipped(PLAIN)),
    "gzip": gzip.compress(PLAIN),
    "PNG comment": png(b"tEXt", b"Comment\0" + PLAIN),
    "PNG packed comment": png(b"zTXt", b"Comment\0\0" + zlib.compress(PLAIN)),
    "behind the end of a PNG": png(b"tEXt", b"Author\0me") + PLAIN,
    "among binary": bytes(range(256)) + PLAIN + b"\0\xff\xfe",
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_planted_line_is_found_in_any_file(folder, data):
    (folder / "pictures").mkdir()
    (folder / "pictures" / "figure.bin").write_bytes(data)
    assert [(leak.file, leak.hidden.text) for leak in scan(folder)] == [
        ("pictures/figure.bin", SECRET)
    ]


PLACES = {
    "cells[total].outputs[0].text": lambda cell: cell.outputs.append(
        nbformat.v4.new_output("stream", text=f"NameError in\n{SECRET}\n")
    ),
    "cells[total].outputs[0].data.image/png (base64)": lambda cell: cell.outputs.append(
        nbformat.v4.new_output(
            "display_data",
            {"image/png": base64.b64encode(png(b"tEXt", b"Comment\0" + PLAIN)).decode()},
        )
    ),
    "cells[total].metadata.nbgrader.old": lambda cell: cell.metadata.nbgrader.update(old=SECRET),
    "cells[total].metadata.tags": lambda cell: cell.metadata.update(tags=[SECRET]),
    "cells[total].metadata": lambda cell: cell.metadata.update({SECRET: 1}),
}


@pytest.mark.parametrize(("place", "plant"), PLACES.items(), ids=PLACES)
def test_a_planted_line_is_found_in_any_part_of_a_notebook(folder, place, plant):
    edit(folder, lambda notebook: plant(cell_of(notebook, "total")))
    assert [(leak.place, leak.hidden.text) for leak in scan(folder)] == [(place, SECRET)]


def test_a_picture_pasted_into_text_is_searched(folder):
    picture = {"a.png": {"image/png": base64.b64encode(png(b"tEXt", b"C\0" + PLAIN)).decode()}}
    edit(folder, lambda notebook: notebook.cells[0].update(attachments=picture))
    (leak,) = scan(folder)
    assert ".attachments.a.png.image/png" in leak.place


def test_markers_and_imports_of_the_grader_are_leaks(folder):
    (folder / "notes.md").write_text("### BEGIN SOLUTION\nfrom autograder.checks import layers\n")
    found = {leak.hidden.text for leak in scan(folder)}
    assert found == {"### BEGIN SOLUTION", "import autograder"}


def test_prose_about_the_grader_is_no_leak(folder):
    (folder / "notes.md").write_text("Feedback from autograder comes within a day.\n")
    assert scan(folder) == []


def test_a_region_of_short_lines_is_found_as_a_whole(folder):
    script = toy.script(toy.Course(folder.parent / "course"))
    script.write_text(script.read_text().replace(SOLVED, "a = 1\nb = 2\ntotal = 6"))
    (folder / "one.py").write_text("a = 1\n\n  total = 6\n")
    assert scan(folder) == [], "single short lines prove nothing"
    (folder / "all.py").write_text("x\na = 1\nb = 2\n\ntotal  = 6\n")
    assert [(leak.file, leak.hidden.text) for leak in scan(folder)] == [
        ("all.py", "a = 1 b = 2 total = 6")
    ]


def test_a_line_that_students_see_anyway_is_no_secret(folder):
    script = toy.script(toy.Course(folder.parent / "course"))
    seen = 'print("an ordinary cell")'
    script.write_text(script.read_text().replace(SOLVED, f"{SOLVED}\n{seen}"))
    assert scan(folder) == []


def test_in_a_solution_only_hidden_tests_are_leaks(folder):
    (folder / "solved.py").write_text(f"{SOLVED}\n")
    assert len(scan(folder)) == 1
    assert scan(folder, regions=(pair.HIDDEN_TESTS,)) == []
    (folder / "solved.py").write_text(f"{SOLVED}\n{SECRET}\n")
    hidden = scan(folder, regions=(pair.HIDDEN_TESTS,))
    assert [leak.hidden.text for leak in hidden] == [SECRET]
