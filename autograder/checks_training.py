"""Checks of compiling and training, and the reconstruction loss that decides.

The loss is the mean pixel binary cross-entropy in nats, computed here in NumPy on the test
images, which a lab never trains on. Pass lines come from the lab's settings; docs/thresholds.md
holds the measured runs behind them.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np

from autograder import data
from autograder.checks_models import built_model, flat, predict
from autograder.checks_values import Array, describe, name_of, numbers
from autograder.course import LabSettings
from autograder.errors import UserError
from autograder.outcomes import Wrong

LEARNING_RATES: Mapping[str, tuple[float, float]] = {"adam": (0.0005, 0.005), "adadelta": (0.5, 2)}
"""Optimizers that stand for a first autoencoder, with the learning rates that train it in time."""

_MEASURED: Mapping[str, float] = {"adam": 0.001, "adadelta": 1.0}
"""The learning rates at which the pass lines were measured."""

_CLIP = 1e-7
_settings: LabSettings | None = None


def use_settings(settings: LabSettings | None) -> None:
    """Take pass lines from these settings; None: from the notebook in the current folder."""
    global _settings
    _settings = settings


def pass_line(key: str) -> float:
    """The pass line `key` of the current lab, in nats per pixel, for the data set in use.

    Raises UserError when the lab has no such line, or when it is not clear which lab this is.
    """
    lines = (_settings or _settings_here()).pass_lines.get(data.name(), {})
    if key not in lines:
        raise UserError(f"no pass line '{key}' for {data.name()} in the lab's settings; add it")
    return lines[key]


def compiled(
    model: Any,
    loss: str = "binary_crossentropy",
    optimizers: Mapping[str, tuple[float, float]] = LEARNING_RATES,
    like: Any = None,
) -> None:
    """The model is compiled with `loss` and one of `optimizers` at a learning rate in its range.

    A loss is recognised by its values, so every spelling of it will do. What `like` (a compiled
    model) was compiled with is right too: a mistake made there is not counted again.
    """
    subject = name_of(model, "the model")
    model = built_model(model, subject)
    if not model.compiled or model.optimizer is None:
        raise Wrong(subject, "a compiled model", "a model that was not compiled")
    if like is not None and _setup(like) == _setup(model):
        return
    if not _is_loss(model.loss, loss):
        hint = ""
        if getattr(model.loss, "from_logits", False):
            hint = "from_logits=True is for outputs without a sigmoid"
        raise Wrong(f"loss of {subject}", loss, _name(model.loss), hint)
    kind, rate = _name(model.optimizer).lower(), learning_rate(model)
    if kind not in optimizers:
        raise Wrong(f"optimizer of {subject}", " or ".join(optimizers), kind)
    low, high = optimizers[kind]
    if not low <= rate <= high:
        hint = ""
        if kind == "adadelta" and rate < low:
            hint = (
                'the bare string "adadelta" means a learning rate of 0.001: after 50 epochs the '
                "loss is still 0.68; the method as it was published has a learning rate of 1"
            )
        raise Wrong(
            f"learning rate of {kind} in {subject}", f"{low:g} to {high:g}", f"{rate:g}", hint
        )


def fitted(history: Any, epochs: int, batch_size: int, held_out: Any = None) -> None:
    """The training that was asked for: epochs, batches of all training images, and validation.

    `held_out` is the student's array of test images: where it has the training images in it, the
    number of steps is judged by the images that are left. How many epochs really ran is the
    grader's affair. Whether the input was also the target is seen only where `fit` was watched
    (`history.asked`); elsewhere the reconstruction loss tells.
    """
    subject = name_of(history, "the history")
    params, records = getattr(history, "params", None), getattr(history, "history", None)
    if type(params) is not dict or type(records) is not dict:
        raise Wrong(subject, "what fit returned", describe(history), "history = model.fit(...)")
    if not _is_count(params.get("epochs"), epochs):
        raise Wrong("epochs asked for", f"{epochs}", describe(params.get("epochs")))
    sizes = {data.SHAPES["x_train"][0], data.SHAPES["x_test"][0]}
    rest = sizes - {len(held_out)} if isinstance(held_out, np.ndarray) and held_out.ndim else set()
    images = rest.pop() if len(rest) == 1 else data.SHAPES["x_train"][0]
    steps = math.ceil(images / batch_size)
    if not _is_count(params.get("steps"), steps):
        raise Wrong(
            "batches per epoch",
            f"{steps} ({images:,} images, {batch_size} at a time)",
            describe(params.get("steps")),
        )
    asked = getattr(history, "asked", None)
    asked = asked if type(asked) is dict else {}
    if asked.get("input_is_target") is False:
        raise Wrong("targets of the training", "the input images themselves", "something else")
    if asked.get("shuffle") is False:
        raise Wrong("shuffle", "True", "False")
    if "val_loss" not in records:
        raise Wrong(subject, "a validation loss for each epoch", "none", "validation_data=(...)")


def reconstruction_loss(model: Any) -> float:
    """Mean pixel binary cross-entropy (nats) of the model's answers to the 10,000 test images.

    Answers are clipped to [1e-7, 1 - 1e-7]. A perfect copy scores 0.0581 on MNIST, not 0, as grey
    pixels have an entropy of their own. Raises Wrong when the model does not return images.
    """
    subject = name_of(model, "the model")
    model = built_model(model, subject)
    images = data.images("test")
    made = predict(model, images, subject)
    if made.shape != images.shape:
        raise Wrong(f"what {subject} makes of the test images", f"{images.shape}", f"{made.shape}")
    if not np.isfinite(made).all():
        raise Wrong(f"what {subject} makes of the test images", "finite numbers", "NaN or infinity")
    batches = range(0, len(images), 1000)  # float64 for all images at once would take 0.3 GB
    return float(np.mean([_bce(images[i : i + 1000], made[i : i + 1000]) for i in batches]))


def reconstructs(model: Any, at_most: float) -> None:
    """The reconstruction loss of the model is no more than `at_most` nats per pixel."""
    subject = name_of(model, "the model")
    loss = reconstruction_loss(model)
    if not loss <= at_most:
        hint = "no better than showing the mean of all images every time" if loss > 0.25 else ""
        hint = "the network looks untrained" if 0.65 < loss < 0.75 else hint
        raise Wrong(
            f"reconstruction loss of {subject} on the test images (nats per pixel)",
            f"{at_most:g} or less",
            f"{loss:.4f}",
            hint,
        )


def trained(model: Any, images: Any, code_size: int) -> None:
    """The model learned what its set-up allows, so that an earlier mistake is not counted again.

    With the asked data (`images`, the student's test images), loss, optimizer and `code_size`:
    the pass line of the optimizer. With another code size: better than the mean image. With other
    data, loss or optimizer: better than the mean image, or at least trained for a step.
    """
    subject = name_of(model, "the model")
    kind = _setup(built_model(model, subject))
    measured = (
        kind is not None
        and kind[0] == "binary_crossentropy"
        and any(
            kind[1] == name and math.isclose(kind[2], rate, rel_tol=0.1)
            for name, rate in _MEASURED.items()
        )
    )
    if kind is not None and measured and _are_test_images(images):
        widths = [layer.units for layer in flat(model) if isinstance(layer, keras.layers.Dense)]
        same_code = bool(widths) and min(widths) == code_size
        reconstructs(model, pass_line(kind[1] if same_code else "mean_image"))
    elif kind is None or not int(model.optimizer.iterations):
        reconstructs(model, pass_line("mean_image"))


def learning_rate(model: Any) -> float:
    """The learning rate that a compiled model's optimizer uses now; NaN when it has none."""
    try:
        return float(model.optimizer.learning_rate)
    except (AttributeError, TypeError, ValueError):
        return math.nan


def _setup(model: Any) -> tuple[str, str, float] | None:
    """Loss, optimizer and learning rate of a compiled model; None when it is not compiled."""
    if not isinstance(model, keras.Model) or not model.compiled or model.optimizer is None:
        return None
    asked = _is_loss(model.loss, "binary_crossentropy")
    loss = "binary_crossentropy" if asked else _name(model.loss)
    return loss, _name(model.optimizer).lower(), round(learning_rate(model), 9)


def _is_loss(found: Any, name: str) -> bool:
    """Whether a loss in any spelling gives the values of Keras's loss `name`."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list | tuple):
        found = found[0] if len(found) == 1 else None
    random = np.random.default_rng(0)
    target, answer = random.random((2, 8, 20), dtype="float32") * 0.9 + 0.05
    wanted = keras.ops.mean(keras.losses.get(name)(target, answer))
    try:
        value = keras.ops.mean(keras.losses.get(found)(target, answer))
        return math.isclose(float(value), float(wanted), rel_tol=1e-4)
    # A loss may be any callable that a student wrote, or a word that Keras does not know.
    except Exception:
        return False


def _name(thing: Any) -> str:
    if type(thing) in (str, dict, list, tuple) or thing is None:
        return str(thing)
    return str(getattr(thing, "__name__", type(thing).__name__))


def _is_count(value: Any, wanted: int) -> bool:
    return type(value) is int and value == wanted


def _bce(target: Array, answer: Array) -> float:
    p = np.clip(answer.astype("float64"), _CLIP, 1 - _CLIP)
    return float(-np.mean(target * np.log(p) + (1 - target) * np.log(1 - p)))


def _are_test_images(images: Any) -> bool:
    try:
        found = numbers(images, "the test images")
    except Wrong:
        return False
    wanted = data.images("test")
    return found.shape == wanted.shape and np.allclose(found, wanted, atol=1e-5)


def _settings_here() -> LabSettings:
    """The settings in the one notebook, or else the one script, of the current folder."""
    for pattern in ("*.ipynb", "*.py"):
        paths = sorted(Path.cwd().glob(pattern))
        if len(paths) == 1:
            return LabSettings.from_metadata(_metadata(paths[0]), paths[0].name)
    raise UserError("pass lines need a lab: run from the folder of the one notebook that has them")


def _metadata(path: Path) -> dict[str, Any]:
    if path.suffix == ".ipynb":
        metadata = json.loads(path.read_text("utf-8")).get("metadata", {})
    else:
        import jupytext

        metadata = jupytext.read(path).metadata
    found: dict[str, Any] = metadata.get("autograder", {})
    return found
