"""Mending submissions before they run."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.sanitize import MasterCell, hidden_lines, repair, visible

TEST = "assert a\n### BEGIN HIDDEN TESTS\nassert a == 1\n### END HIDDEN TESTS\nassert True"


def master(name, source, **flags):
    return MasterCell(
        **{
            "name": name,
            "cell_type": "code",
            "source": source,
            "checksum": "c",
            "locked": False,
            "grade": False,
            "solution": False,
            "task": False,
            "points": None,
            **flags,
        }
    )


MASTER = [
    master("given", "import math", locked=True),
    master("a", "raise NotImplementedError()", solution=True),
    master("a_test", TEST, locked=True, grade=True, points=3.0),
    master("b", "raise NotImplementedError()", solution=True),
    master("b_test", "assert b", locked=True, grade=True, points=2.0),
]


def cell(name, source):
    one = next(c for c in MASTER if c.name == name)
    return new_code_cell(source, id=name, metadata={"nbgrader": dict(one.metadata())})


@pytest.fixture
def submitted():
    """An honest submission: answers filled in, and a cell of the student's own."""
    return new_notebook(
        cells=[
            new_markdown_cell("# Lab"),
            cell("given", "import math"),
            cell("a", "a = 1"),
            cell("a_test", visible(TEST)),
            new_code_cell("own = 1"),
            cell("b", "b = 2"),
            cell("b_test", "assert b"),
        ]
    )


def names(notebook):
    return [c.metadata.get("nbgrader", {}).get("grade_id", "-") for c in notebook.cells]


def sources(notebook):
    return {
        c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if "nbgrader" in c.metadata
    }


def told(repairs):
    return {(one.cell, one.text) for one in repairs}


ORDER = ["-", "given", "a", "a_test", "-", "b", "b_test"]


def test_an_honest_submission_gets_its_tests_back_and_no_repair(submitted):
    assert repair(submitted, MASTER) == []
    assert names(submitted) == ORDER
    assert sources(submitted)["a_test"] == TEST
    assert sources(submitted)["a"] == "a = 1"


def test_a_changed_test_and_a_changed_given_cell_are_set_back(submitted):
    submitted.cells[3].source = "assert True"
    submitted.cells[1].source = "math = None"
    repairs = repair(submitted, MASTER)
    assert sources(submitted)["a_test"] == TEST
    assert sources(submitted)["given"] == "import math"
    text = "changed text set back to the released one"
    assert told(repairs) == {("a_test", text), ("given", text)}


def test_a_copied_test_is_left_out(submitted):
    submitted.cells.insert(5, copy.deepcopy(submitted.cells[3]))
    assert told(repair(submitted, MASTER)) == {("a_test", "a copy of this test was left out")}
    assert names(submitted) == ORDER


def test_of_copied_answers_the_last_one_counts_and_all_run(submitted):
    submitted.cells.insert(3, cell("a", "a = 2"))
    repairs = repair(submitted, MASTER)
    assert told(repairs) == {("a", "a copy of this cell counts as an ordinary cell")}
    assert [c.source for c in submitted.cells[2:4]] == ["a = 1", "a = 2"]
    assert names(submitted)[2:4] == ["-", "a"]


def test_deleted_cells_come_back_where_they_were(submitted):
    del submitted.cells[2:4]
    repairs = repair(submitted, MASTER)
    assert [n for n in names(submitted) if n != "-"] == [c.name for c in MASTER]
    assert told(repairs) == {("a", "deleted, put back as a stub"), ("a_test", "deleted, put back")}


def test_an_emptied_notebook_becomes_the_untouched_one():
    notebook = new_notebook(cells=[new_markdown_cell("mine")])
    assert len(repair(notebook, MASTER)) == len(MASTER)
    assert names(notebook)[:5] == [c.name for c in MASTER]


def test_a_test_that_was_moved_up_goes_back_behind_its_answer(submitted):
    submitted.cells.insert(0, submitted.cells.pop(6))
    repairs = repair(submitted, MASTER)
    assert names(submitted) == ORDER
    assert told(repairs) == {("b_test", "moved back behind the answer that it tests")}


@pytest.mark.parametrize(
    ("key", "value"), [("points", 100), ("grade", False), ("locked", False), ("solution", True)]
)
def test_changed_flags_and_points_are_set_back(submitted, key, value):
    wanted = submitted.cells[3].metadata.nbgrader[key]
    submitted.cells[3].metadata.nbgrader[key] = value
    repairs = repair(submitted, MASTER)
    assert submitted.cells[3].metadata.nbgrader[key] == wanted
    assert told(repairs) == {("a_test", f"'{key}' set back to {wanted}")}


def test_tags_go_and_are_told(submitted):
    submitted.cells[3].metadata["tags"] = ["skip-execution"]
    assert told(repair(submitted, MASTER)) == {("a_test", "tags removed")}
    assert "tags" not in submitted.cells[3].metadata


def test_a_retyped_test_is_code_again(submitted):
    marks = submitted.cells[3].metadata
    submitted.cells[3] = new_markdown_cell("assert a", id="a_test", metadata=marks)
    repairs = repair(submitted, MASTER)
    assert submitted.cells[3].cell_type == "code"
    assert submitted.cells[3].outputs == []
    assert ("a_test", "turned back from markdown into code") in told(repairs)


def test_metadata_that_an_editor_dropped_is_found_by_the_cell_id(submitted):
    for one in submitted.cells:
        one.metadata = {}
    assert repair(submitted, MASTER) == []
    assert names(submitted) == ORDER


def test_unknown_ids_and_damaged_metadata_become_ordinary_cells(submitted):
    submitted.cells[4].metadata["nbgrader"] = {"grade_id": "bonus", "grade": True, "points": 50}
    submitted.cells[0].metadata["nbgrader"] = "x"
    repair(submitted, MASTER)
    assert names(submitted) == ORDER


def test_an_old_schema_does_no_harm(submitted):
    for one in submitted.cells:
        if "nbgrader" in one.metadata:
            one.metadata.nbgrader = {"grade_id": one.metadata.nbgrader.grade_id}
    assert repair(submitted, MASTER) == []
    assert submitted.cells[3].metadata.nbgrader.schema_version == 3


def test_hidden_lines_are_counted_with_their_markers():
    assert hidden_lines(TEST) == [2, 3, 4]
    assert visible(TEST) == "assert a\nassert True"
    assert visible("assert a") == "assert a"
