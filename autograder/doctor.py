"""Looks at the machine before a class relies on it: `autograder doctor`."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil
from packaging.requirements import Requirement

from autograder import data, sandbox, warm_rooms
from autograder.course import Course
from autograder.errors import UserError

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
SYSCTLS = Path("/proc/sys")
MEMORY_LIMIT = Path("/sys/fs/cgroup/memory.max")
SHARED_MEMORY = Path("/dev/shm")

# Another version of one of these can change a grade; of the rest, only comfort depends.
GRADING = ("keras", "tensorflow", "numpy", "nbgrader", "jupyter-client", "ipykernel", "nbclient")

# Lab 01, two epochs on MNIST: 1.6 GiB in the student's process; an examiner that only imports
# Keras: 0.7 GiB (peak resident memory, Keras 3.15 on TensorFlow 2.21). The rest is the system's.
MEMORY_NEEDED = 4 * 2**30

# Kernel settings that can forbid user namespaces: the value that forbids, and the one that allows.
NAMESPACE_SETTINGS = {
    "user.max_user_namespaces": ("0", "15000"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
}


@dataclass(frozen=True)
class Finding:
    """One line of the report: `ok` is None for what is worth knowing, but nothing to mend."""

    name: str
    ok: bool | None
    what: str
    mend: str = ""


def examine(start: Path | None = None) -> list[Finding]:
    """Look at everything that grading needs, from the course that `start` lies in.

    Without `start` that is the current folder. Takes a second or two: it starts one sandbox and
    reads the data set, but imports neither Keras nor TensorFlow. Never raises.
    """
    return [
        python(),
        packages(),
        bytecode(),
        keras_backend(),
        mnist(),
        sandboxed(),
        warm(),
        course(start),
        memory(),
        cores(),
        shared_memory(),
        gpu(),
    ]


def python(version: Iterable[int] = sys.version_info[:3]) -> Finding:
    """Is this a Python that the lock was made for?"""
    major, minor, *_ = version = tuple(version)
    ok = (3, 11) <= (major, minor) < (3, 14)
    mend = "" if ok else "use Python 3.11, 3.12 or 3.13"
    return Finding("Python", ok, ".".join(map(str, version)), mend)


def pins(lock: Path) -> dict[str, str]:
    """Names and versions in a lock file, as far as they are meant for this Python and system."""
    lines = re.findall(r"^[a-z0-9][^\\\n]*", lock.read_text(encoding="utf-8"), re.MULTILINE)
    wanted = [r for r in map(Requirement, lines) if r.marker is None or r.marker.evaluate()]
    return {r.name: str(r.specifier).removeprefix("==") for r in wanted}


def packages(lock: Path = LOCK) -> Finding:
    """Are the packages that can change a grade the ones in the lock?"""
    if not lock.is_file():
        return Finding("packages", None, "no requirements.lock here to compare the versions with")
    pinned = pins(lock)
    odd = []
    for name in GRADING:
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "missing"
        if installed != pinned.get(name):
            odd.append(f"{name} is {installed}, the lock has {pinned.get(name, 'no such package')}")
    if odd:
        mend = f"{sys.executable} -m pip install --require-hashes -r {lock}"
        return Finding("packages", False, "; ".join(odd), mend)
    return Finding("packages", True, f"the {len(GRADING)} that can change a grade match the lock")


def bytecode(package: str = "tensorflow") -> Finding:
    """Is the package compiled? Otherwise each import takes seconds longer, in both rooms."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return Finding("bytecode", False, f"{package} is not installed", "make demo")
    folder = Path(spec.origin).parent
    modules = list(folder.rglob("*.py"))
    bare = sum(not os.path.exists(importlib.util.cache_from_source(str(m))) for m in modules)
    # A few files that do not compile, or are never imported, cost nothing.
    if bare > len(modules) / 10:
        what = f"{bare} of {len(modules)} modules of {package} are not compiled, imports are slow"
        return Finding("bytecode", None, what, f"{sys.executable} -m compileall -q {folder}")
    return Finding("bytecode", True, f"{package} is compiled")


def keras_backend() -> Finding:
    """Which backend will Keras use, from its environment variable or its configuration file?"""
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    name, source = os.environ.get("KERAS_BACKEND", ""), "KERAS_BACKEND"
    if not name:
        name, source = _configured_backend(home / "keras.json"), str(home / "keras.json")
    if name in ("", "tensorflow"):
        return Finding("Keras backend", True, "tensorflow")
    mend = "set KERAS_BACKEND=tensorflow"
    if name not in ("jax", "torch"):
        return Finding("Keras backend", False, f"{source} asks for {name!r}, unknown here", mend)
    if importlib.util.find_spec(name) is None:
        return Finding("Keras backend", False, f"{source} asks for {name}: not installed", mend)
    what = f"{name}, from {source}; the pass lines were measured with tensorflow"
    return Finding("Keras backend", None, what, mend)


