"""Warm rooms, seen from the grader: a fork server in a sandbox, and the rooms that it opens."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from autograder import room_setup, sandbox
from autograder.channel import Channel
from autograder.course import LabSettings

START_SECONDS = 180.0
ANSWER_SECONDS = 60.0


def problem() -> str:
    """Why there are no warm rooms on this machine, which has a sandbox; else an empty string."""
    run = [sys.executable, "-P", "-c"]
    run.append("from autograder import namespaces; print(namespaces.trial(1000))")
    environment = {"PYTHONPATH": str(Path(sandbox.__file__).parent.parent)}
    with tempfile.TemporaryDirectory() as folder:
        command = sandbox.command(
            run, folder=Path(folder), environment=environment, read=[], write=[Path(folder)],
            makes_rooms=True,
        )  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{type(error).__name__}: {error}"
    return done.stdout.strip() if done.returncode == 0 else " ".join(done.stderr.split())


class NotWarm(Exception):
    """No warm room can be had; the text says why. A cold one costs some seconds more."""


class WarmRooms:
    """Opens student rooms in which Keras and the data set are loaded already.

    They come from one process, which is started when the first room is asked for, and anew when
    it has died or when the backend or the data set is another one. Call `close` at the end.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._environment: dict[str, str] = {}
        self._ended: set[int] = set()
        self._problem = ""

    def prepare(self, settings: LabSettings) -> Path:
        """The folder in which a room's folder has to be made. Raises NotWarm."""
        if self._problem:
            raise NotWarm(self._problem)
        if self._process is not None and (
            self._process.poll() is not None or self._environment != self._wanted(settings)
        ):
            self.close()
        if self._process is None:
            self._start(settings)
        return self._folder

    def open(
        self, folder: Path, own: dict[str, Any], connection_file: Path, environment: dict[str, str]
    ) -> WarmRoom:
        """Start the kernel of a room whose `folder` is in that of `prepare`. Raises NotWarm."""
        try:
            self._channel.send(
                op="open",
                room=folder.name,
                settings=own,
                connection_file=str(connection_file),
                environment=environment,
            )
            while (message := self._channel.receive(ANSWER_SECONDS))["op"] != "opened":
                self._ended.add(message["pid"])
        except (OSError, EOFError) as error:
            raise NotWarm(f"the fork server is gone: {self._said()}") from error
        return WarmRoom(self, message["pid"])

    def has_ended(self, pid: int) -> bool:
        """Whether the first process of a room has ended."""
        try:
            while self._channel.has_message():
                self._ended.add(self._channel.receive(ANSWER_SECONDS)["pid"])
        except (OSError, EOFError, ValueError):
            return True  # all rooms end with the server
        return pid in self._ended

    def kill(self, pid: int) -> None:
        """End a room and everything that runs in it; returns when it has ended."""
        with contextlib.suppress(OSError, ValueError):
            self._channel.send(op="kill", pid=pid)
            while not self.has_ended(pid):
                self._channel.has_message(ANSWER_SECONDS)
        self._ended.discard(pid)

    def close(self) -> None:
        """End the server and with it every room."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._process = None

    def _wanted(self, settings: LabSettings) -> dict[str, str]:
        return room_setup.environment(settings, self._folder / "home")[0]

    def _start(self, settings: LabSettings) -> None:
        # The path of a Unix socket may have little more than 100 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="rooms-", dir=room_setup.short_folder()))
        room_setup.fill_home(self._folder / "home")
        self._environment, read = room_setup.environment(settings, self._folder / "home")
        ours, theirs = socket.socketpair()
        run = [sys.executable, "-P", "-m", "autograder.fork_server"]
        run += [str(theirs.fileno()), str(self._folder)]
        command = sandbox.command(
            run,
            folder=self._folder,
            environment=self._environment,
            read=read,
            write=[self._folder],
            makes_rooms=True,
        )
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        with theirs:
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                env={"PATH": os.environ.get("PATH", os.defpath)},
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                start_new_session=True,
            )
        self._channel, self._ended = Channel(ours), set()
        try:
            problem = self._channel.receive(START_SECONDS)["problem"]
        except (OSError, EOFError):
            problem = "the fork server did not start"
        if problem:
            self._problem = f"{problem}: {self._said()}"
            self.close()
            raise NotWarm(self._problem)

    def _said(self) -> str:
        """The end of what the server wrote, for the instructor."""
        self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, self._log.tell() - 2000))
        return self._log.read().decode("utf-8", "replace").strip()


class WarmRoom:
    """The processes of one warm room, with what a room needs of `subprocess.Popen`."""

    def __init__(self, rooms: WarmRooms, pid: int) -> None:
        self._rooms, self._pid = rooms, pid
        self._has_ended = False

    def poll(self) -> int | None:
        """None while the room's first process runs."""
        self._has_ended = self._has_ended or self._rooms.has_ended(self._pid)
        return 0 if self._has_ended else None

    def kill(self) -> None:
        """End everything in the room."""
        if self.poll() is None:
            self._rooms.kill(self._pid)
            self._has_ended = True
