"""What code in the student room can see, use up and leave behind."""

import os
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

import autograder
from autograder import sandbox
from autograder.course import LabSettings
from autograder.errors import UserError
from autograder.evidence_files import read
from autograder.student_room import RoomClosed, StudentRoom
from autograder.warm_rooms import WarmRooms


def settings(**limits):
    training = {"rows": 1000, "saved": {}}
    return LabSettings.from_metadata(
        {"limits": {"start_seconds": 60, **limits}, "training": training}
    )


@pytest.fixture(scope="module")
def warm():
    rooms = WarmRooms()
    yield rooms
    rooms.close()


@pytest.fixture(scope="module", params=["cold", "warm"])
def kind(request, warm):
    """What makes a room cold or warm: every test here is about both."""
    return {"warm": warm if request.param == "warm" else None}


@pytest.fixture(scope="module")
def room(tmp_path_factory, kind):
    """One room for all tests that leave it as it was."""
    files = tmp_path_factory.mktemp("handed-in")
    (files / "notes.txt").write_text("mine")
    (files / "lab.ipynb").write_text("{}")
    (files / "sub").mkdir()
    (files / "sub" / "helper.py").write_text("x = 3")
    (files / "link").symlink_to("/etc/passwd")
    (files / "linked").symlink_to("/usr")
    os.environ["A_SECRET"] = "hunter2"
    try:
        with StudentRoom(settings(), files, **kind) as one:
            yield one
    finally:
        del os.environ["A_SECRET"]


def run(room, source):
    """The cell's outputs as one text."""
    cell = new_code_cell(source)
    room.run(cell)
    return "".join(
        o.get("text") or f"{o.get('ename')}: {o.get('evalue')}"
        if "data" not in o
        else str(o["data"])
        for o in cell.outputs
    )


def test_it_has_a_copy_of_the_files_but_no_notebook_and_no_link(room):
    found = run(room, "import os; print(sorted(os.listdir('.')), open('notes.txt').read())")
    assert found == "['notes.txt', 'sub'] mine\n"
    assert run(room, "import sub.helper; print(sub.helper.x)") == "3\n"


def test_what_it_writes_stays_in_the_room(room):
    run(room, "open('new.txt', 'w').write('x'); os.remove('new.txt')")
    assert (room.work / "notes.txt").read_text() == "mine"


def test_it_sees_no_secret_no_network_and_no_other_process(room):
    assert "hunter2" not in run(room, "import os; print(dict(os.environ))")
    assert "refused" in run(room, "import socket; socket.create_connection(('127.0.0.1', 22), 1)")
    names = run(room, "import socket; print([n for _, n in socket.if_nameindex()])")
    assert names == "['lo']\n"
    running = run(room, "print(len([p for p in os.listdir('/proc') if p.isdigit()]))")
    assert int(running) <= 4


def test_of_the_project_it_sees_only_the_package(room):
    root = Path(autograder.__file__).resolve().parent.parent
    seen = run(room, f"print(sorted(os.listdir({str(root)!r})))")
    assert "autograder" in seen
    for name in ("source", "tests", "release", "gradebook.db", ".git", "nbgrader_config.py"):
        assert (root / name).exists() or name == "gradebook.db"
        assert f"'{name}'" not in seen


@pytest.mark.parametrize(
    "path", ["/etc/shadow", "/etc/passwd", "/root/.bashrc", "/home", "/var/log"]
)
def test_it_does_not_see_the_machine(room, path):
    assert run(room, f"import os; print(os.path.exists({path!r}))") == "False\n"


@pytest.mark.parametrize(
    "path", ["sys.prefix", "os.path.dirname(os.__file__)", "'/usr'", "autograder.__path__[0]"]
)
def test_it_cannot_change_python_or_the_grader(room, path):
    said = run(room, f"import sys, autograder; open({path} + '/left-over', 'w')")
    assert "Read-only file system" in said


