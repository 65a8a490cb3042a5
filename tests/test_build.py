"""A build is repeatable, keeps both files of a lab equal, and never leaves a leak behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import toy
from nbgrader.api import Gradebook

from autograder import build, pair
from autograder.course import Course
from autograder.errors import UserError


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A toy course after its first build, with solution; tests copy it, none changes it."""
    course = toy.course(tmp_path_factory.mktemp("toy") / "course")
    (course.source / toy.LAB / "figure.svg").write_text("<svg/>")
    build.build(course, [])
    return course


@pytest.fixture
def course(built: Course, tmp_path: Path) -> Course:
    shutil.copytree(built.root, tmp_path / "course")
    return Course(tmp_path / "course")


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".db"
    }


def released(course: Course) -> nbformat.NotebookNode:
    return nbformat.read(course.release / toy.LAB / f"{toy.LAB}.ipynb", as_version=4)


def solved(course: Course) -> nbformat.NotebookNode:
    return nbformat.read(course.solution / toy.LAB / f"{toy.LAB}.ipynb", as_version=4)


def rewrite(course: Course, old: str, new: str) -> None:
    path = toy.script(course)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def make_newer(path: Path, than: Path, seconds: float = 10) -> None:
    moment = than.stat().st_mtime + seconds
    os.utime(path, (moment, moment))


def refused(course: Course, **options) -> list[str]:
    with pytest.raises(UserError) as caught:
        build.build(course, [], solution=False, **options)
    return str(caught.value).splitlines()


def test_a_release_holds_stubs_and_visible_tests_and_no_region(built):
    cells = {cell.id: cell for cell in released(built).cells}
    assert cells["total"].source == (
        "# Add them all.\n# YOUR CODE HERE\nraise NotImplementedError()\n"
        'print("your total:", total)'
    )
    assert cells["total_test"].source.startswith("assert isinstance(total, int)")
    assert "secret_reference" not in cells["total_test"].source
    assert cells["total_test"].metadata.editable is False


def test_a_release_says_nothing_of_jupytext_or_the_settings(built):
    assert released(built).metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_the_release_folder_holds_the_other_files_but_no_script(built):
    folder = built.release / toy.LAB
    assert {path.name for path in folder.iterdir()} == {f"{toy.LAB}.ipynb", "figure.svg"}
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o644"}


def test_nothing_is_left_beside_the_folders(built):
    names = {path.name for path in built.root.iterdir()}
    assert names == {"source", "release", "solution", "nbgrader_config.py", "gradebook.db"}


def test_ids_come_from_the_exercises(built):
    ids = [cell.id for cell in released(built).cells]
    assert ids == [cell.id for cell in nbformat.read(toy.notebook(built), as_version=4).cells]
    assert ids == [
        "sums-n-2-and-1",
        "numbers_given",
        "exercise-1-the-total-1",
        "total",
        "total_test",
        "exercise-2-the-mean-1",
        "mean",
        "mean_test",
        "exercise-2-the-mean-2",
        "double",
        "double_test",
    ]


def test_a_heading_that_reads_like_a_grade_id_gets_another_id(course):
    rewrite(course, "# ## Exercise 1: the total", "# ## Total")
    rewrite(course, '"grade_id": "numbers_given"', '"grade_id": "total-1"')
    notebook = pair.from_script(toy.script(course))
    ids = [cell.id for cell in notebook.cells]
    assert ids[1:4] == ["total-1", "total-2", "total"] and len(set(ids)) == len(ids)
    nbformat.validate(notebook)


def test_the_source_notebook_has_no_outputs_and_no_jupytext(built):
    notebook = nbformat.read(toy.notebook(built), as_version=4)
    assert "jupytext" not in notebook.metadata
    assert notebook.metadata.autograder == {"title": "A toy lab", "bonus": {"double": 5}}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_a_second_build_changes_no_byte_and_touches_no_source(course):
    before = contents(course.root)
    times = [path.stat().st_mtime_ns for path in (toy.script(course), toy.notebook(course))]
    (lab,) = build.build(course, [toy.LAB], solution=False)
    assert contents(course.root) == before
    assert [p.stat().st_mtime_ns for p in (toy.script(course), toy.notebook(course))] == times
    assert lab == build.Built(toy.LAB, course.release / toy.LAB)


