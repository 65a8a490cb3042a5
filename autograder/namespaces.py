"""Namespaces of Linux, for which Python 3.11 has no words: a room of its own inside a sandbox.

`fork_server` uses this, inside bubblewrap's sandbox and before anything of a student's runs.
Every function raises OSError when the kernel refuses. Numbers are those of the kernel's headers:
linux/sched.h, linux/mount.h, linux/prctl.h, linux/capability.h, linux/sockios.h and net/if.h.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox import MACHINE_WIDE

NEW_MOUNTS, NEW_IPC, NEW_USERS, NEW_PIDS, NEW_NETWORK = (
    *(0x00020000, 0x08000000, 0x10000000),
    *(0x20000000, 0x40000000),
)
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, REMOUNT, BIND, RECURSIVE, PRIVATE = (
    *(1, 2, 4, 8),
    *(1 << 5, 1 << 12, 1 << 14, 1 << 18),
)
NO_NEW_PRIVILEGES, AMBIENT, CLEAR_ALL = 38, 47, 4
CAPABILITY_VERSION_3 = 0x20080522
SET_FLAGS, UP = 0x8914, 1

_libc = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def new_process_numbers() -> Iterator[None]:
    """The child that is forked in here is process 1 of a namespace of its own."""
    with open("/proc/self/ns/pid", "rb") as own:
        _call("unshare", NEW_PIDS)
        try:
            yield
        finally:
            _call("setns", own.fileno(), NEW_PIDS)


def enclose(show: dict[Path, Path], read_only: set[Path], cover: list[Path]) -> None:
    """Give this process mounts, network and shared memory that no other room has.

    Every folder in `cover` becomes an empty one; then each path in `show` is seen at its value.
    Nothing can be written to those in `read_only`. /proc shows the process numbers of this
    namespace alone.
    """
    _call("unshare", NEW_MOUNTS | NEW_IPC | NEW_NETWORK)
    _mount("none", "/", "", RECURSIVE | PRIVATE)
    kept = {path: os.open(path, os.O_PATH) for path in show}
    for path in cover:
        _mount("tmpfs", path, "tmpfs", NO_SUID | NO_DEVICES, "mode=1777")
    for path, target in show.items():
        if os.path.isdir(f"/proc/self/fd/{kept[path]}"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()
        _mount(f"/proc/self/fd/{kept[path]}", target, "", BIND)
        flags = NO_SUID | NO_DEVICES | (READ_ONLY if path in read_only else 0)
        _mount("none", target, "", BIND | REMOUNT | flags)
        os.close(kept[path])
    _mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_EXEC)
    for name in filter(os.path.exists, MACHINE_WIDE):
        _mount(name, name, "", BIND)
        flags = NO_SUID | NO_DEVICES | NO_EXEC | READ_ONLY
        _mount("none", name, "", BIND | REMOUNT | flags)
    _mount("devpts", "/dev/pts", "devpts", NO_SUID | NO_EXEC, "newinstance,ptmxmode=0666,mode=620")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as some:
        fcntl.ioctl(some, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


def become_ordinary(user: int) -> None:
    """Be `user` in a user namespace of one's own, without any capability, now and later.

    What is mounted belongs to the namespace left behind, so it cannot be changed from here on.
    """
    outside = os.getuid(), os.getgid()
    _call("unshare", NEW_USERS)
    Path("/proc/self/setgroups").write_text("deny")
    for kind, own in zip(("uid", "gid"), outside, strict=True):
        Path(f"/proc/self/{kind}_map").write_text(f"{user} {own} 1")
    _call("prctl", AMBIENT, CLEAR_ALL, 0, 0, 0)
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    _call("capset", ctypes.c_char_p(header), ctypes.c_char_p(bytes(24)))
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def trial(user: int) -> str:
    """Why a room cannot be made in this sandbox; an empty string when it can."""
    reader, writer = os.pipe()
    try:
        with new_process_numbers():
            child = os.fork()
            if child == 0:
                try:
                    enclose({}, set(), [Path("/tmp")])
                    become_ordinary(user)
                except OSError as error:
                    os.write(writer, f"{error.strerror}".encode())
                finally:
                    os._exit(0)
        os.waitpid(child, 0)
    except OSError as error:
        return f"{error.strerror}"
    finally:
        os.close(writer)
    with open(reader) as said:
        return said.read()


def _mount(source: str, target: str | Path, kind: str, flags: int, options: str = "") -> None:
    _call("mount", source, str(target), kind, flags, options)


def _call(function: str, *arguments: object) -> None:
    """Call a function of the C library; a failure becomes an OSError that names it."""
    words = [
        ctypes.c_ulong(one) if isinstance(one, int)
        else one.encode() if isinstance(one, str)
        else one
        for one in arguments
    ]  # fmt: skip
    if getattr(_libc, function)(*words) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function}{arguments}: {os.strerror(number)}")
