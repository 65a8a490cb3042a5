"""Checks of convolutional networks: chains of layers, rules for sizes, three models at once.

A layer is recognised by its class and by the settings that shape what it computes. Its name,
and whether an activation is an argument or a layer of its own, are all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from autograder.checks_models import Dense, Found, built_model
from autograder.checks_models import chain as found_in
from autograder.checks_values import call, describe, name_of
from autograder.outcomes import Wrong, shorten

_SETTINGS = {
    "Conv2D": ("filters", "kernel_size", "padding", "strides", "use_bias", "dilation_rate"),
    "Conv2DTranspose": ("filters", "kernel_size", "padding", "strides", "use_bias"),
    "MaxPooling2D": ("pool_size", "padding", "strides"),
    "UpSampling2D": ("size", "interpolation"),
    "Dense": ("units", "use_bias"),
}
"""What is compared, and said in a message, for each class of layer that a chain may ask for."""

_USUAL = {"dilation_rate": (1, 1), "use_bias": True, "interpolation": "nearest"}
"""Settings that a message leaves out while they have these values; strides are a case apart."""

_GRID = np.linspace(-6, 6, 97, dtype="float32")[None, :]
_ACTIVATIONS = ("linear", "relu", "sigmoid", "tanh", "elu", "softplus", "leaky_relu", "gelu")

_CASES = (28, 3, 1), (28, 3, 2), (7, 2, 2), (14, 2, 2), (5, 4, 3), (9, 5, 2), (10, 1, 3), (6, 3, 4)
"""(size, kernel, stride); strides that do not divide sizes, and kernels below the stride."""


@dataclass(frozen=True)
class Layer:
    """One layer of a chain: Keras's class, its settings, and the activation that acts on it."""

    kind: str
    settings: tuple[Any, ...] = ()
    activation: str = "linear"

    def __str__(self) -> str:
        values = dict(zip(_SETTINGS.get(self.kind, ()), self.settings, strict=False))
        usual = _USUAL | {"strides": values.get("pool_size", (1, 1))}
        said = [_said(name, value) for name, value in values.items() if usual.get(name) != value]
        said += [self.activation] if self.activation != "linear" else []
        return f"{self.kind}({', '.join(said)})" if said else self.kind


def conv(
    filters: int,
    kernel: int = 3,
    activation: str = "linear",
    padding: str = "same",
    strides: int = 1,
) -> Layer:
    """What `chain` should find: a Conv2D with bias and square kernel."""
    squares = (kernel, kernel), padding, (strides, strides)
    return Layer("Conv2D", (filters, *squares, True, (1, 1)), activation)


def conv_transpose(
    filters: int,
    kernel: int = 3,
    activation: str = "linear",
    padding: str = "same",
    strides: int = 1,
) -> Layer:
    """What `chain` should find: a Conv2DTranspose with bias and square kernel."""
    squares = (kernel, kernel), padding, (strides, strides)
    return Layer("Conv2DTranspose", (filters, *squares, True), activation)


def pool(size: int = 2, padding: str = "same") -> Layer:
    """What `chain` should find: a MaxPooling2D whose windows lie side by side."""
    return Layer("MaxPooling2D", ((size, size), padding, (size, size)))


def upsample(factor: int = 2) -> Layer:
    """What `chain` should find: an UpSampling2D that repeats pixels."""
    return Layer("UpSampling2D", ((factor, factor), "nearest"))


def norm() -> Layer:
    """What `chain` should find: a BatchNormalization."""
    return Layer("BatchNormalization")


def chain(
    model: Any,
    wanted: Sequence[Layer | Dense],
    inputs: tuple[int, ...] | None = None,
    outputs: tuple[int, ...] | None = None,
) -> None:
    """The model is exactly the layers `wanted`, one after the other, from `inputs` to `outputs`.

    Both are shapes without the batch axis. Layers that only rearrange numbers (Flatten, Reshape)
    are left out on both sides. The message names the first layer that differs.
    """
    subject = name_of(model, "the model")
    model = built_model(model, subject)
    found = [_described(one) for one in found_in(model)]
    plan = [
        Layer("Dense", (one.units, True), one.activation) if isinstance(one, Dense) else one
        for one in wanted
    ]
    _same_ends(model, subject, "input", inputs)
    for place, (have, want) in enumerate(zip(found, plan, strict=False), start=1):
        if have != want:
            what = f"layer {place} of {len(plan)} in {subject} (reshaping does not count)"
            raise Wrong(what, f"{want}", f"{have}")
    if len(found) != len(plan):
        at = min(len(found), len(plan))
        hint = f"after {at} right ones comes "
        hint += f"{found[at]}, one too many" if len(found) > at else f"{plan[at]}, which is missing"
        what = f"number of layers in {subject} (reshaping does not count)"
        raise Wrong(what, f"{len(plan)}", f"{len(found)}", hint)
    _same_ends(model, subject, "output", outputs)


