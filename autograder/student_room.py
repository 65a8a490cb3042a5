"""The student room, seen from the grader: start it, run cells in it, ask it for evidence."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Any, NoReturn

from jupyter_client.blocking.client import BlockingKernelClient
from nbformat import NotebookNode

from autograder import room_setup, sandbox
from autograder.cold_room import ColdRoom
from autograder.course import LabSettings
from autograder.outputs import Outputs, is_idle, parent, stopped
from autograder.warm_rooms import NotWarm, WarmRoom, WarmRooms

POLL_SECONDS = 0.05
START_POLL_SECONDS = 0.2
GRACE_SECONDS = 10.0
"""How long a cell may go on after it was interrupted, before the room is closed."""


class RoomClosed(Exception):
    """The room is gone: its kernel died, or had to be stopped. The text says why."""


class StudentRoom:
    """A sandboxed kernel for one submission; use it as a context manager.

    `files` is a folder whose contents (except notebooks) the submission finds in its working
    folder, as a copy. `train_fully` leaves `fit` as it is. With `warm`, a lab that trains finds
    Keras and the data set loaded. Raises UserError when the sandbox cannot run and `use_sandbox`
    is true, and RoomClosed when the kernel does not start.
    """

    def __init__(
        self,
        settings: LabSettings,
        files: Path | None = None,
        *,
        use_sandbox: bool = True,
        train_fully: bool = False,
        warm: WarmRooms | None = None,
    ) -> None:
        if use_sandbox:
            sandbox.require()
        self.settings, self.limits = settings, settings.limits
        self.use_sandbox, self.train_fully = use_sandbox, train_fully
        self.closed_because = ""
        self._is_ready = False
        self._stems = 0
        self._warm, place = None, room_setup.short_folder()
        if warm is not None and use_sandbox and settings.training is not None:
            with contextlib.suppress(NotWarm):
                place = str(warm.prepare(settings))
                self._warm = warm
        self._deadline = (
            time.monotonic() + self.limits.start_seconds + self.limits.submission_seconds
        )
        self.folder = Path(tempfile.mkdtemp(prefix="room-", dir=place))
        self.work, self.from_room, self.to_room = (
            self.folder / name for name in ("work", "from_room", "to_room")
        )
        for path in (self.work, self.from_room, self.to_room, self.folder / "channel"):
            path.mkdir()
        room_setup.fill_home(self.folder / "home")
        (self.folder / "kernel.log").touch()
        if files is not None:
            room_setup.copy(files, self.work)

    def __enter__(self) -> StudentRoom:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _start(self) -> None:
        connection: dict[str, Any] = {
            "transport": "ipc",
            "ip": str(self.folder / "channel" / "k"),
            "key": secrets.token_hex(32),
            "signature_scheme": "hmac-sha256",
            **{f"{name}_port": i for i, name in enumerate(_CHANNELS, start=1)},
        }
        connection_file = self.folder / "channel" / "connection.json"
        connection_file.write_text(json.dumps(connection))
        own = room_setup.kernel_settings(self.settings, self.train_fully)
        self._process = self._launch(own, connection_file)
        self._client = BlockingKernelClient()
        self._client.load_connection_info(connection)  # type: ignore[arg-type]
        self._client.start_channels()
        self._outputs = Outputs(self.limits.output_bytes, self.limits.picture_bytes)
        self._wait_until_ready()

    def _launch(self, own: dict[str, Any], connection_file: Path) -> ColdRoom | WarmRoom:
        """Start the kernel: in a warm room, in a sandbox of its own, or in none."""
        if self._warm is not None:
            environment, _ = room_setup.environment(self.settings, self.folder.parent / "home")
            try:
                return self._warm.open(self.folder, own, connection_file, environment)
            except NotWarm as error:
                self._give_up(str(error))
        return ColdRoom(self.folder, own, connection_file, self.settings, self.use_sandbox)

    def _wait_until_ready(self) -> None:
        """Wait until the kernel answers and its outputs reach us.

        Outputs are broadcast: what is sent before our subscription arrives is lost, and with it
        the message that ends a cell. So we ask until we have heard the kernel on that channel.
        """
        end, requests = time.monotonic() + self.limits.start_seconds, set()
        while time.monotonic() < end:
            requests.add(self._client.kernel_info())
            while (message := self._next("iopub", START_POLL_SECONDS)) is not None:
                if parent(message) in requests:
                    self._drain()
                    self._is_ready = True
                    return
            self._check_alive()
        self._give_up(f"the kernel did not start within {self.limits.start_seconds} s")

    def _next(self, channel: str, seconds: float = POLL_SECONDS) -> dict[str, Any] | None:
        """The next message of a channel, or None when there is none within `seconds`."""
        get = self._client.get_iopub_msg if channel == "iopub" else self._client.get_shell_msg
        try:
            message: dict[str, Any] = get(timeout=seconds)
        except Empty:
            return None
        except Exception as error:  # a kernel that a student has taken over can send anything
            self._give_up(f"the kernel sent what no kernel sends ({type(error).__name__})")
        if not isinstance(message.get("content"), dict):
            self._give_up("the kernel sent what no kernel sends")
        return message

    def run(self, cell: NotebookNode) -> None:
        """Run one code cell and put its outputs into it. Raises RoomClosed."""
        self._require_open()
        cell.outputs, cell.execution_count = [], None
        if not cell.source.strip():
            return
        request = self._client.execute(cell.source, allow_stdin=False, stop_on_error=False)
        seconds = min(self.limits.cell_seconds, self._deadline - time.monotonic())
        start, interrupted, replied = time.monotonic(), "", 0.0
        while True:
            message = self._next("iopub")
            now = time.monotonic()
            if message is None:
                self._check_alive(cell)
                if not replied and self._has_replied(request):
                    replied = now
                if replied and now - replied > GRACE_SECONDS:
                    return  # it is done, and its last message on this channel was lost
            elif parent(message) == request:
                if is_idle(message):
                    return
                if not self._outputs.add(message, cell) and not interrupted:
                    interrupted = f"it printed more than {self.limits.output_bytes} bytes"
                    start = self._interrupt(cell, interrupted)
            over = now - start > (GRACE_SECONDS if interrupted else seconds)
            if over and interrupted:
                self._give_up(f"{interrupted} and did not stop when asked", cell)
            if over:
                interrupted = f"it ran longer than {seconds:.0f} s"
                start = self._interrupt(cell, interrupted)

    def _interrupt(self, cell: NotebookNode, why: str) -> float:
        cell.outputs.append(stopped(why))
        return self._ask_to_stop()

    def _ask_to_stop(self) -> float:
        """Interrupt whatever the kernel is doing; when that was."""
        self._client.control_channel.send(self._client.session.msg("interrupt_request", {}))
        return time.monotonic()

    def ask(self, content: dict[str, Any], request: Path | None = None) -> Path:
        """Send an evidence request; return the stem of the files that hold the answer.

        Raises RoomClosed, and RuntimeError with the room's own words when it could not answer.
        """
        self._require_open()
        self._stems += 1
        output = self.from_room / f"e{self._stems}"
        content = {**content, "output": str(output)}
        if request is not None:
            content["input"] = str(request)
        message = self._client.session.msg("evidence_request", content)
        self._client.shell_channel.send(message)
        reply = self._reply(message["header"]["msg_id"])
        if reply.get("status") != "ok":
            raise RuntimeError(str(reply.get("error", "the room gave no reason"))[:2000])
        return output

    def _reply(self, request: str) -> dict[str, Any]:
        seconds = min(self.limits.call_seconds, self._deadline - time.monotonic())
        end, interrupted = time.monotonic() + seconds, False
        while True:
            message = self._next("shell")
            if message is not None and parent(message) == request:
                self._drain()
                return dict(message["content"])
            self._check_alive()
            if time.monotonic() > end and interrupted:
                self._give_up(
                    f"a call took longer than {seconds:.0f} s and did not stop when asked"
                )
            if time.monotonic() > end:
                end, interrupted = self._ask_to_stop() + GRACE_SECONDS, True

    def _drain(self) -> None:
        """Throw away what was printed outside a cell; it is never scored."""
        while self._client.iopub_channel.msg_ready():
            self._next("iopub")

    def _has_replied(self, request: str) -> bool:
        """Whether the reply that ends a cell has come."""
        while self._client.shell_channel.msg_ready():
            message = self._next("shell")
            if message is not None and parent(message) == request:
                return True
        return False

    def _check_alive(self, cell: NotebookNode | None = None) -> None:
        if self._process.poll() is not None:
            self._give_up("the kernel stopped (it exited, or ran out of memory)", cell)
        if time.monotonic() > self._deadline + GRACE_SECONDS:
            self._give_up(f"it ran longer than {self.limits.submission_seconds} s in all", cell)

    def _require_open(self) -> None:
        if self.closed_because:
            raise RoomClosed(self.closed_because)

    def _give_up(self, why: str, cell: NotebookNode | None = None) -> NoReturn:
        if not self._is_ready and self.log():
            why += f"; it wrote: {self.log().strip().splitlines()[-1]}"
        self.closed_because = why
        if cell is not None:
            cell.outputs.append(stopped(why))
        if hasattr(self, "_process"):
            self._process.kill()
        raise RoomClosed(why)

    def log(self) -> str:
        """What the kernel wrote before and beside the notebook, for the instructor."""
        path = self.folder / "kernel.log"
        return path.read_text("utf-8", "replace")[-4000:] if path.exists() else ""

    def close(self) -> None:
        """Stop the kernel and remove everything that it left."""
        if hasattr(self, "_process"):
            self._process.kill()
            self._client.stop_channels()
        shutil.rmtree(self.folder, ignore_errors=True)


_CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
