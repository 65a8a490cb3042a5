"""`make lint` finds what is wrong with prose, links and pictures, and lets good text through."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("check_text", ROOT / "docs" / "check_text.py")
assert SPEC and SPEC.loader
check_text = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(check_text)

GOOD = """# Title

## Part

See [the README](../README.md) and ![two rooms](pictures/two_rooms.png).
"""


def found(text: str) -> list[str]:
    name = "docs/some.md"
    return [*check_text.markdown(name, text), *check_text.links(name, text)]


def test_good_text_has_no_findings():
    assert found(GOOD) == []
    assert list(check_text.pictures("a.py", 'finish("a curve")\nfinish(alt)')) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("## Part", "### Part", "Heading levels should only increment by one"),
        ("../README.md", "../READYOU.md", "../READYOU.md is not there"),
        ("../README.md", "decisions.md#no-such-part", "no such heading"),
        ("pictures/two_rooms.png", "pictures/three_rooms.png", "three_rooms.png is not there"),
        ("![two rooms]", "![]", "has no alternative text"),
        ("\n\n## Part", "\n\n\n\n## Part", "blank lines"),
    ],
)
def test_each_slip_is_found_with_its_line(old, new, said):
    findings = found(GOOD.replace(old, new))
    assert any(said in line and line.startswith("docs/some.md:") for line in findings), findings


def test_a_link_to_a_heading_that_is_there_is_followed():
    assert found(GOOD.replace("../README.md", "../README.md#for-students")) == []


@pytest.mark.parametrize("code", ["plt.show()", "finish()", 'finish("")'])
def test_a_picture_without_an_alternative_text_is_found(code):
    [line] = check_text.pictures("lab.py", f"x = 1\n{code}\n")
    assert line.startswith("lab.py:2: ")


@pytest.mark.parametrize(
    ("name", "text", "ok"),
    [
        ("a.md", "We receive colour with an optimizer.\n", True),
        ("a.md", "We recieve it.\n", False),
        ("a.md", "The behavior of a color.\n", False),
        ("a.py", 'color = "gray"\n', True),
    ],
)
def test_spelling_is_british_in_prose_and_the_packages_own_in_code(tmp_path, name, text, ok):
    (tmp_path / name).write_text(text)
    config = ["--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [Path(sys.executable).parent / "typos", *config, tmp_path / name], capture_output=True
    )
    assert (done.returncode == 0) is ok, done.stdout
