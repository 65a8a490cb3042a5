"""What a student room finds when it opens: its files, its environment, its data set."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

from autograder import data, sandbox
from autograder.course import LabSettings

LONGEST_PLACE = 70


def environment(settings: LabSettings, home: Path) -> tuple[dict[str, str], list[Path]]:
    """The environment variables of a room, and files that it may read besides Python's own.

    `home` is the room's home folder. Nothing of the grader's own environment goes in, so that no
    secret of the instructor's is there to be read.
    """
    variables = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(sandbox.__file__).parent.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        # The kernel sets this too, but too late where Keras has imported matplotlib before it.
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "tensorflow"),
        "NBGRADER_EXECUTION": "autograde",
    }
    if settings.training is None:
        return variables, []
    found = data.find()
    variables |= {"AUTOGRADER_MNIST": str(found.path), "AUTOGRADER_DATA_NAME": found.name}
    return variables, [found.path]


def kernel_settings(settings: LabSettings, train_fully: bool = False) -> dict[str, Any]:
    """What the kernel is told: limits in bytes, and the budget of a lab that trains."""
    own: dict[str, Any] = {
        "training": None,
        "file_bytes": settings.limits.file_bytes,
        "memory_bytes": settings.limits.memory_bytes,
    }
    training = settings.training
    if training is not None and train_fully:
        own["training"] = {"rows": sys.maxsize, "saved": {}}
    elif training is not None:
        name = data.find().name
        saved = {file: at[name] for file, at in training.saved.items() if name in at}
        own["training"] = {"rows": training.rows, "saved": saved}
    return own


def fill_home(home: Path) -> None:
    """Make a room's home folder, with what would take each room seconds to find out."""
    shutil.copytree(_font_cache(), home / "matplotlib")


def short_folder() -> str | None:
    """Where rooms are made: None is tempfile's own choice.

    The path of a Unix socket may have little more than 100 characters.
    """
    return "/tmp" if len(tempfile.gettempdir()) > LONGEST_PLACE else None


def copy(files: Path, work: Path) -> None:
    """Copy regular files; never follow a link, and leave notebooks out: they hold hidden tests."""
    for path in sorted(files.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb":
            continue
        if any(parent.is_symlink() for parent in path.parents if parent.is_relative_to(files)):
            continue
        target = work / path.relative_to(files)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _font_cache() -> Path:
    """Matplotlib's list of fonts, made once: to search for fonts takes each new room seconds."""
    folder = Path(user_cache_dir("autograder")) / "matplotlib"
    if not any(folder.glob("fontlist-*.json")):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-c", "import matplotlib.font_manager"],
            env={**os.environ, "MPLCONFIGDIR": str(folder)},
            check=True,
            capture_output=True,
        )
    return folder
