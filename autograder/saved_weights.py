"""Weights that came with a submission, for models of the same architecture.

Files are read with Keras's safe loading only. This runs in the student room.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

LARGEST_FILE = 200 * 2**20  # bytes
# What neither shapes the computation nor the weights' layout.
NOT_ARCHITECTURE = ("name", "trainable", "build_config", "compile_config", "shared_object_id")


@dataclass(frozen=True)
class SavedWeights:
    """The weights in one file, and the architecture they belong to as `architecture` gives it.

    ``target`` is the loss that they must reach to be used.
    """

    file: str
    target: float
    architecture: str
    weights: list[np.ndarray[Any, Any]]


class SavedFiles:
    """Files that lie in a folder now, read when they are first asked for.

    ``targets`` maps their names to the losses that they must reach. A file above 200 MB is passed
    over, as is one that Keras cannot load, and one that was written to after this object was
    made: it is not the submission's any more.
    """

    def __init__(self, folder: Path, targets: Mapping[str, float]) -> None:
        self._targets = {folder / name: target for name, target in targets.items()}
        files = [path for path in self._targets if path.is_file()]
        self._stamps = {f: _stamp(f) for f in files if f.stat().st_size <= LARGEST_FILE}
        self._read: dict[Path, SavedWeights | None] = {}

    def __bool__(self) -> bool:
        return bool(self._stamps)

    def matching(self, model: Any) -> Iterator[SavedWeights]:
        """Yield the saved weights whose architecture is that of the built Keras model."""
        wanted = architecture(model)
        for path, stamp in self._stamps.items():
            if path not in self._read:
                unchanged = path.is_file() and _stamp(path) == stamp
                target = self._targets[path]
                self._read[path] = _load(path, target, type(model)) if unchanged else None
            saved = self._read[path]
            if saved is not None and wanted is not None and saved.architecture == wanted:
                yield saved


def architecture(model: Any) -> str | None:
    """Return a text that is equal for models that differ only in names and numbers.

    Names of layers, initial values and what is trainable do not count; layer classes, their
    settings, how they are connected and the shapes of all weights do. None when the model has
    no configuration, as a subclass of ``keras.Model`` may.
    """
    try:
        config = model.get_config()
        names = {name: f"#{number}" for number, name in enumerate(_names(config))}
        shapes = [list(weight.shape) for weight in model.weights]
        return json.dumps(
            [type(model).__name__, _plain(config, names), shapes], sort_keys=True, default=repr
        )
    except (NotImplementedError, TypeError, ValueError, AttributeError):
        return None


def _names(config: Any) -> list[str]:
    """List the names of all layers, in the order of the configuration."""
    found: list[str] = []
    if isinstance(config, dict):
        if isinstance(config.get("name"), str) and config.get("class_name") != "DTypePolicy":
            found.append(config["name"])
        for key, value in config.items():
            if key not in ("dtype", "name"):
                found += _names(value)
    elif isinstance(config, list | tuple):
        for value in config:
            found += _names(value)
    return list(dict.fromkeys(found))


def _plain(config: Any, names: dict[str, str]) -> Any:
    if isinstance(config, dict):
        return {
            key: value if key == "dtype" else _plain(value, names)
            for key, value in config.items()
            if key not in NOT_ARCHITECTURE and not key.endswith("_initializer")
        }
    if isinstance(config, list | tuple):
        # Layers refer to each other by name inside lists.
        return [
            names.get(value, value) if isinstance(value, str) else _plain(value, names)
            for value in config
        ]
    return config


def _load(path: Path, target: float, kind: type) -> SavedWeights | None:
    import keras

    try:
        model = keras.saving.load_model(
            path, custom_objects={kind.__name__: kind}, compile=False, safe_mode=True
        )
        text = architecture(model)
        weights = model.get_weights()
    # A damaged or hostile file, or layers that are the student's own: Keras passes on whatever
    # it met, and in each case the model is trained as if the file were not there.
    except Exception:
        return None
    return None if text is None else SavedWeights(path.name, target, text, weights)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size
