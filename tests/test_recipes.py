"""A recipe makes the submission it describes, and a recipe with a mistake is refused."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
import toy

from autograder import build, pair, recipes
from autograder.course import Course
from autograder.errors import UserError

HEAD = "# %% [markdown]\n# A sample.\n# - base: solution\n# - loses: total, mean\n"
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = toy.course(tmp_path_factory.mktemp("toy") / "course")
    (course.source / toy.LAB / "figure.svg").write_text("<svg/>")
    build.build(course, [], solution=False)
    return course


def recipe(tmp_path: Path, text: str) -> recipes.Recipe:
    path = tmp_path / "sample.py"
    path.write_text(text, "utf-8")
    return recipes.read(path)


def made(course: Course, tmp_path: Path, text: str) -> nbformat.NotebookNode:
    folders = (course.source, course.release)
    paths = [folder / toy.LAB / f"{toy.LAB}.ipynb" for folder in folders]
    source, release = (nbformat.read(path, as_version=4) for path in paths)
    before = nbformat.writes(release)
    notebook = recipes.submission(recipe(tmp_path, text), source, release)
    assert nbformat.writes(release) == before, "the release given must stay as it was"
    nbformat.validate(notebook)
    return notebook


def sources(notebook: nbformat.NotebookNode) -> dict[str, str]:
    return {cell.id: cell.source for cell in notebook.cells}


def test_the_header_is_read(tmp_path):
    text = (
        "# %% [markdown]\n# One line.\n# And more.\n#\n# - base: release\n# - loses: total, mean\n"
        "# - file: weights/a.keras <- kept/b.keras\n"
    )
    read = recipe(tmp_path, text)
    assert (read.name, read.title, read.description) == (
        "sample",
        "One line.",
        "One line. And more.",
    )
    assert (read.base, read.loses) == ("release", ("total", "mean"))
    assert read.files == {"weights/a.keras": "kept/b.keras"}


def test_an_empty_loses_keeps_everything(tmp_path):
    assert recipe(tmp_path, HEAD.replace(" total, mean", "")).loses == ()


def test_a_solution_recipe_is_the_release_with_all_answers(course, tmp_path):
    notebook = made(course, tmp_path, HEAD)
    assert sources(notebook)["total"] == (
        '# Add them all.\ntotal = sum(number for number in numbers)\nprint("your total:", total)'
    )
    assert sources(notebook)["mean"].startswith('def mean(values):\n    """The arithmetic')
    text = nbformat.writes(notebook)
    assert "secret_reference" not in text and "###" not in text
    assert notebook.cells[3].metadata.nbgrader.checksum


def test_a_release_recipe_is_the_release(course, tmp_path):
    notebook = made(course, tmp_path, HEAD.replace("solution", "release"))
    path = course.release / toy.LAB / f"{toy.LAB}.ipynb"
    assert notebook == nbformat.read(path, as_version=4)


def test_answers_are_replaced_and_cells_added_in_their_places(course, tmp_path):
    text = HEAD + (
        "# %% total\ntotal = 7\n\n"
        "# %% +before total\nbefore = 1\n\n# %% +after total\nafter = 1\n\n"
        "# %% +first\n%matplotlib inline\n\n# %% +last\nlast = 1\n\n"
        "# %% !source numbers_given\nnumbers = []\n"
    )
    notebook = made(course, tmp_path, text)
    all_sources = [cell.source for cell in notebook.cells]
    at = all_sources.index("total = 7")
    assert all_sources[at - 1 : at + 2] == ["before = 1", "total = 7", "after = 1"]
    assert all_sources[0] == "%matplotlib inline" and all_sources[-1] == "last = 1"
    assert sources(notebook)["numbers_given"] == "numbers = []"
    own = [cell for cell in notebook.cells if cell.id.startswith("student-")]
    assert len(own) == 4 and all(cell.metadata == {} for cell in own)


def test_cells_are_deleted_copied_tagged_and_their_metadata_merged(course, tmp_path):
    text = HEAD + (
        "# %% !copy total_test\n\n# %% !delete mean_test\n\n"
        "# %% !tag total skip-execution\n\n"
        '# %% !metadata total_test {"points": 1000, "locked": false}\n'
    )
    notebook = made(course, tmp_path, text)
    tests = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "total_test"
    ]
    assert len(tests) == 2 and tests[0].id != tests[1].id
    assert tests[0].metadata.nbgrader.points == 1000 and tests[0].metadata.nbgrader.grade
    assert tests[1].metadata.nbgrader.points == 60, "edits come in order: the copy was made first"
    assert "mean_test" not in sources(notebook)
    assert next(c for c in notebook.cells if c.id == "total").metadata.tags == ["skip-execution"]


