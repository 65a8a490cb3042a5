"""Rooms forked from one process: as separate as rooms that were started one by one."""

import os
import signal
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from autograder import room_setup, sandbox
from autograder.course import LabSettings
from autograder.student_room import RoomClosed, StudentRoom
from autograder.warm_rooms import NotWarm, WarmRooms

SETTINGS = LabSettings.from_metadata({"training": {"rows": 1000, "saved": {}}})


@pytest.fixture(scope="module")
def warm():
    rooms = WarmRooms()
    yield rooms
    rooms.close()


def run(room, source):
    """What the cell printed, or the error that it raised."""
    cell = new_code_cell(source)
    room.run(cell)
    return "".join(o.get("text") or f"{o.get('ename')}: {o.get('evalue')}" for o in cell.outputs)


def server(warm):
    """The process number of bubblewrap, with which the fork server ends."""
    return warm._process.pid


def test_keras_is_there_before_the_first_cell(warm):
    with StudentRoom(SETTINGS, warm=warm) as room:
        loaded = run(
            room, "import sys; print({'keras', 'tensorflow', 'matplotlib'} <= {*sys.modules})"
        )
        assert loaded == "True\n"


def test_what_one_leaves_is_not_there_for_the_next(warm):
    leave = """
import os, sys, keras
for place in ("/tmp", "/var/tmp", "/dev/shm", os.environ["HOME"], ".", "..", "../..", "/dev", "/"):
    try:
        open(os.path.join(place, "left-over"), "w").write("x")
    except OSError:
        pass
keras.left_over = sys.left_over = True
"""
    look = """
import os, sys, keras
places = ["/tmp", "/var/tmp", "/dev/shm", os.environ["HOME"], ".", "..", "../..", "/dev", "/"]
print([p for p in places if "left-over" in os.listdir(p)], hasattr(keras, "left_over"),
      hasattr(sys, "left_over"))
"""
    with StudentRoom(SETTINGS, warm=warm) as first:
        assert run(first, leave) == ""
        assert "'/tmp'" in run(first, look)  # it was written, and is seen where it was written
        with StudentRoom(SETTINGS, warm=warm) as beside:
            assert run(beside, look) == "[] False False\n"
    with StudentRoom(SETTINGS, warm=warm) as after:
        assert run(after, look) == "[] False False\n"


def test_one_sees_neither_the_files_nor_the_processes_nor_the_sockets_of_another(warm):
    with StudentRoom(SETTINGS, warm=warm) as one, StudentRoom(SETTINGS, warm=warm) as other:
        run(other, "open('answer.txt', 'w').write('42')")
        run(
            other, "import socket; s = socket.socket(socket.AF_UNIX); s.bind('\\0here'); s.listen()"
        )
        run(other, "t = socket.socket(); t.bind(('127.0.0.1', 5000)); t.listen()")
        path = other.work / "answer.txt"
        assert path.read_text() == "42"
        assert run(one, f"import os; print(os.path.exists({str(path)!r}))") == "False\n"
        assert run(one, f"print(os.path.exists({str(other.folder)!r}))") == "False\n"
        assert run(one, "print([p for p in os.listdir('/proc') if p.isdigit()])") == "['1', '2']\n"
        joined = "import socket; socket.socket(socket.AF_UNIX).connect('\\0here')"
        assert "refused" in run(one, joined)
        assert "refused" in run(one, "socket.create_connection(('127.0.0.1', 5000), 1)")


def test_it_cannot_uncover_what_is_covered_nor_look_at_its_first_process(warm):
    with StudentRoom(SETTINGS, warm=warm) as room:
        script = "umount -l /tmp; umount -l /proc; umount -l /dev/shm; ls /tmp/*; ls /proc"
        said = run(
            room,
            "import subprocess\nprint(subprocess.run(['unshare', '-rm', 'sh', '-c', "
            f"{script!r}], capture_output=True, text=True))",
        )
        assert room.folder.name in said  # its own folder is the only one
        assert len([w for w in said.split("\\n") if w.isdigit()]) <= 5
        for secret in ("environ", "mem", "root", "maps"):
            assert "PermissionError" in run(room, f"open('/proc/1/{secret}').read()")


