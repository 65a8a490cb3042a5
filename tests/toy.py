"""A course with one small lab, without Keras, for the tests of everything that builds."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.course import Course

LAB = "01_toy"
ROOT = Path(__file__).resolve().parent.parent


def _metadata(grade_id: str, kind: str, points: str = "") -> str:
    grade, locked, solution = (
        str(kind in kinds).lower() for kinds in (["test"], ["test", "given"], ["answer"])
    )
    return (
        f'nbgrader={{"grade": {grade}, "grade_id": "{grade_id}", "locked": {locked}, {points}'
        f'"schema_version": 3, "solution": {solution}, "task": false}}'
    )


def answer(grade_id: str) -> str:
    return _metadata(grade_id, "answer")


def test_cell(grade_id: str, points: float) -> str:
    return _metadata(grade_id, "test", f'"points": {points}, ')


def given(grade_id: str) -> str:
    return _metadata(grade_id, "given")


SCRIPT = f'''\
# ---
# jupyter:
#   autograder:
#     title: A toy lab
#     bonus: {{double: 5}}
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Sums, $n^2$ and Σ
#
# Add what you are given.

# %% {given("numbers_given")}
numbers = [1, 2, 3]

# %% [markdown]
# ## Exercise 1: the total

# %% {answer("total")}
# Add them all.
### BEGIN SOLUTION
total = sum(number for number in numbers)
### END SOLUTION
print("your total:", total)

# %% {test_cell("total_test", 60)}
assert isinstance(total, int), f"total should be a whole number, it is {{total!r}}"
### BEGIN HIDDEN TESTS
secret_reference = 1 + 2 + 3
assert total == secret_reference, "that is not their sum"
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: the mean

# %% {answer("mean")}
def mean(values):
    """The arithmetic mean of a list."""
    ### BEGIN SOLUTION
    if not values:
        return 0
    return sum(values) / len(values)
    ### END SOLUTION


# %% {test_cell("mean_test", 40)}
assert callable(mean), f"mean should be a function, it is {{mean!r}}"
### BEGIN HIDDEN TESTS
assert mean([1, 2, 3, 6]) == 3, "the mean of 1, 2, 3 and 6 is 3"
### END HIDDEN TESTS

# %%
print("an ordinary cell")

# %% {answer("double")}
### BEGIN SOLUTION
double = [2 * number for number in numbers]
### END SOLUTION

# %% {test_cell("double_test", 0)}
assert len(double) == 3, f"three numbers should be doubled, you have {{len(double)}}"
'''

CONFIG = """\
c = get_config()
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py"]
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.build.ReleaseNotebook",
]
c.GenerateSolution.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "autograder.build.RemoveHiddenTests",
    "nbgrader.preprocessors.Execute",
    "autograder.build.ReleaseNotebook",
]
"""


def course(root: Path, script: str = SCRIPT) -> Course:
    """Lay out the toy course in an empty folder."""
    lab = root / "source" / LAB
    lab.mkdir(parents=True)
    (lab / f"{LAB}.py").write_text(script, "utf-8")
    shutil.copy(ROOT / "source" / "jupytext.toml", root / "source")
    (root / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    return Course(root)


def script(course: Course) -> Path:
    return course.source / LAB / f"{LAB}.py"


def notebook(course: Course) -> Path:
    return course.source / LAB / f"{LAB}.ipynb"