MISTAKES = [
    ("x = 1\n", 1, "a recipe begins with"),
    (HEAD.replace("# - base: solution\n", ""), 1, "'# - base: …' is missing"),
    (HEAD.replace("# - loses: total, mean\n", ""), 1, "'# - loses: …' is missing"),
    (HEAD.replace("# A sample.\n", ""), 1, "say in a sentence"),
    (HEAD.replace("base: solution", "base: solutions"), 1, "base should be solution or release"),
    (HEAD.replace("- loses", "- looses"), 4, "'- looses: total, mean' is not understood"),
    (HEAD + "# - file: a.keras\n", 5, "'- file: a.keras' is not understood"),
    (HEAD + "# - file: ../a.keras <- b.keras\n", 5, "would leave the submission"),
    (HEAD.replace("total, mean", "total, maen"), 1, "loses 'maen', which is no answer"),
    (HEAD + "\n# %% totl\ntotal = 7\n", 6, "no cell 'totl'; the lab has numbers_given, total"),
    (HEAD + "\n# %% total_test\npass\n", 6, "'total_test' is no answer cell; write '!source"),
    (HEAD + "\n# %%\ntotal = 7\n", 6, "neither an id nor a directive"),
    (HEAD + "\n# %% !remove total\n", 6, "neither an id nor a directive"),
    (HEAD + "\n# %% +below total\n1\n", 6, "neither an id nor a directive"),
    (HEAD + "\n# %% !delete\n", 6, "'!delete' takes 1 words, not 0"),
    (HEAD + "\n# %% +last total\n1\n", 6, "'+last' takes 0 words, not 1"),
    (HEAD + "\n# %% !delete total\ntotal = 7\n", 6, "no code may follow '!delete'"),
    (HEAD + "\n# %% !metadata total {points: 3}\n", 6, "not a JSON object"),
    (HEAD + "\n# %% !delete total\n\n# %% total\ntotal = 7\n", 8, "no cell 'total'"),
]


@pytest.mark.parametrize(("text", "line", "says"), MISTAKES, ids=[case[2] for case in MISTAKES])
def test_a_mistake_is_named_with_file_and_line(course, tmp_path, text, line, says):
    with pytest.raises(UserError) as caught:
        made(course, tmp_path, text)
    assert f"sample.py:{line}: " in str(caught.value)
    assert says in str(caught.value)


def test_a_recipe_is_written_as_a_submission(course, tmp_path):
    (course.root / "kept").mkdir(exist_ok=True)
    (course.root / "kept" / "b.keras").write_bytes(b"weights")
    text = HEAD + "# - file: weights/a.keras <- kept/b.keras\n"
    folder = recipes.write(recipe(tmp_path, text), course, toy.LAB, "ada")
    assert folder == course.submitted / "ada" / toy.LAB
    (folder / "stale.txt").write_text("from an older submission")
    recipes.write(recipe(tmp_path, text), course, toy.LAB, "ada")
    names = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert names == {f"{toy.LAB}.ipynb", "figure.svg", "weights/a.keras"}
    assert (folder / "weights" / "a.keras").read_bytes() == b"weights"
    written = nbformat.read(folder / f"{toy.LAB}.ipynb", as_version=4)
    assert STUB not in sources(written)["total"]


def test_missing_files_and_unbuilt_labs_are_refused(course, tmp_path):
    lost = recipe(tmp_path, HEAD + "# - file: a.keras <- lost.keras\n")
    with pytest.raises(UserError, match=r"'lost\.keras' is not there"):
        recipes.write(lost, course, toy.LAB, "bob")
    assert not (course.submitted / "bob").exists()
    with pytest.raises(UserError, match="run: autograder build 02_x"):
        recipes.write(lost, course, "02_x", "bob")
    with pytest.raises(UserError, match="cannot be read"):
        recipes.read(tmp_path / "none.py")


def test_regions_keep_the_visible_code_around_them():
    lines = pair.split_regions("a\n  ### BEGIN SOLUTION\n  b\n  ### END SOLUTION\nc")
    assert lines == [("a", None), ("  b", "SOLUTION"), ("c", None)]
