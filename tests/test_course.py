"""A lab's settings, and finding the course."""

import json

import pytest

from autograder.course import Course, LabSettings, Limits, Training
from autograder.errors import UserError


def test_settings_left_out_have_defaults():
    settings = LabSettings.from_metadata({"title": "A lab"})
    assert settings.training is None
    assert settings.limits == Limits()


def test_settings_are_read_to_their_types():
    settings = LabSettings.from_metadata(
        {
            "training": {"rows": 3, "saved": {"a.keras": {"mnist": 1}}},
            "pass_lines": {"mnist": {"adam": 0.125}},
            "limits": {"cell_seconds": 7},
        }
    )
    assert settings.training == Training(3, {"a.keras": {"mnist": 1.0}})
    assert isinstance(settings.training.saved["a.keras"]["mnist"], float)
    assert settings.pass_lines["mnist"]["adam"] == 0.125
    assert settings.limits.cell_seconds == 7


def test_settings_survive_the_way_to_another_process():
    settings = LabSettings.from_metadata(
        {"training": {"rows": 3, "saved": {"a.keras": {"mnist": 0.1}}}, "bonus": {"x": 5}}
    )
    assert LabSettings.from_metadata(json.loads(json.dumps(settings.to_dict()))) == settings


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        ({"tittle": "x"}, "unknown key 'tittle'"),
        ({"training": {"row": 3}}, "autograder.training: unknown key 'row'"),
        ({"training": {"rows": "3"}}, "training.rows: expected int, got '3'"),
        ({"training": {"rows": True}}, "training.rows: expected int, got True"),
        ({"training": {"saved": {"a": 0.1}}}, "training.saved.a: expected dict, got 0.1"),
        ({"training": 3}, "autograder.training: expected keys and values, got 3"),
        ({"pass_lines": {"mnist": {"adam": "low"}}}, "mnist.adam: expected float, got 'low'"),
        ({"limits": {"cell_seconds": 0.5}}, "cell_seconds: expected int, got 0.5"),
        ([], "expected keys and values"),
    ],
)
def test_a_mistake_in_the_settings_is_named(metadata, says):
    with pytest.raises(UserError, match=r"lab\.ipynb") as caught:
        LabSettings.from_metadata(metadata, "lab.ipynb")
    assert says in str(caught.value)


def test_the_course_is_found_from_a_folder_inside_it(tmp_path):
    (tmp_path / "source" / "lab").mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").touch()
    assert Course.here(tmp_path / "source" / "lab").root == tmp_path


def test_outside_a_course_the_message_says_where_to_go(tmp_path):
    with pytest.raises(UserError, match=r"nbgrader_config\.py"):
        Course.here(tmp_path)


def test_settings_come_from_the_source_and_default_without_it(tmp_path):
    folder = tmp_path / "source" / "lab"
    folder.mkdir(parents=True)
    course = Course(tmp_path)
    assert course.settings("lab") == LabSettings()
    metadata = {"autograder": {"title": "A lab"}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": []}
    (folder / "lab.ipynb").write_text(json.dumps(notebook))
    assert course.settings("lab").title == "A lab"
    assert course.check_lab("lab") == "lab"
    with pytest.raises(UserError, match="there are: lab"):
        course.check_lab("lap")
