"""Answers in the student room, tests in the examiner, and whose fault it was."""

import pytest
import rooms
from rooms import hidden

from autograder.examiner import free_names
from autograder.examiner_process import ExaminerProcess
from autograder.grading import defined_names, outcome_of, same_code
from autograder.outcomes import GRADER_FAULT, NOT_ATTEMPTED, PASSED, WRONG


@pytest.fixture(scope="module")
def examiner():
    process = ExaminerProcess()
    yield process
    process.close()


def one(examiner, answer, test, **settings):
    [outcome], _ = rooms.grade(examiner, (answer, test), **settings)
    return outcome


RIGHT = {
    "value": ("a = [1, 2]", "assert a == [1, 2]"),
    "function": ("def f(x):\n    return x + 1", "assert f(1) == 2"),
    "own helper": ("def g(x): return 2 * x\ndef f(x): return g(x) + k\nk = 1", "assert f(2) == 5"),
    "array": ("import numpy as np\na = np.eye(2)", "assert a.shape == (2, 2) and a.sum() == 2"),
    "module": ("import numpy as np\na = 1", "assert np.allclose(a, 1)"),
    "object": (
        "class Box:\n    def __init__(self, n): self.n = n\n    def twice(self): return 2 * self.n",
        "assert Box(3).twice() == 6 and Box(4).n == 4",
    ),
    "expected exception": (
        "def f(x):\n    raise ValueError('x')",
        "try:\n    f(1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no')",
    ),
    "generator made a list": (
        "def f():\n    return [i for i in range(3)]",
        "assert f() == [0, 1, 2]",
    ),
    "uses a deleted function": (
        "def g(): return 1\ndef f(): return g()",
        "kept = g\ndel g\ntry:\n    f()\nexcept NameError:\n    pass\nelse:\n"
        "    raise AssertionError('f should use g')\ng = kept\nassert f() == 1",
    ),
    "printing": (
        "def f():\n    print('hello')",
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as said:\n    f()\n"
        "assert said.getvalue() == 'hello\\n'",
    ),
    "in place": ("def f(x):\n    x.append(3)", "x = [1]\nf(x)\nassert x == [1, 3]"),
    "warnings and stderr": (
        "import sys, warnings, os\nprint('x', file=sys.stderr)\nwarnings.warn('careful')\n"
        "os.write(2, b'raw')\na = 1",
        "assert a == 1",
    ),
    "an error after the answer": ("a = 1\n1 / 0", "assert a == 1"),
    "a name that shadows a built-in": ("len = lambda x: 0\na = 1", "assert len([1]) == 1"),
    "magics": ("%matplotlib inline\na = 1\n!true", "assert a == 1"),
}


@pytest.mark.parametrize(("answer", "test"), RIGHT.values(), ids=RIGHT.keys())
def test_a_right_answer_passes(examiner, answer, test):
    outcome = one(examiner, answer, test)
    assert (outcome.status, outcome.points, outcome.message) == (PASSED, 4.0, "")


WRONGS = {
    "plain assert": ("a = 2", "assert a == 1", "this does not hold: a == 1"),
    "assert with a message": ("a = 2", "assert a == 1, f'a is {a}'", "a is 2"),
    "hidden assert": ("a = 2", hidden("assert a == 1"), "a hidden test of this exercise did not"),
    "hidden assert with a message": ("a = 2", hidden("assert a == 1, 'a is off'"), "a is off"),
    "hidden library assert": (
        "a = 2.0",
        hidden("import numpy as np", "np.testing.assert_allclose(a, 1234.5)"),
        "a hidden test of this exercise did not",
    ),
    "library assert": (
        "a = 2.0",
        "import numpy as np\nnp.testing.assert_allclose(a, 1)",
        "Mismatch",
    ),
    "other type": ("a = None", "assert a.shape == (1,)", "AttributeError"),
    "other type, hidden": ("a = None", hidden("assert a.secret == 1"), "a hidden test of this"),
    "function that raises": ("def f(): return 1 / 0", "assert f() == 1", "division by zero"),
    "function that exits": ("def f(): raise SystemExit", "assert f() == 1", "SystemExit"),
    "function of other arguments": ("def f(): return 1", "assert f(1) == 1", "positional argument"),
    "equal to everything": (
        "class Any:\n    __eq__ = lambda *_: True\na = Any()",
        "assert a == 1",
        "a plain value was expected, got an object of type Any",
    ),
    "equal to everything from a function": (
        "class Any:\n    __eq__ = lambda *_: True\ndef f(): return Any()",
        "assert f() == 1",
        "a plain value was expected",
    ),
    "a float that lies": (
        "class Lie(float):\n    __eq__ = lambda *_: True\na = Lie(2)",
        "assert a == 1",
        "a plain value was expected",
    ),
    "printed points": ("print('4'); display(4)", "assert a == 1", None),
    "an assert that is switched off": (
        "import ast, numpy.testing\n"
        "class Off(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Off())\na = 2",
        "assert a == 1",
        "does not hold",
    ),
    "a tool that the test defined": (
        "def check(*_): pass\na = 2",
        "def check(x):\n    assert x == 1, 'no'\ncheck(a)",
        None,
    ),
}


