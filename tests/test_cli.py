"""The command line: what it says, where it says it, and with which exit code it ends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import ordinary
import pytest
import toy
from test_batch import FILE, LAB, RIGHT, folder, hand_in, new_course, notebook
from typer.testing import CliRunner, Result

from autograder import batch, data, sandbox
from autograder.cli import app
from autograder.course import Course

COMMANDS = ("build", "grade", "check", "data", "doctor", "demo")
WRONG = RIGHT | {"total": "total = 7"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return new_course(tmp_path_factory.mktemp("built") / "course")


@pytest.fixture
def course(built: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A built course, which is the current folder."""
    root = tmp_path / "course"
    shutil.copytree(built.root, root)
    monkeypatch.chdir(root)
    return Course(root)


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, f"{result.output}\n{result.stderr}\n{result.exception!r}"
    return result


def refused(*words: str) -> str:
    """The one line that a command ends with when it cannot do what was asked."""
    result = run(*words, code=2)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("autograder: ")
    return line.removeprefix("autograder: ")


# Help, and mistakes that every command can meet.


def test_help_names_every_command():
    said = run("--help").stdout
    assert all(re.search(rf"\b{command}\b", said) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    said = run(command, "--help").stdout
    assert "Usage:" in said and command in said


@pytest.mark.parametrize("words", [("build",), ("grade", LAB), ("check", "x.ipynb"), ("demo",)])
def test_outside_a_course_a_command_says_where_to_go(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.ipynb").write_text("{}")
    assert refused(*words) == (
        f"no course in {tmp_path} or above it: change into the folder that holds "
        "nbgrader_config.py and source/"
    )


def test_an_unknown_option_is_wrong_use(course):
    assert "No such option" in run("grade", LAB, "--sandbox", code=2).stderr


def test_a_command_works_from_a_folder_inside_the_course(course, monkeypatch):
    monkeypatch.chdir(course.source / LAB)
    run("build", "--check")


# build


def test_build_makes_release_and_solution(course):
    shutil.rmtree(course.release)
    said = run("build", LAB).stdout
    assert said.splitlines() == [f"{LAB}: release/{LAB}", f"{LAB}: solution/{LAB}"]
    assert (course.release / LAB / FILE).is_file() and (course.solution / LAB / FILE).is_file()


def test_build_can_leave_the_solution_out(course):
    assert run("build", "--no-solution").stdout == f"{LAB}: release/{LAB}\n"
    assert not course.solution.exists()


def test_build_check_is_content_with_what_a_build_made(course):
    assert run("build", "--check").output == ""


def test_build_check_names_what_is_stale_and_changes_nothing(course):
    path = course.release / LAB / FILE
    path.write_text(path.read_text("utf-8").replace("Add them all", "Add it all"), "utf-8")
    before = path.read_bytes()
    said = run("build", "--check", code=1).stderr
    assert said == f"release/{LAB}/{FILE}: not what its source makes; run 'autograder build'\n"
    assert path.read_bytes() == before


def test_build_refuses_an_unknown_lab(course):
    assert refused("build", "02_toy") == f"no lab 02_toy in {course.source}; there are: {LAB}"


def test_build_names_file_and_line_of_a_mistake(course):
    script = toy.script(course)
    text = script.read_text("utf-8").replace("### END SOLUTION", "### END SOLUTON", 1)
    script.write_text(text, "utf-8")
    result = run("build", code=2)
    assert re.search(rf"source/{LAB}/{LAB}\.py:\d+: ", result.stderr)
    assert "Traceback" not in result.output + result.stderr


# grade


def test_grade_prints_students_points_and_reasons(course):
    hand_in(course, "anna", notebook(course, RIGHT))
    hand_in(course, "ben", notebook(course, WRONG))
    result = run("grade", LAB, "--feedback")
    table = re.sub(r"[^\S\n]+", " ", result.stdout)
    assert "anna │ 105/100 │" in table and "ben │ 45/100 │" in table
    assert "total [wrong] total: expected 6, got 7" in table
    assert f"feedback/ben/{LAB}/{LAB}.html" in result.stdout
    progress = [re.sub(r"\d+ s", "N s", line) for line in result.stderr.splitlines()]
    assert progress == ["anna: 105 of 100 points (N s)", "ben: 45 of 100 points (N s)"]


def test_grade_of_one_student_leaves_the_others_alone(course):
    for student in ("anna", "ben"):
        hand_in(course, student, notebook(course, RIGHT))
    said = run("grade", LAB, "ben").stdout
    assert "ben" in said and "anna" not in said


def test_grade_ends_with_1_when_a_submission_could_not_be_graded(course):
    hand_in(course, "anna", notebook(course, RIGHT))
    hand_in(course, "ben", "")
    folder(course, "cleo")
    result = run("grade", LAB, "--feedback", code=1)
    assert "105/100" in result.stdout and result.stdout.count("refused") == 2
    assert f"feedback/anna/{LAB}/{LAB}.html" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_grade_ends_with_2_when_nobody_handed_in(course):
    assert refused("grade", LAB).startswith(f"nobody handed in {LAB}")


def test_grade_ends_with_2_for_an_unknown_lab(course):
    assert refused("grade", "lab") == f"no lab lab in {course.source}; there are: {LAB}"


def test_grade_without_bubblewrap_ends_with_2_and_no_sandbox_goes_on(course, monkeypatch):
    hand_in(course, "anna", notebook(course, RIGHT))
    monkeypatch.setenv("PATH", str(course.root))
    sandbox.problem.cache_clear()
    try:
        assert "--no-sandbox" in refused("grade", LAB)
        assert "105/100" in run("grade", LAB, "--no-sandbox").stdout
    finally:
        sandbox.problem.cache_clear()


def test_ctrl_c_ends_without_a_traceback(course, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "grade", stop)
    result = run("grade", LAB, code=130)
    assert result.stderr == "autograder: interrupted; what was graded is kept\n"


# check


def own(course: Course, answers: dict[str, str], name: str = FILE) -> str:
    path = course.root / "work" / name
    path.parent.mkdir()
    path.write_text(notebook(course, answers), "utf-8")
    return str(path)


def test_check_of_a_right_notebook_ends_with_0_and_keeps_nothing(course):
    path = own(course, RIGHT)
    before = sorted(course.root.rglob("*"))
    said = run("check", path).stdout
    assert said.count("passed: ") == 3 and f"{LAB}: 105 of 100 points" in said
    assert sorted(course.root.rglob("*")) == before


def test_check_of_a_wrong_notebook_tells_expected_got_and_hint(course):
    said = " ".join(run("check", own(course, WRONG), code=1).stdout.split())
    assert "total wrong: 0 of 60 points" in said
    assert "expected: 6 got: 7 hint: add all three" in said
    assert f"{LAB}: 45 of 100 points" in said


def test_check_finds_the_lab_of_a_renamed_notebook_by_its_cells(course):
    path = own(course, RIGHT, "my first try (2).ipynb")
    assert f"{LAB}: 105 of 100 points" in run("check", path).stdout


def test_check_takes_the_lab_that_is_named(course):
    path = own(course, RIGHT, "mine.ipynb")
    assert f"{LAB}: 105 of 100 points" in run("check", path, "--lab", LAB).stdout
    assert refused("check", path, "--lab", "x") == f"no lab x in {course.source}; there are: {LAB}"


def test_check_follows_a_link_to_ones_own_notebook(course):
    path = Path(own(course, RIGHT))
    link = course.root / FILE
    link.symlink_to(path)
    assert f"{LAB}: 105 of 100 points" in run("check", str(link)).stdout


def test_check_says_that_it_goes_on_without_a_sandbox(course, monkeypatch):
    path = own(course, RIGHT)
    monkeypatch.setenv("PATH", str(course.root))
    sandbox.problem.cache_clear()
    try:
        said = run("check", path).stdout
    finally:
        sandbox.problem.cache_clear()
    assert said.startswith("Checked without a sandbox") and "105 of 100" in said


def test_check_refuses_a_notebook_of_another_course(course):
    path = course.root / "other.ipynb"
    nbformat.write(ordinary.assignment(), path)
    assert refused("check", str(path)) == (
        f"{path}: belongs to no lab; name it with --lab (there are: {LAB})"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "the file is empty; save it again"),
        ("hello", "not a notebook, it is not JSON"),
        ("{}", "JSON, but not a notebook"),
        (None, "there is no such notebook; save it again"),
    ],
)
def test_check_refuses_what_is_no_notebook(course, content, says):
    path = course.root / FILE
    if content is not None:
        path.write_text(content)
    said = refused("check", str(path))
    assert said.startswith(f"{path}: {says}") and "student" not in said


