"""The examiner, seen from the grader: start it, give it test cells, carry its questions over."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from autograder import data
from autograder.channel import Channel
from autograder.course import LabSettings
from autograder.student_room import RoomClosed, StudentRoom

PRELOAD = ("numpy", "keras", "autograder.checks", "autograder.evidence")
"""What a lab with training needs; imported once, before any submission."""


class ExaminerFault(Exception):
    """The examiner itself failed; never the student's fault. The text is for the instructor."""


class ExaminerProcess:
    """One examiner process, good for many submissions, one after the other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._preloaded = False
        self._child: int | None = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.examiner", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                start_new_session=True,
            )
        self._channel = Channel(ours)
        self._preloaded = False
        self.expect("ready", 120)

    def begin(self, settings: LabSettings, room: StudentRoom) -> Submission:
        """A fresh child of the examiner for one submission. Raises ExaminerFault."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        environment = {}
        if settings.training is not None:
            found = data.find()
            environment = {"AUTOGRADER_MNIST": str(found.path), "AUTOGRADER_DATA_NAME": found.name}
            if not self._preloaded:
                self.send(op="preload", modules=list(PRELOAD))
                self.expect("ready", 180)
                self._preloaded = True
        self.send(
            op="begin",
            settings=settings.to_dict() if settings.pass_lines or settings.training else {},
            evidence_bytes=settings.limits.evidence_bytes,
            to_room=str(room.to_room),
            environment=environment,
        )
        self._child = int(self.expect("begun", 60)["pid"])
        return Submission(self, room, settings.limits.test_seconds)

    def expect(self, operation: str, seconds: float) -> dict[str, Any]:
        """The next message, which must be an `operation`."""
        message = self.receive(seconds)
        if message["op"] != operation:
            raise ExaminerFault(f"the examiner stopped: {message}\n{self.said()}")
        return message

    def said(self) -> str:
        """The end of what the process wrote to stdout and stderr, for the instructor."""
        self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, self._log.tell() - 4000))
        return self._log.read().decode("utf-8", "replace")

    def receive(self, seconds: float) -> dict[str, Any]:
        """The next message; ExaminerFault when none comes within `seconds`."""
        try:
            return self._channel.receive(seconds)
        except TimeoutError as error:
            raise ExaminerFault(f"the examiner did not answer within {seconds:.0f} s") from error
        except (EOFError, OSError) as error:
            raise ExaminerFault(f"the examiner is gone\n{self.said()}") from error

    def send(self, **message: Any) -> None:
        """Send a message; ExaminerFault when the examiner is gone."""
        try:
            self._channel.send(**message)
        except OSError as error:
            raise ExaminerFault("the examiner is gone") from error

    def forget_child(self) -> None:
        """The child has ended by itself; its number may soon be another process's."""
        self._child = None

    def close(self) -> None:
        """Stop the process (and the child that it forked); the next submission starts a new one."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if self._child is not None:
                os.kill(self._child, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._log.close()
        self._process = self._child = None


class Submission:
    """The examiner's side of one submission."""

    def __init__(self, process: ExaminerProcess, room: StudentRoom, test_seconds: float) -> None:
        self._process, self._room, self._seconds = process, room, test_seconds

    def test(
        self, name: str, source: str, hidden: list[int], assigned: dict[str, int]
    ) -> dict[str, Any]:
        """Run a test cell; its `status` and more of what `Outcome` has. Raises ExaminerFault."""
        self._process.send(op="test", name=name, source=source, hidden=hidden, assigned=assigned)
        while (message := self._process.receive(self._seconds))["op"] in _QUESTIONS:
            self._process.send(**self._ask_room(message))
        if message.pop("op") != "outcome":
            raise ExaminerFault(f"the examiner stopped: {message}\n{self._process.said()}")
        return message

    def end(self) -> None:
        """Let the child go; what it holds of this submission goes with it."""
        try:
            self._process.send(op="end")
            self._process.expect("ended", 60)
            self._process.forget_child()
        except ExaminerFault:
            self._process.close()

    def _ask_room(self, message: dict[str, Any]) -> dict[str, str]:
        request = Path(message["input"]) if "input" in message else None
        question = {"op": message["op"], "names": message.get("names", [])}
        try:
            return {"stem": str(self._room.ask(question, request))}
        except RoomClosed as error:
            return {"problem": f"the notebook stopped before this test: {error}"}
        except RuntimeError as error:
            return {"problem": str(error)}


_QUESTIONS = ("fetch", "call", "attribute")