@pytest.mark.parametrize("newer", ["script", "notebook"])
def test_a_fresh_clone_builds_the_same_bytes(built, tmp_path, newer):
    """git gives files the times of the clone, in any order."""
    clone = Course(tmp_path / "clone")
    shutil.copytree(built.root, clone.root, copy_function=shutil.copyfile)
    shutil.rmtree(clone.release)
    script, notebook = toy.script(clone), toy.notebook(clone)
    make_newer(*(script, notebook) if newer == "script" else (notebook, script))
    build.build(clone, [], solution=False)
    assert contents(clone.root) == contents(built.root)


def test_another_process_builds_the_same_bytes(course):
    before = contents(course.root)
    code = (
        "import sys, pathlib; from autograder import build, course; "
        "build.build(course.Course(pathlib.Path(sys.argv[1])), [], solution=False)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(toy.ROOT)}
    subprocess.run([sys.executable, "-c", code, course.root], check=True, env=environment)
    assert contents(course.root) == before


def test_a_fresh_build_is_not_stale(course):
    before = contents(course.root)
    assert build.stale(course, []) == []
    assert contents(course.root) == before


def test_what_a_build_would_change_is_stale(course):
    (course.release / toy.LAB / "figure.svg").write_text("<svg></svg>")
    (course.release / toy.LAB / "old.txt").write_text("")
    (course.source / toy.LAB / "new.txt").write_text("")
    names = [f"release/{toy.LAB}/{name}" for name in ("figure.svg", "new.txt", "old.txt")]
    assert build.stale(course, [toy.LAB]) == names
    rewrite(course, "# Add them all.", "# Add all of them.")
    both = [f"{folder}/{toy.LAB}/{toy.LAB}.ipynb" for folder in ("source", "release")]
    assert build.stale(course, []) == both


def test_stale_reports_mistakes_too(course):
    rewrite(course, '"points": 60', '"points": 61')
    with pytest.raises(UserError, match="add up to 101"):
        build.stale(course, [])


def test_the_script_is_the_truth(course):
    rewrite(course, "total = sum(number for number in numbers)", "total = sum([*numbers])")
    make_newer(toy.script(course), toy.notebook(course))
    (lab,) = build.build(course, [], solution=False)
    assert "sum([*numbers])" in toy.notebook(course).read_text()
    assert not lab.script_followed


def test_an_older_notebook_never_changes_the_script(course):
    change_notebook(course)
    make_newer(toy.script(course), toy.notebook(course))
    text = toy.script(course).read_text()
    build.build(course, [], solution=False)
    assert toy.script(course).read_text() == text
    assert "changed in Jupyter" not in toy.notebook(course).read_text()


def change_notebook(course: Course) -> None:
    notebook = nbformat.read(toy.notebook(course), as_version=4)
    notebook.cells[-3].source += "\n# changed in Jupyter"
    notebook.cells[-3].outputs = [nbformat.v4.new_output("stream", text="an output")]
    notebook.cells[-3].execution_count = 4
    notebook.cells[-3].id = "4f1e9a7c"
    notebook.metadata.jupytext = {"text_representation": {"jupytext_version": "0.0"}}
    notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
    nbformat.write(notebook, toy.notebook(course))
    make_newer(toy.notebook(course), toy.script(course))


def test_a_notebook_changed_later_rewrites_the_script(course):
    change_notebook(course)
    (lab,) = build.build(course, [], solution=False)
    assert lab.script_followed
    text = toy.script(course).read_text("utf-8")
    mark = 'print("an ordinary cell")\n'
    assert text.replace(f"{mark}# changed in Jupyter\n", mark) == toy.SCRIPT.replace(
        "#     title: A toy lab\n#     bonus: {double: 5}",
        "#     bonus:\n#       double: 5\n#     title: A toy lab",
    )
    clean = toy.notebook(course).read_text("utf-8")
    assert "changed in Jupyter" in clean
    assert "an output" not in clean and "4f1e9a7c" not in clean and "jupytext" not in clean
    after = contents(course.root)
    assert not build.build(course, [], solution=False)[0].script_followed
    assert contents(course.root) == after


def test_outputs_alone_are_no_change(course):
    notebook = nbformat.read(toy.notebook(course), as_version=4)
    before = toy.notebook(course).read_bytes()
    notebook.cells[1].execution_count = 1
    nbformat.write(notebook, toy.notebook(course))
    make_newer(toy.notebook(course), toy.script(course))
    (lab,) = build.build(course, [], solution=False)
    assert not lab.script_followed
    assert toy.script(course).read_text("utf-8") == toy.SCRIPT
    assert toy.notebook(course).read_bytes() == before


def test_a_pasted_picture_is_refused_before_it_is_lost(course):
    notebook = nbformat.read(toy.notebook(course), as_version=4)
    notebook.cells[0].attachments = {"a.png": {"image/png": "iVBORw0KGgo="}}
    notebook.cells[0].source += "\n![a](attachment:a.png)"
    nbformat.write(notebook, toy.notebook(course))
    make_newer(toy.notebook(course), toy.script(course))
    assert "cell 1 holds a pasted picture" in refused(course)[0]
    assert toy.script(course).read_text("utf-8") == toy.SCRIPT


def test_a_notebook_that_is_none_is_refused(course):
    toy.notebook(course).write_text("<<<<<<< HEAD")
    make_newer(toy.notebook(course), toy.script(course))
    assert "not a notebook" in refused(course)[0]


def test_the_gradebook_keeps_the_full_tests(built):
    with Gradebook(f"sqlite:///{built.root / 'gradebook.db'}") as gradebook:
        cell = gradebook.find_source_cell("total_test", toy.LAB, toy.LAB)
        assert "secret_reference" in cell.source
        assert gradebook.find_grade_cell("total_test", toy.LAB, toy.LAB).max_score == 60


def test_a_solution_has_answers_and_outputs_and_no_hidden_tests(built):
    cells = {cell.id: cell for cell in solved(built).cells}
    assert "total = sum(number for number in numbers)" in cells["total"].source
    assert cells["total"].outputs[0].text == "your total: 6\n"
    assert not any("###" in cell.source for cell in cells.values())
    assert "secret_reference" not in nbformat.writes(solved(built))


def test_a_cell_of_nothing_but_hidden_tests_disappears():
    hidden = "### BEGIN HIDDEN TESTS\nassert a\n### END HIDDEN TESTS"
    cells = [nbformat.v4.new_code_cell(source) for source in (hidden, f"a = 1\n{hidden}", "", "b")]
    notebook, _ = build.RemoveHiddenTests().preprocess(nbformat.v4.new_notebook(cells=cells), {})
    assert [cell.source for cell in notebook.cells] == ["a = 1", "", "b"]


def test_full_training_is_asked_for_through_the_environment(course, monkeypatch):
    monkeypatch.setenv(build.FULL, "1")
    rewrite(
        course, 'print("an ordinary cell")', "import os; print(os.environ.get('AUTOGRADER_FULL'))"
    )
    build.build(course, [])
    texts = [str(cell.get("outputs")) for cell in solved(course).cells]
    assert any("None" in text for text in texts), "a left-over setting must not decide"
    build.build(course, [], full=True)
    texts = [str(cell.get("outputs")) for cell in solved(course).cells]
    assert any("'text': '1\\n'" in text for text in texts)
    assert os.environ[build.FULL] == "1"


def test_a_solution_that_stops_is_refused_and_the_old_one_stays(course):
    before = contents(course.solution)
    rewrite(
        course, "double = [2 * number for number in numbers]", "double = [2 * n for n in nubers]"
    )
    with pytest.raises(
        UserError, match="solution stops in cell 'double': NameError: name 'nubers'"
    ):
        build.build(course, [])
    assert contents(course.solution) == before


def test_a_hidden_test_in_a_solution_is_refused(course):
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace('    "autograder.build.RemoveHiddenTests",\n', ""))
    with pytest.raises(
        UserError, match=r"solution/01_toy/01_toy.ipynb, cells\[total_test\].source"
    ):
        build.build(course, [])