@pytest.mark.parametrize(("answer", "test", "says"), WRONGS.values(), ids=WRONGS.keys())
def test_a_wrong_answer_gets_nothing_and_a_reason(examiner, answer, test, says):
    outcome = one(examiner, answer, test)
    assert (outcome.status, outcome.points) == (WRONG, 0.0)
    assert outcome.reason
    if says is not None:
        assert says in outcome.message
    for secret in ("1234.5", "secret", "Traceback", "BEGIN HIDDEN"):
        assert secret not in outcome.text()


def test_a_missing_name_is_named_with_a_hint(examiner):
    outcome = one(examiner, "b = 1", "assert a == 1")
    assert (outcome.status, outcome.subject) == (WRONG, "a")
    assert "spelling" in outcome.hint


def test_a_tool_defined_by_one_test_serves_the_next_and_cannot_be_replaced(examiner):
    outcomes, _ = rooms.grade(
        examiner,
        (
            "a = 1",
            "from numpy.testing import assert_allclose\nlimit = 1\nassert_allclose(a, limit)",
        ),
        ("b = 2\nassert_allclose = lambda *_: None", "assert_allclose(b, limit)"),
    )
    assert [o.status for o in outcomes] == [PASSED, WRONG]


def test_a_value_defined_by_a_test_stays_unless_an_answer_after_it_assigns_it(examiner):
    outcomes, _ = rooms.grade(
        examiner,
        ("a = 1\nlimit = 100", "limit = 5\nassert a < limit"),
        ("b = 50\nglobals()['limit'] = 100", "assert b < limit"),
        ("limit = 70", "assert limit == 70"),
    )
    assert [o.status for o in outcomes] == [PASSED, WRONG, PASSED]


def test_what_the_visible_part_of_a_test_defines_is_there_for_later_answers(examiner):
    outcomes, _ = rooms.grade(
        examiner,
        ("a = 1", "import math\n" + hidden("secret = 5")),
        ("b = math.floor(1.5)", "assert b == 1"),
        ("c = 'secret' in globals()", "assert c is False"),
    )
    assert [o.status for o in outcomes] == [PASSED, PASSED, PASSED]


@pytest.mark.parametrize(
    "answer", [None, "# mine\nraise NotImplementedError()", "", "pass", "# only a thought"]
)
def test_a_stub_that_was_left_is_not_attempted(examiner, answer):
    outcome = one(examiner, answer, "assert a == 1")
    assert (outcome.status, outcome.points) == (NOT_ATTEMPTED, 0.0)


def test_an_attempt_that_does_not_parse_is_wrong(examiner):
    assert one(examiner, "a = = 1", "assert a == 1").status == WRONG


FAULTS = {
    "test that does not parse": ("assert a ==", "SyntaxError"),
    "test that exits": ("raise SystemExit", "SystemExit"),
    "test whose process dies": ("import os\nos._exit(3)", "stopped"),
    "more points than there are": ("5.0", "5 of 4 points"),
    "negative points": ("-1", "-1 of 4 points"),
    "test that hands over what cannot travel": ("f = 1\na(lambda: 1)", "cannot hand a function"),
}