def three_models(value: Any, subject: str = "what the function returns") -> tuple[Any, Any, Any]:
    """`value` as three Keras models in a tuple or list: the whole, its encoder, its decoder."""
    if type(value) not in (tuple, list) or len(value) != 3:
        raise Wrong(subject, "three models: (autoencoder, encoder, decoder)", describe(value))
    for name, model in zip(("first", "second", "third"), value, strict=True):
        built_model(model, f"the {name} model in {subject}")
    return value[0], value[1], value[2]


def size_rule(function: Any, transposed: bool = False) -> None:
    """`function(size, kernel, stride, padding)` is the output size of Keras's own layer.

    It is asked for many sizes, among them kernels smaller than the stride.
    """
    subject = name_of(function, "the function")
    kind = keras.layers.Conv1DTranspose if transposed else keras.layers.Conv1D
    for padding in ("valid", "same"):
        for size, kernel, stride in _CASES:
            layer = kind(1, kernel, stride, padding)
            want = int(layer.compute_output_shape((None, size, 1))[1])
            found = call(function, size, kernel, stride, padding)
            if not _is_whole(found) or found != want:
                asked = f"{subject}({size}, {kernel}, {stride}, {padding!r})"
                raise Wrong(asked, f"{want}", describe(found))


def sizes(value: Any, wanted: Sequence[int], what: str) -> None:
    """`value` is a list, tuple or array of exactly these whole numbers; `what` says of what."""
    found = value.tolist() if isinstance(value, np.ndarray) else value
    asked = " → ".join(map(str, wanted))
    if type(found) not in (list, tuple) or not found or not all(map(_is_whole, found)):
        raise Wrong(what, f"the list {asked}", describe(value))
    if [int(one) for one in found] != list(wanted):
        raise Wrong(what, asked, shorten(" → ".join(f"{one:g}" for one in found), 200))


def _is_whole(value: Any) -> bool:
    number = isinstance(value, int | float | np.integer | np.floating)
    return number and not isinstance(value, bool) and float(value).is_integer()


def _described(found: Found) -> Layer:
    layer, kind = found.layer, type(found.layer).__name__
    values = (getattr(layer, name, None) for name in _SETTINGS.get(kind, ()))
    settings = tuple(tuple(one) if isinstance(one, list) else one for one in values)
    return Layer(kind, settings, _activation(found.activations))


def _activation(steps: list[Any]) -> str:
    """Keras's name for what the activations do together; "another activation" without one."""
    values: Any = keras.ops.convert_to_tensor(_GRID)
    try:
        for step in filter(callable, steps):
            values = step(values)
        made = np.asarray(keras.ops.convert_to_numpy(values))
    # An activation may be any callable that a student wrote.
    except Exception:
        return "another activation"
    for name in _ACTIVATIONS:
        wanted = keras.ops.convert_to_numpy(keras.activations.get(name)(_GRID))
        if made.shape == wanted.shape and np.allclose(made, wanted, atol=1e-5):
            return name
    return "another activation"


def _said(name: str, value: Any) -> str:
    value = " by ".join(map(str, value)) if isinstance(value, tuple) else value
    if name in ("strides", "dilation_rate", "interpolation"):
        return f"{name} {value}"
    return "no bias" if name == "use_bias" else f"{value}"


def _same_ends(model: Any, subject: str, end: str, wanted: tuple[int, ...] | None) -> None:
    found = tuple(getattr(model, f"{end}_shape"))
    if wanted is not None and found != (None, *wanted):
        raise Wrong(f"{end} shape of {subject}", f"{(None, *wanted)}", f"{found}")
