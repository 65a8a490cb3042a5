"""Reading what was handed in."""

import json

import pytest

from autograder import submission
from autograder.errors import UserError

CELL = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}


def notebook(**changes):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [CELL], **changes}


def read(tmp_path, content, most=10_000):
    path = tmp_path / "lab.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return submission.read(path, most)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"{not json", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "JSON, but not a notebook"),
        ({"cells": []}, "JSON, but not a notebook"),
        (notebook(nbformat=3), "notebook format 3"),
        (notebook(nbformat="4"), "notebook format '4'"),
        (notebook(cells=[]), "has no cells"),
        (notebook(cells={}), "has no cells"),
        (notebook(cells=["x"]), "cell 1 is not a cell"),
        (notebook(cells=[{"cell_type": "cake", "metadata": {}, "source": ""}]), "damaged notebook"),
        (notebook(cells=[{**CELL, "source": 3}]), "damaged notebook"),
    ],
)
def test_a_broken_notebook_is_refused_in_one_line(tmp_path, content, says):
    with pytest.raises(UserError) as caught:
        read(tmp_path, content, most=1_000_000)
    assert says in str(caught.value)
    assert "lab.ipynb" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_notebook_that_is_too_large_says_how_to_make_it_small(tmp_path):
    cell = {**CELL, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x" * 20_000}]}
    with pytest.raises(UserError, match="clear its outputs"):
        read(tmp_path, notebook(cells=[cell]))


def test_a_missing_notebook_is_named(tmp_path):
    with pytest.raises(UserError, match="no such notebook"):
        submission.read(tmp_path / "lab.ipynb", 100)


def test_forged_outputs_do_not_come_along(tmp_path):
    forged = {"output_type": "execute_result", "data": {"text/plain": "10"}, "metadata": {}}
    cell = {**CELL, "outputs": [{**forged, "execution_count": 1}], "execution_count": 7}
    [kept] = read(tmp_path, notebook(cells=[cell])).cells
    assert kept.outputs == []
    assert kept.execution_count is None


def test_older_notebooks_and_copied_cells_get_ids_of_their_own(tmp_path):
    cells = [{**CELL, "id": "same"}, {**CELL, "id": "same"}, CELL]
    ids = [c.id for c in read(tmp_path, notebook(cells=cells, nbformat_minor=2)).cells]
    assert len(set(ids)) == 3
    assert ids[0] == "same"


def test_a_byte_order_mark_and_lists_of_lines_are_read(tmp_path):
    content = (
        b"\xef\xbb\xbf" + json.dumps(notebook(cells=[{**CELL, "source": ["a\n", "b"]}])).encode()
    )
    assert read(tmp_path, content).cells[0].source == "a\nb"