@pytest.mark.parametrize(("test", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_our_own_error_is_a_grader_fault_and_the_next_test_still_runs(examiner, test, says):
    outcomes, notebook = rooms.grade(
        examiner, ("a = lambda f: 1", test), ("b = 1", "assert b == 1")
    )
    assert [o.status for o in outcomes] == [GRADER_FAULT, PASSED]
    assert says in outcomes[0].detail
    assert says not in outcomes[0].without_detail().text() or "points" in says
    assert len(notebook.metadata["faults"]) == 1


def test_a_test_without_end_is_a_grader_fault(examiner):
    test = "while True:\n    pass"
    outcome = one(examiner, "a = 1", test, limits={"test_seconds": 1})
    assert outcome.status == GRADER_FAULT
    assert "within 1 s" in outcome.detail


@pytest.mark.parametrize(
    ("test", "points"), [("1.5", 1.5), ("0", 0.0), ("'text'", 4.0), ("True", 4.0)]
)
def test_a_number_that_ends_a_test_is_its_points(examiner, test, points):
    outcome = one(examiner, "a = 1", test)
    assert (outcome.status, outcome.points) == (PASSED, points)


def test_a_kernel_that_dies_costs_what_comes_after(examiner):
    outcomes, notebook = rooms.grade(
        examiner,
        ("a = 1", "assert a == 1"),
        ("import os\nos._exit(0)", "assert a == 1"),
        ("c = 1", "assert c == 1"),
    )
    assert [o.status for o in outcomes] == [PASSED, WRONG, WRONG]
    assert "the notebook stopped before this test" in outcomes[1].message
    assert notebook.metadata["autograder_stopped"]


def test_a_cell_without_end_costs_its_time_and_no_more(examiner):
    outcomes, notebook = rooms.grade(
        examiner,
        ("while True:\n    pass", "assert a == 1"),
        ("b = 1", "assert b == 1"),
        limits={"cell_seconds": 1},
    )
    assert [o.status for o in outcomes] == [WRONG, PASSED]
    assert "it ran longer than 1 s" in str(notebook.cells[0].outputs)


def test_a_call_without_end_is_wrong(examiner):
    outcomes, _ = rooms.grade(
        examiner,
        ("def f():\n    while True:\n        pass", "assert f() == 1"),
        ("b = 1", "assert b == 1"),
        limits={"call_seconds": 1},
    )
    assert [o.status for o in outcomes] == [WRONG, PASSED]
    assert "took too long" in outcomes[0].message


def test_the_outcome_is_written_into_its_cell_for_nbgrader_and_for_us(examiner):
    [outcome], notebook = rooms.grade(examiner, ("a = 1", "assert a == 1"))
    cell = notebook.cells[1]
    assert outcome_of(cell) == outcome
    assert cell.outputs[0].data["text/plain"] == "4"
    assert outcome_of(notebook.cells[0]) is None
    notebook.cells[0].outputs = cell.outputs
    assert outcome_of(notebook.cells[0]) is None, "an answer cell has no outcome"


@pytest.mark.parametrize(
    ("source", "names", "assigned"),
    [
        ("assert a == b", {"a", "b"}, set()),
        ("x = 1\nassert x == y", {"x", "y"}, {"x"}),
        ("import m\nm.f(a)", {"a"}, set()),
        ("def f(x):\n    return x + y\nf(1)", {"f", "y"}, {"f"}),
        ("del f", {"f"}, set()),
        ("print(len(a))", {"a"}, set()),
        ("for i in a:\n    pass", {"a"}, {"i"}),
        ("class C:\n    y = a", {"a"}, {"C"}),
        ("f'{a}'", {"a"}, set()),
    ],
)
def test_the_names_that_a_test_takes_from_outside(source, names, assigned):
    assert free_names(source) == (names, assigned)


def test_the_variable_of_a_comprehension_is_the_cells_own():
    # From Python 3.12 on it counts as a name that the cell assigns; before, as no name at all.
    names, assigned = free_names("[i for i in a if i > b]")
    assert names - assigned == {"a", "b"}
    assert names <= {"a", "b", "i"}


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("def f():\n    # YOUR CODE HERE\n    raise NotImplementedError()", True),
        ("def f():\n    raise NotImplementedError", True),
        ("def f():\n    return 1", False),
        ("def f(:", False),
    ],
)
def test_whether_an_answer_is_still_the_stub(source, same):
    assert same_code(source, "def f():\n    raise NotImplementedError()") is same


def test_which_cells_define_names():
    assert defined_names("import a.b\nx = 1\ndef f(y): z = 1") == {"a", "x", "f"}
    assert defined_names("assert x") == set()
    assert defined_names("x = =") == set()
