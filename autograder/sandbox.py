"""The sandbox of the student room: what bubblewrap lets a submission see and do."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import autograder
from autograder.errors import UserError

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts")
SYSTEM_FILES = ("/etc/localtime", "/etc/alternatives", "/etc/ssl/certs", "/etc/nsswitch.conf")

MACHINE_WIDE = tuple(f"/proc/{name}" for name in ("sys", "sysrq-trigger", "irq", "bus", "fs"))
"""Settings of the whole machine. Where the grader is root, a submission's process belongs to root
too, and the kernel lets it write most of them without asking for a capability."""

ROOM_MAKING = ("CAP_SYS_ADMIN", "CAP_NET_ADMIN", "CAP_SETFCAP")
"""To mount, to switch the loopback device on, and to give user 0 another number."""

WAYS_OUT = (
    "run the grader in a Linux virtual machine or in a container that allows user namespaces, "
    "or pass --no-sandbox to grade work that you trust"
)


@functools.cache
def problem() -> str:
    """Why the sandbox cannot run here, with how to mend it; an empty string when it can."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        if sys.platform != "linux":
            return f"the sandbox needs Linux: {WAYS_OUT}"
        return (
            "the sandbox needs bubblewrap, and there is no bwrap here: install it "
            f"(Debian, Ubuntu: sudo apt-get install bubblewrap), {WAYS_OUT}"
        )
    try:
        trial = subprocess.run(
            [bwrap, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"the sandbox did not start within 20 s: {WAYS_OUT}"
    if trial.returncode != 0:
        said = " ".join(trial.stderr.split()) or f"exit code {trial.returncode}"
        return f"bubblewrap cannot make a sandbox here ({said}): {WAYS_OUT}"
    return ""


def require() -> None:
    """Raise UserError when the sandbox cannot run."""
    if problem():
        raise UserError(problem())


def environment_folders() -> list[Path]:
    """Folders that hold this Python, its packages and the room's own code."""
    own = Path(autograder.__file__).resolve().parent
    wanted = [Path(sys.prefix), Path(sys.base_prefix), own]
    # A virtual environment links to its interpreter, and that one may link again.
    python = Path(sys.executable)
    while python.is_symlink():
        python = Path(os.path.normpath(python.parent / python.readlink()))
        wanted.append(python.parent.parent)
    return [path for path in dict.fromkeys(wanted) if not path.is_relative_to("/usr")]


def command(
    run: list[str],
    *,
    folder: Path,
    environment: dict[str, str],
    read: list[Path],
    write: list[Path],
    makes_rooms: bool = False,
) -> list[str]:
    """The bwrap command that runs `run` in `folder`, seeing only `read` and able to change `write`.

    Everything keeps its path. The process has no network, its own process numbers, no
    capabilities, an empty /tmp, and dies with the grader. With `makes_rooms` it has what it takes
    to make further rooms inside this one (see `namespaces`), and of this one only the folders in
    `write` and /tmp can be changed.
    """
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    user = "0" if makes_rooms else "1000"
    words += ["--hostname", "student-room", "--cap-drop", "ALL", "--uid", user, "--gid", user]
    for capability in ROOM_MAKING if makes_rooms else ():
        words += ["--cap-add", capability]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"]
    for name in MACHINE_WIDE if os.geteuid() == 0 else ():
        words += ["--ro-bind-try", name, name]
    for name in (*SYSTEM, *SYSTEM_FILES):
        words += _bind(Path(name))
    for path in (*environment_folders(), *read):
        words += ["--ro-bind", str(path), str(path)]
    for path in write:
        words += ["--bind", str(path), str(path)]
    for name, value in environment.items():
        words += ["--setenv", name, value]
    for name in ("/", "/dev") if makes_rooms else ():
        words += ["--remount-ro", name]
    return [*words, "--chdir", str(folder), "--", *run]


def _bind(path: Path) -> list[str]:
    """A system path as it is: a link stays a link, so that /bin may lead to /usr/bin."""
    if path.is_symlink() and path.parent == Path("/"):
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind-try", str(path.resolve()), str(path)]
