"""Which labs a course has, where its folders are, and what each lab sets for its grading."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import UserError


@dataclass(frozen=True)
class Training:
    """How much a lab may train when it is graded.

    `rows` is how many training rows all `fit` calls on one model may show it together, at least
    one epoch. `saved` names the files that a student is asked to save; for each, by data set, the
    loss of that model at which its weights replace training. It is the model's own compiled loss,
    on validation data, or training data without any.
    """

    rows: int = 300_000
    saved: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """What one submission may use up. Seconds are wall time, sizes are bytes."""

    start_seconds: int = 120
    cell_seconds: int = 120
    call_seconds: int = 60
    test_seconds: int = 120
    submission_seconds: int = 900
    memory_bytes: int = 6 * 2**30
    file_bytes: int = 2 * 2**30
    output_bytes: int = 2 * 2**20
    picture_bytes: int = 20 * 2**20
    evidence_bytes: int = 512 * 2**20
    notebook_bytes: int = 50 * 2**20


@dataclass(frozen=True)
class LabSettings:
    """What stands under `autograder:` in a lab's notebook metadata, with defaults.

    `pass_lines` maps a data set's name ("mnist", "stand-in") to named thresholds; where the
    numbers come from stands in docs/thresholds.md. `bonus` gives answers points that come on
    top of 100; their test cells have none of their own.
    """

    title: str = ""
    training: Training | None = None
    pass_lines: dict[str, dict[str, float]] = field(default_factory=dict)
    bonus: dict[str, float] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_metadata(
        cls, metadata: dict[str, Any], where: str = "notebook metadata"
    ) -> LabSettings:
        """Read the settings; an unknown key or a value of the wrong type raises UserError."""
        return typing.cast(LabSettings, _read(cls, metadata, f"{where}: autograder"))

    def to_dict(self) -> dict[str, Any]:
        """The settings as plain data, to be sent to another process."""
        return dataclasses.asdict(self)


def _read(cls: type, given: Any, where: str) -> Any:
    """Make the dataclass `cls` from a dictionary, naming the first key that does not fit."""
    if not isinstance(given, dict):
        raise UserError(f"{where}: expected keys and values, got {given!r}")
    hints = typing.get_type_hints(cls)
    unknown = sorted(set(given) - set(hints))
    if unknown:
        raise UserError(f"{where}: unknown key '{unknown[0]}'; known are {', '.join(hints)}")
    return cls(**{key: _value(hints[key], value, f"{where}.{key}") for key, value in given.items()})


def _value(hint: Any, value: Any, where: str) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(kind for kind in typing.get_args(hint) if kind is not type(None))
        if value is None:
            return None
    if dataclasses.is_dataclass(hint):
        return _read(typing.cast(type, hint), value, where)
    origin = typing.get_origin(hint) or hint
    if origin is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, origin) or (isinstance(value, bool) and origin is not bool):
        raise UserError(f"{where}: expected {origin.__name__}, got {value!r}")
    if origin is dict:
        kind = typing.get_args(hint)[1]
        return {str(key): _value(kind, item, f"{where}.{key}") for key, item in value.items()}
    return value


@dataclass(frozen=True)
class Course:
    """A folder laid out as an nbgrader course: source/, release/, submitted/, ..."""

    root: Path

    @classmethod
    def here(cls, start: Path | None = None) -> Course:
        """The course that `start` (or the current folder) lies in; UserError when there is none."""
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / "nbgrader_config.py").is_file() and (folder / "source").is_dir():
                return cls(folder)
        raise UserError(
            f"no course in {start} or above it: change into the folder that holds "
            "nbgrader_config.py and source/"
        )

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def release(self) -> Path:
        return self.root / "release"

    @property
    def solution(self) -> Path:
        return self.root / "solution"

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        return self.root / "feedback"

    def labs(self) -> list[str]:
        """Names of the labs, in order: the folders of source/ that hold a notebook."""
        folders = sorted(self.source.iterdir()) if self.source.is_dir() else []
        return [f.name for f in folders if f.is_dir() and (any(f.glob("*.ipynb")) or _text(f))]

    def check_lab(self, lab: str) -> str:
        """Return `lab`, or raise UserError that names the labs there are."""
        if lab not in self.labs():
            known = ", ".join(self.labs()) or "none"
            raise UserError(f"no lab {lab} in {self.source}; there are: {known}")
        return lab

    def settings(self, lab: str) -> LabSettings:
        """The settings of a lab, from the instructor's own notebooks, never from a student's.

        An assignment without them (any ordinary nbgrader assignment) gets the defaults.
        """
        for path in sorted((self.source / lab).glob("*.ipynb")):
            metadata = json.loads(path.read_text("utf-8")).get("metadata", {})
            if "autograder" in metadata:
                return LabSettings.from_metadata(metadata["autograder"], str(path))
        return LabSettings()


def _text(folder: Path) -> bool:
    return (folder / f"{folder.name}.py").is_file()
