"""The demo: what it writes, and what it does where something is missing.

The whole of it, with its training, is run by `make demo` in CI.
"""

import shutil
from functools import partial

import pytest

from autograder import demo, recipes, sandbox
from autograder.build import build
from autograder.course import Course
from autograder.errors import UserError

EIGHT = {
    "right": "",
    "other_style": "",
    "noisy_stderr": "",
    "half_done": "encode_decode, generate_auto_encoder",
    "adadelta": "compile",
    "wrong_bottleneck": "encoding_dim",
}


def test_the_class_has_eight_submissions_of_eight_kinds(repository):
    folder = repository / demo.RECIPES
    names = {path.stem for path in folder.glob("*.py")}
    assert names == {*EIGHT, "untouched", "hostile"}
    for name, loses in EIGHT.items():
        assert ", ".join(recipes.read(folder / f"{name}.py").loses) == loses
    assert recipes.read(folder / "untouched.py").base == "release"
    assert recipes.read(folder / "hostile.py").loses


def test_a_folder_that_is_no_demo_is_left_alone(repository, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UserError, match="is no demo"):
        demo.run(Course(repository), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.fixture
def short(monkeypatch, repository, tmp_path):
    """A demo of two submissions that need no training, and no solution."""
    few = tmp_path / "recipes"
    few.mkdir()
    for name in ("untouched.py", "hostile.py"):
        shutil.copy(repository / demo.RECIPES / name, few)
    monkeypatch.setattr(demo, "RECIPES", few)
    monkeypatch.setattr(demo, "build", partial(build, solution=False))
    return tmp_path / "demo"


def test_without_a_sandbox_it_says_so_and_leaves_the_hostile_one_out(
    short, repository, monkeypatch, capsys
):
    monkeypatch.setattr(sandbox, "problem", lambda: "no bwrap here")
    demo.run(Course(repository), short)
    said = capsys.readouterr().out
    assert "No sandbox: no bwrap here" in said
    assert "leaves its hostile submission out" in said
    assert "untouched: 0 points" in said
    assert "hostile:" not in said
    assert not (short / "submitted" / "hostile").exists()
    [page] = short.glob("feedback/*/*/*.html")
    assert str(page) in said


def test_it_names_the_data_and_can_be_run_again(short, repository, monkeypatch, capsys):
    monkeypatch.setattr(sandbox, "problem", lambda: "no bwrap here")
    monkeypatch.setenv("AUTOGRADER_STAND_IN", "1")
    monkeypatch.delenv("AUTOGRADER_MNIST", raising=False)
    demo.run(Course(repository), short)
    demo.run(Course(repository), short)
    said = capsys.readouterr().out
    assert said.count("stand-in") >= 2
