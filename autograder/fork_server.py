"""Where warm rooms come from: a process with Keras and its company imported, and nothing run.

It stands in a sandbox of its own and forks a child for each submission, before anything of a
student's is there to be seen. A child gives itself a room inside the sandbox: see `namespaces`.
No room can reach this process or another room, and no room's files ever come into it.

Started by `warm_rooms` as: python -P -m autograder.fork_server SOCKET FOLDER
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import random
import selectors
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from autograder import data, namespaces, sandbox, student_kernel
from autograder.channel import Channel

PRELOAD = ("keras", "matplotlib.pyplot", "autograder.evidence_keras", "autograder.training")
USER = 1000
SHOWN = ("work", "from_room", "to_room", "channel")
EMPTY = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))


def preload() -> None:
    """Import what nearly every lab imports, and read the data set; the children share both."""
    for module in PRELOAD:
        importlib.import_module(module)
    importlib.import_module(os.environ["KERAS_BACKEND"])
    data.load_data()
    gc.collect()
    gc.freeze()  # so that a child's first collection does not copy all of this


def open_room(rooms: Path, request: dict[str, Any]) -> int:
    """Fork a room's first process; its number. `rooms` is the folder that holds all rooms."""
    with namespaces.new_process_numbers():
        child = os.fork()
        if child == 0:
            _first_process(rooms, request)
    return child


def _first_process(rooms: Path, request: dict[str, Any]) -> NoReturn:
    """Make the room, start the kernel in it, and reap whatever it leaves."""
    status = 1
    try:
        os.setsid()
        # Process 1 of a namespace is killed by no signal from inside that it does not handle.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        folder = rooms / request["room"]
        log = os.open(folder / "kernel.log", os.O_WRONLY | os.O_APPEND)
        os.dup2(log, 1), os.dup2(log, 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        show = {folder / name: folder / name for name in SHOWN} | {folder / "home": rooms / "home"}
        cover = [*EMPTY] if any(map(rooms.is_relative_to, EMPTY)) else [*EMPTY, rooms]
        # Python, this package or the data set may lie in a folder that is made empty.
        needed = [*sandbox.environment_folders(), Path(os.environ["AUTOGRADER_MNIST"])]
        needed = [one for one in needed if any(map(one.is_relative_to, cover))]
        show |= {one: one for one in needed}
        namespaces.enclose(show, {folder / "to_room", *needed}, cover)
        kernel = os.fork()
        if kernel == 0:
            _kernel(folder, request)
        child = None
        while child != kernel:
            child, ended = os.wait()
        status = os.waitstatus_to_exitcode(ended) & 0xFF
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _kernel(folder: Path, request: dict[str, Any]) -> NoReturn:
    status = 1
    try:
        namespaces.become_ordinary(USER)
        os.chdir(folder / "work")
        os.environ.clear()
        os.environ.update(request["environment"])
        # A cold room's generators start from the system's randomness; a fork's would be copies.
        random.seed()
        np.random.seed()
        student_kernel.serve(request["settings"], request["connection_file"])
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Open and close rooms until the grader is gone; all rooms end with this process."""
    channel, rooms = Channel(socket.socket(fileno=int(sys.argv[1]))), Path(sys.argv[2])
    problem = namespaces.trial(USER)
    if not problem:
        preload()
    channel.send(op="ready", problem=problem)
    open_rooms: dict[int, int] = {}  # the number of a first process -> a descriptor of it
    with contextlib.suppress(EOFError), selectors.DefaultSelector() as selector:
        selector.register(channel, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.data is not None:  # a room's first process has ended
                    os.waitpid(key.data, 0)
                    selector.unregister(key.fd)
                    os.close(open_rooms.pop(key.data))
                    channel.send(op="ended", pid=key.data)
                    continue
                while channel.has_message():
                    message = channel.receive()
                    if message["op"] == "open":
                        pid = open_room(rooms, message)
                        open_rooms[pid] = os.pidfd_open(pid)
                        selector.register(open_rooms[pid], selectors.EVENT_READ, pid)
                        channel.send(op="opened", pid=pid)
                    elif message["pid"] in open_rooms:
                        signal.pidfd_send_signal(open_rooms[message["pid"]], signal.SIGKILL)


if __name__ == "__main__":
    main()
