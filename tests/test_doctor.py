"""Each finding of the doctor, in its good and in its bad state."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from pytest import MonkeyPatch

from autograder import data, doctor, sandbox

AddTool = Callable[[str, str], None]
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux only")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: MonkeyPatch) -> AddTool:
    """An empty folder as the whole PATH, and a function that puts a shell script into it."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sandbox, "problem", sandbox.problem.__wrapped__)

    def add(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    return add


def test_examine_has_one_finding_for_each_thing_and_a_mend_for_each_fault(tmp_path: Path) -> None:
    findings = doctor.examine(tmp_path)
    names = [finding.name for finding in findings]
    assert len(set(names)) == len(names) == 12
    assert {finding.name: finding.ok for finding in findings}["course"] is False
    for finding in findings:
        assert finding.ok in (True, False, None)
        assert finding.what
        assert "\n" not in finding.what + finding.mend


def test_examine_imports_neither_keras_nor_tensorflow(tmp_path: Path) -> None:
    code = (
        "import sys; from autograder import doctor; doctor.examine(); "
        "sys.exit(', '.join({'keras', 'tensorflow'} & set(sys.modules)) or None)"
    )
    environment = os.environ | {"PYTHONPATH": str(doctor.LOCK.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@needs_linux
def test_warm_rooms_are_told_from_a_machine_that_only_has_cold_ones(
    monkeypatch: MonkeyPatch,
) -> None:
    assert doctor.warm().ok is True
    monkeypatch.setattr(sandbox, "ROOM_MAKING", ())
    found = doctor.warm()
    assert found.ok is None and "Operation not permitted" in found.what


def test_warm_rooms_need_a_sandbox_that_starts(tools: AddTool) -> None:
    assert doctor.warm().what == "they need the sandbox"
    tools("bwrap", "for word; do [ $word = true ] && exit 0; done; echo broken >&2; exit 1")
    found = doctor.warm()
    assert found.ok is None and "broken" in found.what


@pytest.mark.parametrize(
    ("version", "ok"),
    [((3, 10, 9), False), ((3, 11, 0), True), ((3, 13, 9), True), ((3, 14, 0), False)],
)
def test_python_is_one_that_the_lock_was_made_for(version: tuple[int, ...], ok: bool) -> None:
    finding = doctor.python(version)
    assert finding.ok is ok
    assert bool(finding.mend) is not ok


def test_packages_match_the_lock() -> None:
    assert doctor.packages().ok is True


def test_packages_names_the_one_that_differs(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(doctor.LOCK.read_text().replace("\nkeras==3.", "\nkeras==2."))
    finding = doctor.packages(lock)
    assert finding.ok is False
    assert finding.what.startswith("keras is 3.")
    assert "the lock has 2." in finding.what
    assert "tensorflow" not in finding.what
    assert str(lock) in finding.mend


def test_packages_names_the_one_that_is_not_installed(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "GRADING", ("keras", "no-such-package"))
    assert doctor.packages().what == "no-such-package is missing, the lock has no such package"
    assert doctor.packages().ok is False


def test_packages_without_a_lock_is_no_fault(tmp_path: Path) -> None:
    assert doctor.packages(tmp_path / "requirements.lock").ok is None


def test_pins_leaves_out_what_is_for_another_system(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "# a comment\none==1.0 \\\n    --hash=sha256:00\n"
        "two==2.0 ; sys_platform == 'nowhere' \\\n    --hash=sha256:11\n"
        "three==3.1 ; python_full_version >= '3.0' \\\n    --hash=sha256:22\n"
        "three==3.0 ; python_full_version < '3.0' \\\n    --hash=sha256:33\n"
    )
    assert doctor.pins(lock) == {"one": "1.0", "three": "3.1"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    """A package of three modules that nobody has compiled."""
    folder = tmp_path / "freshly_copied"
    folder.mkdir()
    for name in ("__init__", "one", "two"):
        (folder / f"{name}.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_bytecode_that_is_missing_is_worth_a_warning(package: Path) -> None:
    finding = doctor.bytecode("freshly_copied")
    assert finding.ok is None
    assert finding.what.startswith("3 of 3 modules")
    assert finding.mend.endswith(f"-m compileall -q {package}")


def test_bytecode_that_is_there_is_good(package: Path) -> None:
    for module in package.glob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(module)))
        compiled.parent.mkdir(exist_ok=True)
        compiled.touch()
    assert doctor.bytecode("freshly_copied").ok is True


def test_bytecode_of_a_package_that_is_not_installed_is_a_fault() -> None:
    assert doctor.bytecode("no_such_package").ok is False


@pytest.fixture
def keras_home(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    """Keras's folder, empty, and no word on the backend in the environment."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    return tmp_path


def test_backend_is_tensorflow_where_nothing_is_said(keras_home: Path) -> None:
    assert doctor.keras_backend() == doctor.Finding("Keras backend", True, "tensorflow")


@pytest.mark.parametrize("text", ['{"backend": "tensorflow"}', "{}", "[]", "not JSON"])
def test_backend_is_tensorflow_where_keras_falls_back(keras_home: Path, text: str) -> None:
    (keras_home / "keras.json").write_text(text)
    assert doctor.keras_backend().ok is True


def test_backend_that_is_not_installed_is_a_fault(
    keras_home: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    (keras_home / "keras.json").write_text('{"backend": "torch"}')
    assert doctor.keras_backend().ok is False
    assert str(keras_home / "keras.json") in doctor.keras_backend().what


def test_backend_in_the_environment_comes_first(keras_home: Path, monkeypatch: MonkeyPatch) -> None:
    (keras_home / "keras.json").write_text('{"backend": "torch"}')
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    assert doctor.keras_backend().ok is True
    monkeypatch.setenv("KERAS_BACKEND", "theano")
    assert doctor.keras_backend().ok is False
    assert "KERAS_BACKEND asks for 'theano'" in doctor.keras_backend().what


def test_backend_not_measured_is_worth_a_warning(
    keras_home: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert doctor.keras_backend().ok is None
    assert "measured with tensorflow" in doctor.keras_backend().what


@pytest.mark.parametrize(("name", "ok"), [("mnist", True), ("stand-in", None)])
def test_data_says_which_set_is_used(
    monkeypatch: MonkeyPatch, name: data.Name, ok: bool | None
) -> None:
    found = data.DataSet(Path("digits.npz"), name, "a file that was found")
    monkeypatch.setattr(data, "find", lambda: found)
    assert doctor.mnist().ok is ok
    assert "a file that was found" in doctor.mnist().what


def test_data_that_is_not_there_is_a_fault(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AUTOGRADER_DATA_NAME", "AUTOGRADER_STAND_IN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AUTOGRADER_MNIST", str(tmp_path / "nowhere.npz"))
    assert doctor.mnist().ok is False
    assert "nowhere.npz" in doctor.mnist().what


@needs_linux
def test_sandbox_that_is_missing_is_to_be_installed(tools: AddTool) -> None:
    finding = doctor.sandboxed()
    assert finding.ok is False
    assert "apt-get install bubblewrap" in finding.mend
    assert "sysctl" not in finding.mend


def test_sandbox_that_runs_is_good(tools: AddTool) -> None:
    tools("bwrap", 'for word; do :; done; test "$word" = true')
    assert doctor.sandboxed().ok is True


def test_sandbox_that_is_not_permitted_names_setting_and_flag(
    tools: AddTool, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    tools("bwrap", "echo 'setting up uid map: Permission denied' >&2; exit 1")
    monkeypatch.setattr(doctor, "SYSCTLS", tmp_path)
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel" / "apparmor_restrict_unprivileged_userns").write_text("1\n")
    (tmp_path / "kernel" / "unprivileged_userns_clone").write_text("1\n")
    finding = doctor.sandboxed()
    assert finding.ok is False
    assert "uid map: Permission denied" in finding.what
    assert "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" in finding.mend
    assert "userns_clone" not in finding.mend
    assert "--security-opt seccomp=unconfined" in finding.mend
    assert "apt-get" not in finding.mend


def test_sandbox_elsewhere_than_on_linux_names_the_ways_out(
    tools: AddTool, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    finding = doctor.sandboxed()
    assert finding.ok is False
    assert "virtual machine" in finding.mend
    assert "apt-get" not in finding.mend


def test_course_is_found_from_a_folder_within_it(tmp_path: Path) -> None:
    (tmp_path / "source" / "lab").mkdir(parents=True)
    assert doctor.course(tmp_path).ok is False
    (tmp_path / "nbgrader_config.py").touch()
    found = doctor.Finding("course", True, str(tmp_path.resolve()))
    assert doctor.course(tmp_path / "source" / "lab") == found


@pytest.mark.parametrize(
    ("installed", "limit", "ok"),
    [(16, None, True), (2, None, False), (16, "max\n", True), (16, f"{2 * 2**30}\n", False)],
)
def test_memory_is_what_the_machine_has_and_the_container_may_use(
    tmp_path: Path,
    monkeypatch: MonkeyPatch,
    installed: int,
    limit: str | None,
    ok: bool | None,
) -> None:
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(total=installed * 2**30))
    monkeypatch.setattr(doctor, "MEMORY_LIMIT", tmp_path / "memory.max")
    if limit is not None:
        (tmp_path / "memory.max").write_text(limit)
    finding = doctor.memory()
    assert finding.ok is ok
    assert finding.what == ("16.0 GiB" if ok else "2.0 GiB")


@needs_linux
@pytest.mark.parametrize(("processors", "ok"), [({0, 3}, True), ({1}, None)])
def test_cores_are_those_that_this_process_may_use(
    monkeypatch: MonkeyPatch, processors: set[int], ok: bool | None
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: processors)
    finding = doctor.cores()
    assert finding.ok is ok
    assert finding.what.startswith(str(len(processors)))


@needs_linux
def test_shared_memory_is_tried_by_writing(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "SHARED_MEMORY", tmp_path)
    assert doctor.shared_memory().ok is True
    monkeypatch.setattr(doctor, "SHARED_MEMORY", tmp_path / "missing")
    finding = doctor.shared_memory()
    assert finding.ok is False
    assert "tmpfs" in finding.mend


@pytest.mark.parametrize(
    ("script", "ok", "what"),
    [
        (None, None, "none, and none is needed"),
        ("exit 9", None, "nvidia-smi fails; grading works on the CPU"),
        ("echo 'GPU 0: T4 (UUID: a)'; echo 'GPU 1: L4 (UUID: b)'", True, "T4 and L4"),
    ],
)
def test_gpu_is_named_and_never_a_fault(
    tools: AddTool, script: str | None, ok: bool | None, what: str
) -> None:
    if script:
        tools("nvidia-smi", script)
    assert doctor.gpu() == doctor.Finding("GPU", ok, what)
