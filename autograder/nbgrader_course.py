"""What nbgrader needs before one of its converters runs: a configuration, and its tools."""

from __future__ import annotations

import contextlib
import os
import sysconfig
from collections.abc import Iterator
from contextlib import AbstractContextManager

from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder.course import Course


@contextlib.contextmanager
def environment(name: str, value: str | None) -> Iterator[None]:
    """Set an environment variable, or unset it with None, and put it back afterwards."""
    before = os.environ.pop(name, None)
    if value is not None:
        os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before


def load_config(course: Course) -> Config:
    """What nbgrader_config.py in the course's root says, and where that root is."""
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(course.root))
    try:
        config = loader.load_config()
    except ConfigFileNotFound:
        config = Config()
    config.CourseDirectory.root = str(course.root)
    return config


def tools_on_path() -> AbstractContextManager[None]:
    """Put this Python's commands on PATH: a new gradebook is stamped with the command alembic."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    return environment("PATH", path)