def test_mistakes_of_all_labs_come_together(course):
    other = course.source / "02_toy"
    other.mkdir()
    (other / "02_toy.py").write_text(toy.SCRIPT.replace('"points": 60', '"points": 61'), "utf-8")
    rewrite(course, "### BEGIN HIDDEN TESTS\nsecret", "### BEGIN HIDEN TESTS\nsecret")
    before = contents(course.release)
    lines = refused(course)
    assert [line.split(": ")[0] for line in lines] == [
        "source/01_toy/01_toy.py:32",
        "source/01_toy/01_toy.py:35",
        "source/02_toy/02_toy.py:1",
    ]
    assert contents(course.release) == before


def test_an_unknown_lab_names_those_there_are(course):
    with pytest.raises(UserError, match=r"no lab 02_x in .*01_toy"):
        build.build(course, ["02_x"])


def test_misnamed_and_missing_files_are_named(course):
    toy.script(course).rename(toy.script(course).with_name("1_toy.py"))
    assert refused(course) == [
        "source/01_toy/1_toy.py:1: should be named like its folder, 01_toy.py",
        "source/01_toy/01_toy.py:1: missing; it is where the lab is written",
    ]
    (course.source / "02_empty").mkdir()
    assert "source/02_empty/02_empty.py:1: missing" in "".join(refused(course))