# data, doctor


def test_data_says_where_the_data_come_from(monkeypatch):
    monkeypatch.setattr(data, "report", lambda: "data set  mnist")
    assert run("data").stdout == "data set  mnist\n"


def test_data_names_a_file_that_is_not_there_or_damaged(tmp_path, monkeypatch):
    path = tmp_path / "mnist.npz"
    monkeypatch.setenv("AUTOGRADER_MNIST", str(path))
    assert refused("data").startswith(f"AUTOGRADER_MNIST names {path}, which does not exist")
    np.savez(path, x_train=np.zeros(3, "uint8"))
    assert refused("data").startswith(f"AUTOGRADER_MNIST names {path}, whose x_train is uint8")


def test_doctor_ends_with_1_and_a_mend_when_something_is_missing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = run("doctor", code=1).stdout
    assert re.search(r"^ok  Python: 3\.", said, re.MULTILINE)
    assert re.search(r"^NO  course: no course in .*: change into the folder", said, re.MULTILINE)


def test_doctor_ends_with_0_when_nothing_is_wrong(monkeypatch):
    from autograder import doctor

    findings = [doctor.Finding("a", True, "b"), doctor.Finding("c", None, "d", "e")]
    monkeypatch.setattr(doctor, "examine", lambda: findings)
    assert run("doctor").stdout == "ok  a: b\n--  c: d\n    e\n"


def test_demo_does_not_overwrite_a_folder_of_somebody_elses(course):
    (course.root / "mine").mkdir()
    said = refused("demo", "--folder", "mine")
    assert f"{course.root}/mine is there already" in said and "--folder" in said


# In a process of its own, as it is used.


def test_the_installed_command_prints_one_line_and_no_traceback(course):
    command = Path(sys.executable).parent / "autograder"
    done = subprocess.run(
        [command, "grade", "99"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == f"autograder: no lab 99 in {course.source}; there are: {LAB}\n"


def test_the_installed_command_grades(course):
    hand_in(course, "anna", notebook(course, WRONG))
    command = Path(sys.executable).parent / "autograder"
    done = subprocess.run(
        [command, "grade", LAB],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=ordinary.environment(),
    )
    assert done.returncode == 0, done.stderr
    assert "45/100" in done.stdout and "expected 6, got 7" in done.stdout
    assert re.fullmatch(r"anna: 45 of 100 points \(\d+ s\)\n", done.stderr)


def test_help_does_not_wait_for_heavy_imports():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import autograder.cli"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & {"tensorflow", "keras", "nbgrader", "jupytext", "numpy"}
