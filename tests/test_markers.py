"""Every mistake that an author can make in a lab's markers and metadata is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy

from autograder import markers, pair
from autograder.errors import UserError


def findings(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "source" / toy.LAB / f"{toy.LAB}.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return markers.find(path)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_toy_lab_has_no_mistakes(tmp_path):
    assert findings(tmp_path, toy.SCRIPT) == []


BEGIN, END = "### BEGIN SOLUTION\ntotal", "### END SOLUTION\nprint"
HIDDEN = "### BEGIN HIDDEN TESTS\nsecret"
HIDDEN_END = '"that is not their sum"\n### END HIDDEN TESTS'
SUM = "total = sum(number for number in numbers)"
TOTAL, TOTAL_TEST = toy.answer("total"), toy.test_cell("total_test", 60)

MISTAKES = [
    # old, new, where the finding points (text of that line), what it says
    (HIDDEN, "### BEGIN HIDEN TESTS\nsecret", "### BEGIN HIDEN TESTS", "write '### BEGIN HIDDEN T"),
    (HIDDEN, "###BEGIN HIDDEN TEST\nsecret", "###BEGIN HIDDEN", "write '### BEGIN HIDDEN"),
    (HIDDEN, "### begin hidden tests\nsecret", "### begin hidden", "write '### BEGIN HIDDEN"),
    (HIDDEN, "### BEGIN HIDDEN TESTS!\nsecret", "### BEGIN HIDDEN TESTS!", "is not a marker"),
    (BEGIN, "# BEGIN SOLUTION\ntotal", "# BEGIN SOLUTION\ntotal", "write '### BEGIN SOLUTION'"),
    (BEGIN, "### BEGIN SOLUTON\ntotal", "### BEGIN SOLUTON", "write '### BEGIN SOLUTION'"),
    (END, "### END SOLUTIONS\nprint", "### END SOLUTIONS", "write '### END SOLUTION'"),
    (END, "###  END  SOLUTION\nprint", "###  END  SOLUTION", "write '### END SOLUTION'"),
    ("# Add what", "# ### BEGIN SOLUTION\n# Add what", "# ### BEGIN", "outside an answer cell"),
    (END, "print", "### BEGIN SOLUTION\ntotal", "BEGIN SOLUTION without END"),
    (BEGIN, "total", "### END SOLUTION\nprint", "END SOLUTION without its BEGIN"),
    (HIDDEN_END, '"no"', "### BEGIN HIDDEN TESTS\nsecret", "BEGIN HIDDEN TESTS without END"),
    (SUM, f"### BEGIN SOLUTION\n{SUM}", f"### BEGIN SOLUTION\n{SUM}", "inside the region begun"),
    (SUM, f"### BEGIN HIDDEN TESTS\n{SUM}", f"### BEGIN HIDDEN TESTS\n{SUM}", "outside a test"),
    (HIDDEN, "### BEGIN SOLUTION\nsecret", "### BEGIN SOLUTION\nsecret", "outside an answer cell"),
    ('print("an ord', "### BEGIN HIDDEN TESTS\nprint(", "### BEGIN HIDDEN TESTS\nprint", "outside"),
    (f"{BEGIN} = sum(number for number in numbers)\n### END SOLUTION", "total = 3", TOTAL,
     "answer cell 'total' has no code in a SOLUTION region"),
    (SUM, "# sum(numbers)", TOTAL, "has no code in a SOLUTION region"),
    ("assert len(double)", "# assert len(double)", toy.test_cell("double_test", 0),
     "neither visible nor hidden code"),
    ('assert callable(mean), f"mean should be a function, it is {mean!r}"\n', "",
     toy.test_cell("mean_test", 40), "shows students nothing"),
    ("secret_reference = 1 + 2 + 3\nassert total == secret_reference, ", "# ",
     TOTAL_TEST, "the HIDDEN TESTS region of 'total_test' has no code"),
    (TOTAL, TOTAL.replace("false,", "fals,", 1), "fals,", "not valid JSON"),
    (TOTAL, TOTAL.replace("}", ""), 'grade_id": "total"', "not valid JSON"),
    (TOTAL, "nbgrader=3", "nbgrader=3", "should be a JSON object"),
    (TOTAL, TOTAL.replace('"task"', '"tusk"'), "tusk", "unknown nbgrader key 'tusk'"),
    (TOTAL, TOTAL.replace('"task"', '"tusk"'), "tusk", "nbgrader key 'task' is missing"),
    (TOTAL, TOTAL.replace('"solution": true', '"solution": "yes"'), '"yes"', "has the wrong type"),
    (TOTAL, TOTAL.replace('"solution": true', '"solution": 1'), '"solution": 1', "the wrong type"),
    (TOTAL, TOTAL.replace("version\": 3", "version\": 2"), "version\": 2", "should be 3, got 2"),
    (TOTAL, TOTAL.replace('"locked": false', '"locked": true'), '"total"', "neither answer"),
    (TOTAL, TOTAL.replace('"total"', '"the total"'), "the total\"", "1-64 letters"),
    (TOTAL, TOTAL.replace('"total"', '""'), '"grade_id": ""', "1-64 letters"),
    (TOTAL, TOTAL.replace('"total"', f'"{"t" * 65}"'), "t" * 65, "1-64 letters"),
    (TOTAL, TOTAL + " hide=true", "hide=true", "unknown key 'hide' on the cell line"),
    (f"# %% {TOTAL}", f"# %% [markdown] {TOTAL}", f"[markdown] {TOTAL}", "must be code"),
    (toy.answer("double"), toy.answer("mean"), None, "grade_id 'mean' is taken by line 40"),
    (TOTAL_TEST, TOTAL_TEST.replace('"points": 60, ', ""), '"total_test"', "'points' is missing"),
    (TOTAL_TEST, toy.test_cell("total_test", -1), '"points": -1', "positive number, got -1"),
    (TOTAL_TEST, toy.test_cell("total_test", -1), '"points": -1', "positive number, got -1"),
    (TOTAL_TEST, TOTAL_TEST.replace("60", '"60"'), '"points": "60"', "positive number, got '60'"),
    (TOTAL_TEST, TOTAL_TEST.replace("60", "true"), '"points": true', "positive number, got True"),
    (TOTAL_TEST, toy.test_cell("sum_test", 60), '"sum_test"', "should be named 'total_test'"),
    (TOTAL_TEST, toy.test_cell("mean_test", 60), '"mean_test"', "should be named 'total_test'"),
    (TOTAL_TEST, toy.test_cell("total_test", 59), "# ---", "add up to 99, not to 100"),
    ("numbers = [1, 2, 3]", f"numbers = [1, 2, 3]\n\n# %% {toy.test_cell('numbers_test', 1)}\n1",
     '"numbers_test"', "no answer cell before test cell 'numbers_test'"),
    ("bonus: {double: 5}", "bonus: {triple: 5}", "# ---", "bonus 'triple' has no test cell"),
    ("bonus: {double: 5}", "bonus: {mean: 5, double: 5}", "# ---",
     "bonus 'mean' is 5 points; its test cell should have 0, not 40"),
    ("bonus: {double: 5}", "bonus: {}", "# ---", "double_test is worth 0 points"),
    ("bonus: {double: 5}", "bonuses: {double: 5}", "# ---", "unknown key 'bonuses'"),
    ("bonus: {double: 5}", "bonus: double", "# ---", "expected dict"),
    ("#   autograder:\n#     title: A toy lab\n#     bonus: {double: 5}\n", "", "# ---",
     "no 'autograder:' settings"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "says"), MISTAKES)
def test_a_mistake_is_named_with_file_and_line(tmp_path, old, new, at, says):
    assert toy.SCRIPT.count(old) >= 1, "the toy lab has changed; this case changes nothing"
    text = toy.SCRIPT.replace(old, new, 1)
    found = findings(tmp_path, text)
    line = line_of(text, at) if at else line_of(text, 'print("an ordinary cell")') + 2
    place = f"source/{toy.LAB}/{toy.LAB}.py:{line}: "
    assert any(item.startswith(place) and says in item for item in found), found


def test_all_mistakes_are_reported_at_once_in_the_order_of_lines(tmp_path):
    text = toy.SCRIPT.replace(HIDDEN, "### BEGIN HIDEN TESTS\nsecret")
    text = text.replace('"points": 40', '"points": 39')
    found = findings(tmp_path, text)
    numbers = [int(item.split(":")[1]) for item in found]
    assert len(found) == 3 and numbers == sorted(numbers), found
    path = tmp_path / "source" / toy.LAB / f"{toy.LAB}.py"
    with pytest.raises(UserError) as caught:
        markers.check(path)
    assert str(caught.value).splitlines() == found


@pytest.mark.parametrize(
    "line",
    [
        "## Solution",
        "# Hidden tests",
        "# the end of the solution",
        "# We begin with a solution",
        "### BEGIN MARK SCHEME",
        "end = solution",
        "beginning = 1",
    ],
)
def test_ordinary_text_is_no_marker(line):
    assert markers.look_alike(line) is None


def test_an_unreadable_file_is_a_finding(tmp_path):
    path = tmp_path / "latin.py"
    path.write_bytes("# é".encode("latin-1"))
    assert "cannot be read" in markers.find(path)[0]


def test_lines_are_counted_right_behind_a_cell_line_in_a_string(tmp_path):
    text = toy.SCRIPT.replace("numbers = [1, 2, 3]", 'text = """\n# %% no cell\n"""\nnumbers = [1]')
    text = text.replace('"points": 40', '"points": true')
    assert findings(tmp_path, text)[-1].split(":")[1] == str(line_of(text, '"points": true'))


def test_cells_begin_where_their_cell_lines_are():
    lines = toy.SCRIPT.splitlines()
    for cell in pair.parse(toy.SCRIPT)[1]:
        assert lines[cell.line - 1].startswith("# %%")
        for number, line in cell.lines():
            assert lines[number - 1] == (f"# {line}".strip() if cell.type == "markdown" else line)


def test_text_before_the_first_cell_line_keeps_its_line():
    cells = pair.parse("x = 1\ny = 2\n\n# %%\nz = 3\n")[1]
    assert [(next(cell.lines())) for cell in cells] == [(1, "x = 1"), (5, "z = 3")]