@pytest.mark.parametrize("path", ["kernel/core_pattern", "vm/drop_caches", "kernel/hostname"])
def test_it_cannot_change_the_settings_of_the_machine(room, path):
    path = f"/proc/sys/{path}"
    said = run(room, f"open({path!r}, 'a')")  # opened, never written
    # Where the grader is no root, the file's own permissions forbid it.
    assert "Read-only file system" in said or (os.getuid() and "PermissionError" in said)
    script = f"mount -t proc proc /proc; umount {path}; umount /proc/sys; exec 3>> {path}"
    inside = f"['unshare', '-rmpf', 'sh', '-c', {script!r}]"
    said = run(room, f"import subprocess\nprint(subprocess.run({inside}, capture_output=True))")
    assert "Read-only file system" in said or (os.getuid() and "Permission denied" in said)


def test_it_has_no_powers(room):
    assert "Permission" in run(room, "import os; os.chroot('/tmp')") + run(room, "os.setuid(0)")
    assert "000000" in run(room, "print(open('/proc/self/status').read().split('CapEff:')[1][:20])")


def test_variables_come_over_and_missing_ones_do_not(room):
    run(room, "a = [1, 'x']")
    bundle, _ = read(room.ask({"op": "fetch", "names": ["a", "nothing"]}), 10_000)
    assert list(bundle["values"]) == ["a"]


def test_an_operation_that_it_does_not_know_is_an_error(room):
    with pytest.raises(RuntimeError, match="KeyError"):
        room.ask({"op": "forge", "names": []})


def test_printing_without_measure_is_cut_and_said(kind):
    with StudentRoom(settings(output_bytes=10_000), **kind) as room:
        said = run(room, "while True: print('x' * 1000)")
        assert len(said) < 11_000
        assert "it printed more than 10000 bytes" in said


def test_memory_beyond_the_limit_is_refused(kind):
    with StudentRoom(settings(memory_bytes=2**30), **kind) as room:
        assert "MemoryError" in run(room, "b = bytearray(2**31)")
        assert run(room, "print(1)") == "1\n"


def test_a_file_beyond_the_limit_is_refused(kind):
    with StudentRoom(settings(file_bytes=100_000), **kind) as room:
        assert "File too large" in run(room, "open('f', 'wb').write(bytes(200_000))")


def test_a_cell_that_ignores_the_interrupt_closes_the_room(monkeypatch, kind):
    monkeypatch.setattr("autograder.student_room.GRACE_SECONDS", 0.5)
    with StudentRoom(settings(cell_seconds=1), **kind) as room:
        stubborn = (
            "import time\nwhile True:\n    try: time.sleep(9)\n    except KeyboardInterrupt: 0"
        )
        with pytest.raises(RoomClosed, match="did not stop when asked"):
            run(room, stubborn)
        with pytest.raises(RoomClosed, match="did not stop when asked"):
            run(room, "1")


def test_a_room_leaves_nothing_behind(kind):
    with StudentRoom(settings(), **kind) as room:
        run(room, "import subprocess; subprocess.Popen(['sleep', '300'])")
        folder, process = room.folder, room._process
        assert folder.exists()
    assert not folder.exists()
    assert process.poll() is not None


def test_a_kernel_that_does_not_start_says_what_it_wrote(kind):
    with (
        pytest.raises(RoomClosed, match=r"it wrote: .*\w"),
        StudentRoom(settings(memory_bytes=2**20), **kind),
    ):
        pass


@pytest.fixture
def without_bwrap(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox.problem.cache_clear()
    yield
    sandbox.problem.cache_clear()


def test_without_a_sandbox_it_refuses_and_names_the_ways_out(without_bwrap):
    with pytest.raises(UserError, match=r"bubblewrap.*apt-get install.*--no-sandbox"):
        StudentRoom(settings())


def test_without_a_sandbox_it_runs_when_told_to(without_bwrap):
    with StudentRoom(settings(), use_sandbox=False) as room:
        assert run(room, "print(1)") == "1\n"


def test_a_sandbox_that_is_not_allowed_says_so(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    sandbox.problem.cache_clear()
    try:
        assert "No permissions" in sandbox.problem()
        assert "virtual machine" in sandbox.problem()
    finally:
        sandbox.problem.cache_clear()