def test_a_paired_script_in_the_release_is_refused(course):
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace(', "*.py"]', "]"))
    before = contents(course.release)
    (line,) = refused(course)
    assert line.startswith("release/01_toy/01_toy.py is a lab's source with all answers")
    assert contents(course.release) == before


def test_a_release_that_skips_our_last_step_is_refused(course):
    config = course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text().replace('    "autograder.build.ReleaseNotebook",\n', "", 1)
    )
    assert "still holds metadata 'autograder'" in refused(course)[0]


def test_a_leak_leaves_release_and_gradebook_as_they_were(course):
    rewrite(course, "secret_reference = 1 + 2 + 3", "secret_reference = 3 + 2 + 1 + 0")
    (course.source / toy.LAB / "notes.txt").write_text("secret_reference = 3 + 2 + 1 + 0\n")
    before = contents(course.release)
    lines = refused(course)
    assert lines[0].startswith(
        "release/01_toy/notes.txt, somewhere in its bytes: 'secret_reference"
    )
    assert lines[0].endswith("from 01_toy.py:33")
    assert contents(course.release) == before
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        assert "1 + 2 + 3" in gradebook.find_source_cell("total_test", toy.LAB, toy.LAB).source
    assert not list(course.root.glob(".build-*"))


# nbgrader's own gradebook makes SQLAlchemy warn when it adds a submission.
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_what_nbgrader_refuses_is_told_in_its_words(course):
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_student("ada")
        gradebook.update_or_create_submission(toy.LAB, "ada")
    before = contents(course.release)
    rewrite(course, '"grade_id": "numbers_given"', '"grade_id": "list_given"')
    (line,) = refused(course)
    assert line.startswith("source/01_toy/01_toy.py: nbgrader's GenerateAssignment stopped: ")
    assert "Cannot add or remove cells" in line
    assert contents(course.release) == before


def test_jupytext_itself_finds_the_pair_in_order(course):
    """An author who saves in Jupyter or runs jupytext gets what a build makes of the script."""
    command = [sys.executable, "-m", "jupytext", "--sync", str(toy.script(course))]
    subprocess.run(command, check=True, capture_output=True, cwd=course.source)
    build.build(course, [], solution=False)
    assert "jupytext_version" not in toy.script(course).read_text("utf-8")
    assert "jupytext" not in toy.notebook(course).read_text("utf-8")
