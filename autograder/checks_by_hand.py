"""Checks of a training loop written by hand: starting values, forward pass, gradients, one step.

The network is 784-128-64-128-784 with a sigmoid after each layer and the mean squared error as
its loss. What its parts must compute is computed here again, in NumPy and float64; nothing that
a notebook says about itself is taken for true.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks_values import Array, describe, numbers
from autograder.outcomes import Wrong

SHAPES: Mapping[str, tuple[int, ...]] = {
    "encoder_h1": (784, 128),
    "encoder_b1": (128,),
    "encoder_h2": (128, 64),
    "encoder_b2": (64,),
    "decoder_h1": (64, 128),
    "decoder_b1": (128,),
    "decoder_h2": (128, 784),
    "decoder_b2": (784,),
}
"""The parameters by name: `h` are weights, `b` biases; in the order of computation."""

_LAYERS = [name.replace("_b", "_") for name in SHAPES if "_b" in name]
_MATRICES = [name for name in SHAPES if "_h" in name]
_DEVIATION = (0.045, 0.055)
"""For 0.05: the standard error of 8,192 numbers is 0.0004."""


def parameters(*parts: Any) -> dict[str, Array]:
    """The eight parameters from one or more dictionaries: finite numbers of the right shapes."""
    found: dict[str, Any] = {}
    for part in parts:
        if type(part) is not dict:
            raise Wrong("weights and biases", "dictionaries", describe(part))
        found |= part
    if set(found) != set(SHAPES):
        names = ", ".join(str(name) for name in found)
        raise Wrong("names in weights and biases", ", ".join(SHAPES), names or "none")
    values = {name: numbers(found[name], name) for name in SHAPES}
    for name, value in values.items():
        if value.shape != SHAPES[name]:
            raise Wrong(f"shape of {name}", f"{SHAPES[name]}", f"{value.shape}")
        if not np.isfinite(value).all():
            raise Wrong(name, "finite numbers", "NaN or infinity among them")
    return values


def random_parameters(seed: int) -> dict[str, Array]:
    """Parameters to test with, biases too, large enough that a part left out is seen."""
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(0, 0.1 if "_h" in name else 0.5, shape).astype("float32")
        for name, shape in SHAPES.items()
    }


def codes(values: Mapping[str, Array], images: Array) -> Array:
    """What the right encoder makes of images."""
    return _forward(values, images, _LAYERS[:2])[-1]


def decoded(values: Mapping[str, Array], some_codes: Array) -> Array:
    """What the right decoder makes of codes."""
    return _forward(values, some_codes, _LAYERS[2:])[-1]


def reconstruction_error(values: Mapping[str, Array], images: Array) -> float:
    """Mean squared error of images that went through encoder and decoder."""
    return float(np.mean((_forward(values, images, _LAYERS)[-1] - images) ** 2))


def exact_gradients(values: Mapping[str, Array], images: Array) -> dict[str, Array]:
    """The gradients of `reconstruction_error` by the chain rule."""
    stages = _forward(values, images, _LAYERS)
    found: dict[str, Array] = {}
    back = 2 * (stages[-1] - images) / images.size
    for number in range(len(_LAYERS) - 1, -1, -1):
        out = stages[number + 1]
        back = back * out * (1 - out)
        found[_weights(_LAYERS[number])] = stages[number].T @ back
        found[_biases(_LAYERS[number])] = back.sum(axis=0)
        back = back @ np.asarray(values[_weights(_LAYERS[number])], dtype="float64").T
    return found


def starting_values(weights: Any, biases: Any) -> None:
    """Normal weights with a deviation of 0.05, in each matrix others, and biases of 0."""
    values = parameters(weights, biases)
    for name in SHAPES:
        if "_b" in name and np.any(values[name]):
            raise Wrong(name, "zeros", f"numbers up to {np.abs(values[name]).max():.3g}")
    for name in _MATRICES:
        mean, deviation = float(values[name].mean()), float(values[name].std())
        if not _DEVIATION[0] <= deviation <= _DEVIATION[1]:
            raise Wrong(f"standard deviation of {name}", "0.05", f"{deviation:.4f}")
        if abs(mean) > 0.005:
            raise Wrong(f"mean of {name}", "0", f"{mean:.4f}")
        if np.mean(np.abs(values[name]) > 2 * deviation) < 0.02:
            raise Wrong(f"numbers in {name}", "normally distributed", "none far from the mean")
    for number, one in enumerate(_MATRICES):
        for other in _MATRICES[number + 1 :]:
            small, large = sorted((values[one], values[other]), key=np.size)
            if np.mean(np.isin(small, large)) > 0.1:
                hint = "does one initialiser, or one seed, make both?"
                got = f"the same numbers in {one} and {other}"
                raise Wrong("random numbers", "other ones in each matrix", got, hint)


def drawn_from_seed(made: Sequence[Any]) -> None:
    """Of three results of a function of a seed, the first two are equal and the last is not."""
    pairs = [item if type(item) in (tuple, list) else (item,) for item in made]
    first, again, other = (parameters(*pair) for pair in pairs)
    if not all(np.array_equal(first[name], again[name]) for name in SHAPES):
        raise Wrong("parameters made twice with one seed", "equal ones", "different ones")
    for name in _MATRICES:
        if np.mean(first[name] == other[name]) > 0.1:
            raise Wrong(f"{name} made with two seeds", "different numbers", "the same ones")


def gradients(found: Any, names: Any, values: Mapping[str, Array], images: Array) -> None:
    """`found` is the loss of `images` and, for each of `names`, its gradient."""
    if type(names) is not list or not all(type(name) is str and name in SHAPES for name in names):
        raise Wrong("trainable_variables", "the eight variables", "something else among them")
    if type(found) not in (tuple, list) or len(found) != 2:
        raise Wrong("loss_and_gradients", "a loss and a list", describe(found))
    loss, wanted = reconstruction_error(values, images), exact_gradients(values, images)
    _near_loss(found[0], loss, "loss")
    if type(found[1]) not in (tuple, list) or len(found[1]) != len(names):
        raise Wrong("gradients", f"a list of {len(names)}", describe(found[1]))
    for name, given in zip(names, found[1], strict=True):
        subject, exact = f"gradient of {name}", wanted[name]
        value = numbers(given, subject)
        if value.shape != exact.shape:
            raise Wrong(f"shape of the {subject}", f"{exact.shape}", f"{value.shape}")
        gap = np.abs(value - exact).max() / np.abs(exact).max()
        if not gap <= 0.01:
            got = f"numbers up to {gap:.3g} of the largest one off"
            raise Wrong(subject, "what the chain rule gives", got)


def unchanged(found: Any, values: Mapping[str, Array]) -> None:
    """The parameters are still `values`."""
    for name, value in parameters(found).items():
        if not np.allclose(value, values[name], atol=1e-6):
            raise Wrong(name, "the numbers that were there before", "changed ones")


def descended(before: Any, after: Any, losses: Sequence[Any], images: Array) -> None:
    """Steps on one batch noted its losses, changed all parameters, and made its loss smaller."""
    old, new = parameters(before), parameters(after)
    start, end = reconstruction_error(old, images), reconstruction_error(new, images)
    _near_loss(losses[0], start, "loss that a step returns")
    for name in SHAPES:
        if np.allclose(old[name], new[name], rtol=0, atol=1e-7):
            got = "the numbers of before"
            raise Wrong(f"{name} after {len(losses)} steps", "changed numbers", got)
    if not end < 0.95 * start:
        got = f"{end:.4f} after {start:.4f}"
        hint = "a step goes against the gradient; one optimizer serves for all steps"
        raise Wrong(f"loss after {len(losses)} steps on one batch", "a smaller one", got, hint)


def _near_loss(found: Any, wanted: float, subject: str) -> None:
    value = numbers(found, subject)
    if value.ndim or not abs(float(value) - wanted) <= 1e-3 * wanted + 1e-6:
        got = describe(value) if value.ndim else f"{float(value):.6g}"
        raise Wrong(subject, f"{wanted:.6g}", got, "the mean of the squared differences")


def _weights(layer: str) -> str:
    part, number = layer.split("_")
    return f"{part}_h{number}"


def _biases(layer: str) -> str:
    part, number = layer.split("_")
    return f"{part}_b{number}"


def _forward(values: Mapping[str, Array], x: Array, layers: Sequence[str]) -> list[Array]:
    """The input and what each of the layers makes of it."""
    stages = [np.asarray(x, dtype="float64")]
    for layer in layers:
        z = stages[-1] @ values[_weights(layer)] + values[_biases(layer)]
        with np.errstate(over="ignore"):  # 1 / infinity is the 0 that is meant
            stages.append(1 / (1 + np.exp(-z)))
    return stages