def test_killing_all_that_one_can_reach_ends_the_room_alone(warm):
    kill = """
import contextlib, os, signal
for process in (1, -1, os.getppid(), os.getpid()):
    with contextlib.suppress(OSError):
        os.kill(process, signal.SIGKILL)
"""
    with StudentRoom(SETTINGS, warm=warm) as first, StudentRoom(SETTINGS, warm=warm) as second:
        with pytest.raises(RoomClosed, match="the kernel stopped"):
            run(first, kill)
        assert run(second, "print(1)") == "1\n"


def test_random_numbers_are_not_those_of_the_room_before(warm):
    drawn = set()
    for _ in range(3):
        with StudentRoom(SETTINGS, warm=warm) as room:
            ask = "import random, numpy, keras; m = keras.layers.Dense(1); m.build((None, 1))"
            run(room, ask)
            drawn.add(run(room, "print(random.random())"))
            drawn.add(run(room, "print(numpy.random.rand())"))
            drawn.add(run(room, "print(m.get_weights())"))
    assert len(drawn) == 9


def test_another_environment_gets_another_server(warm, monkeypatch):
    """As another data set or another backend does, which the environment names."""
    with StudentRoom(SETTINGS, warm=warm):
        before = server(warm)
    usual = room_setup.environment

    def changed(*arguments):
        variables, read = usual(*arguments)
        return variables | {"AUTOGRADER_TEST": "another"}, read

    with StudentRoom(SETTINGS, warm=warm):
        assert server(warm) == before
    monkeypatch.setattr(room_setup, "environment", changed)
    with StudentRoom(SETTINGS, warm=warm) as room:
        assert run(room, "import os; print(os.environ['AUTOGRADER_TEST'])") == "another\n"
        assert server(warm) != before


def test_a_server_that_died_closes_its_rooms_and_is_replaced(warm):
    with StudentRoom(SETTINGS, warm=warm) as room:
        os.kill(server(warm), signal.SIGKILL)
        with pytest.raises(RoomClosed, match="the kernel stopped"):
            for _ in range(20):
                run(room, "import time; time.sleep(0.1)")
    with StudentRoom(SETTINGS, warm=warm) as room:
        assert run(room, "print(1)") == "1\n"


def test_without_what_warm_rooms_need_a_room_is_cold(monkeypatch):
    monkeypatch.setattr(sandbox, "ROOM_MAKING", ())
    rooms = WarmRooms()
    with StudentRoom(SETTINGS, warm=rooms) as room:
        assert run(room, "print(1)") == "1\n"
    with pytest.raises(NotWarm, match="Operation not permitted"):
        rooms.prepare(SETTINGS)


def test_nothing_is_left_when_it_is_closed():
    rooms = WarmRooms()
    with StudentRoom(SETTINGS, warm=rooms) as room:
        process = rooms._process
        folder = room.folder.parent
        assert folder.exists()
    rooms.close()
    assert process.poll() is not None and not folder.exists()
    assert not Path(f"/proc/{process.pid}").exists()


def test_a_data_set_in_a_temporary_folder_is_there_and_cannot_be_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_STAND_IN", "1")
    monkeypatch.setenv("AUTOGRADER_CACHE", str(tmp_path))
    rooms = WarmRooms()
    try:
        with StudentRoom(SETTINGS, warm=rooms) as room:
            said = run(room, "import keras, os; _ = keras.datasets.mnist.load_data()")
            assert "offline stand-in" in said
            said = run(room, "print(os.environ['AUTOGRADER_MNIST'])")
            assert said.startswith(str(tmp_path))
            said = run(room, "open(os.environ['AUTOGRADER_MNIST'], 'ab')")
            assert "Read-only file system" in said
    finally:
        rooms.close()