def _configured_backend(path: Path) -> str:
    """The backend in Keras's configuration file; empty where Keras would take its default."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(settings.get("backend", "")) if isinstance(settings, dict) else ""


def mnist() -> Finding:
    """Is the data set there, and is it the real one?"""
    try:
        found = data.find()
    except UserError as error:
        return Finding("data", False, str(error), "or set AUTOGRADER_STAND_IN=1")
    if found.name == "mnist":
        return Finding("data", True, f"MNIST, {found.source}")
    mend = "for MNIST itself: let AUTOGRADER_MNIST name an mnist.npz as Keras has it"
    return Finding("data", None, found.source, mend)


def sandboxed() -> Finding:
    """Can a submission be locked in here?"""
    problem = sandbox.problem()
    if not problem:
        return Finding("sandbox", True, "bubblewrap works")
    if shutil.which("bwrap"):
        what = problem.removesuffix(f": {sandbox.WAYS_OUT}")
        return Finding("sandbox", False, what, f"{_allow_namespaces()}; else {sandbox.WAYS_OUT}")
    if sys.platform == "linux":
        mend = "sudo apt-get install bubblewrap (Fedora: sudo dnf install bubblewrap)"
        return Finding("sandbox", False, "bubblewrap is missing, there is no bwrap", mend)
    return Finding("sandbox", False, "bubblewrap exists on Linux only", sandbox.WAYS_OUT)


def warm() -> Finding:
    """Can a submission start from a process that has Keras loaded?"""
    if sandbox.problem():
        return Finding("warm rooms", None, "they need the sandbox")
    if problem := warm_rooms.problem():
        what = f"none here ({problem}), so each submission takes some seconds longer"
        return Finding("warm rooms", None, what)
    return Finding("warm rooms", True, "submissions start with Keras loaded")


def _allow_namespaces() -> str:
    """How to let bubblewrap make user namespaces: the kernel settings that forbid it, if any."""
    mends = []
    for setting, (forbids, allows) in NAMESPACE_SETTINGS.items():
        path = SYSCTLS.joinpath(*setting.split("."))
        if path.is_file() and path.read_text().strip() == forbids:
            mends.append(f"sudo sysctl -w {setting}={allows}")
    options = ("seccomp", "apparmor", "systempaths")
    flags = " ".join(f"--security-opt {option}=unconfined" for option in options)
    return "; ".join([*mends, f"in a container: start it with {flags}"])


def course(start: Path | None = None) -> Finding:
    """Are we in a course?"""
    try:
        return Finding("course", True, str(Course.here(start).root))
    except UserError as error:
        return Finding("course", False, str(error))


def memory() -> Finding:
    """Is there memory for one submission and its examiner? A container's limit counts."""
    total = psutil.virtual_memory().total
    if MEMORY_LIMIT.is_file() and (limit := MEMORY_LIMIT.read_text().strip()) != "max":
        total = min(total, int(limit))
    what = f"{total / 2**30:.1f} GiB"
    if total < MEMORY_NEEDED:
        mend = f"grading one submission needs about {MEMORY_NEEDED // 2**30} GiB"
        return Finding("memory", False, what, mend)
    return Finding("memory", True, what)


def cores() -> Finding:
    """How many processors may this process use?"""
    count = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    if count < 2:
        return Finding("cores", None, "1: grading works, but training and testing wait in turn")
    return Finding("cores", True, str(count))


def shared_memory() -> Finding:
    """Can files be made in shared memory? Python's multiprocessing needs it."""
    if sys.platform != "linux":
        return Finding("shared memory", None, "used on Linux only")
    try:
        with tempfile.TemporaryFile(dir=SHARED_MEMORY) as file:
            file.write(b"0")
    except OSError as error:
        mend = f"mount a tmpfs on {SHARED_MEMORY}; in a container: start it with --shm-size=1g"
        what = f"{SHARED_MEMORY} cannot be written to: {error.strerror}"
        return Finding("shared memory", False, what, mend)
    return Finding("shared memory", True, f"{SHARED_MEMORY} can be written to")


def gpu() -> Finding:
    """Is there an NVIDIA GPU? None is needed: the labs are small, and grading trains little."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return Finding("GPU", None, "none, and none is needed")
    try:
        done = subprocess.run([tool, "-L"], capture_output=True, text=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return Finding("GPU", None, "nvidia-smi does not answer; grading works on the CPU")
    if done.returncode != 0:
        return Finding("GPU", None, "nvidia-smi fails; grading works on the CPU")
    return Finding("GPU", True, " and ".join(re.findall(r"GPU \d+: (.*?) \(", done.stdout)))
