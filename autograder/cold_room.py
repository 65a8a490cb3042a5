"""A cold room: a kernel that is started for one submission alone, in a sandbox or in none."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder import room_setup, sandbox
from autograder.course import LabSettings


class ColdRoom(subprocess.Popen[bytes]):
    """The processes of one room. `folder` is the room's, `own` what the kernel is told."""

    def __init__(
        self,
        folder: Path,
        own: dict[str, Any],
        connection_file: Path,
        settings: LabSettings,
        use_sandbox: bool,
    ) -> None:
        # -P: a file of the student's that is called like a module must not come before it here.
        run = [sys.executable, "-P", "-m", "autograder.student_kernel", json.dumps(own)]
        run.append(str(connection_file))
        environment, read = room_setup.environment(settings, folder / "home")
        if use_sandbox:
            run = sandbox.command(
                run,
                folder=folder / "work",
                environment=environment,
                read=[*read, folder / "to_room"],
                write=[folder / name for name in ("work", "from_room", "channel", "home")],
            )
            environment = {"PATH": os.environ.get("PATH", os.defpath)}
        with (folder / "kernel.log").open("ab") as log:
            super().__init__(
                run,
                cwd=folder / "work",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End everything in the room and wait for it."""
        # The sandbox dies with its first process; without one, this is all that it started.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait()
