"""Checks of Keras models: layers, shared weights, and an autoencoder cut into its halves.

Models are judged by Keras's public API and by what they compute: functional, Sequential and
nested models, an activation given as argument or as layer, and any layer names are all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from autograder.checks_values import Array, describe, name_of
from autograder.outcomes import Wrong, shorten

_EXACT = 1e-5
"""Two ways through the same float32 weights differ by less; different weights by about 0.1."""

_GRID = np.linspace(-6, 6, 97, dtype="float32")[None, :]
_NAMES = ["linear", "relu", "sigmoid", "tanh", "softmax", "elu", "softplus", "leaky_relu", "gelu"]
"""Activations that a message calls by name."""

_OWN: Any = object()


@dataclass(frozen=True)
class Dense:
    """A fully connected layer with bias: how many units, and Keras's name of the activation."""

    units: int
    activation: str

    def __str__(self) -> str:
        return f"Dense({self.units}, {self.activation})"


def dense(units: int, activation: str = "linear") -> Dense:
    """What `layers` should find: a Dense layer of `units` with that activation."""
    return Dense(units, activation)


@dataclass
class Found:
    """A layer of the student's with the activations that act on it, its own first."""

    layer: Any
    activations: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, layer: Any) -> "Found":
        return cls(layer, [getattr(layer, "activation", None)])

    def is_like(self, wanted: Dense) -> bool:
        layer = self.layer
        if not isinstance(layer, keras.layers.Dense) or layer.units != wanted.units:
            return False
        return bool(layer.use_bias) and _act_alike(self.activations, wanted.activation)

    def __str__(self) -> str:
        kind = type(self.layer).__name__
        if not isinstance(self.layer, keras.layers.Dense):
            return kind
        bias = "" if self.layer.use_bias else ", no bias"
        return f"{kind}({self.layer.units}, {_activation_name(self.activations)}{bias})"


def layers(model: Any, wanted: Sequence[Dense], inputs: int | None = None) -> None:
    """The model is exactly the chain of layers `wanted`, from `inputs` numbers per image."""
    subject = name_of(model, "the model")
    model = built_model(model, subject)
    if inputs is not None and tuple(model.input_shape) != (None, inputs):
        raise Wrong(f"input of {subject}", f"{(None, inputs)}", f"{model.input_shape}")
    found = chain(model)
    if not _match(found, wanted):
        raise Wrong(
            f"layers of {subject}",
            " then ".join(map(str, wanted)),
            shorten(" then ".join(map(str, found)) or "none", 300),
        )


def has_layers(model: Any, wanted: Sequence[Dense]) -> bool:
    """Whether the model is exactly that chain: for tests that ask less of another network."""
    return _match(chain(built_model(model, name_of(model, "the model"))), wanted)


def parameters(model: Any, count: int) -> None:
    """The model has `count` numbers to train, each counted once."""
    subject = name_of(model, "the model")
    found = built_model(model, subject).count_params()
    if found != count:
        raise Wrong(f"parameters of {subject}", f"{count:,}", f"{found:,}")


def shares_layers(part: Any, whole: Any) -> None:
    """Every weight of `part` is one of `whole`'s own, not a fresh copy, and there are some."""
    subject, of = name_of(part, "the part"), name_of(whole, "the whole model")
    part, whole = built_model(part, subject), built_model(whole, of)
    known = {id(weight) for weight in whole.weights}
    own = [weight for weight in part.weights if id(weight) not in known]
    if own or not part.weights:
        got = f"{len(own)} weights of its own" if own else "no weights at all"
        hint = f"training {of} would not train them: build {subject} from the layers of {of}"
        raise Wrong(f"weights of {subject}", f"the weights of {of}", got, hint if own else "")


def recomposes(whole: Any, *, encoder: Any = _OWN, decoder: Any = _OWN) -> None:
    """decoder(encoder(x)) is whole(x), and stays so when the weights of `whole` change.

    A half that is not given is taken from `whole` itself, so that a mistake in one half costs
    that half alone. Images are random in [0, 1]; the weights are put back afterwards.
    """
    halves = {"encoder": encoder, "decoder": decoder}
    given = {name: half for name, half in halves.items() if half is not _OWN}
    if not given:
        raise TypeError("recomposes needs an encoder, a decoder or both")
    of = name_of(whole, "the whole model")
    names = {name: name_of(half, f"the {name}") for name, half in given.items()}
    whole = built_model(whole, of)
    steps: list[tuple[str, Any]] = [
        (names[name], built_model(half, names[name])) for name, half in given.items()
    ]
    if len(steps) == 1:
        steps = _with_own_half(whole, of, *steps[0], is_encoder="encoder" in given)
    said = " then ".join(name for name, _ in steps)
    random = np.random.default_rng(0)
    images = random.random((64, *whole.input_shape[1:]), dtype="float32")
    _agree(whole, steps, images, said, of, "")
    before = [np.array(keras.ops.convert_to_numpy(weight)) for weight in whole.weights]
    try:
        for weight, value in zip(whole.weights, before, strict=True):
            weight.assign(value + random.normal(0, 0.1, value.shape))
        _agree(whole, steps, images, said, of, f" after the weights of {of} changed")
    finally:
        for weight, value in zip(whole.weights, before, strict=True):
            weight.assign(value)


def built_model(value: Any, subject: str) -> Any:
    """`value` when it is a Keras model that knows its input shape; else Wrong."""
    if not isinstance(value, keras.Model):
        raise Wrong(subject, "a Keras model", describe(value))
    ends = [getattr(value, name, None) or [] for name in ("inputs", "outputs")]
    if not value.built or [len(end) for end in ends] != [1, 1]:
        raise Wrong(
            subject,
            "a Keras model with one input and one output of known shape",
            f"a {type(value).__name__} without them",
            "begin it with keras.Input(shape=...)",
        )
    return value


def predict(model: Any, images: Array, subject: str) -> Array:
    """What `model` makes of `images`; Wrong when they do not fit it."""
    try:
        # By hand: `predict` first traces the model, which takes longer than to call it.
        parts = [images[at : at + 1000] for at in range(0, max(1, len(images)), 1000)]
        made = [keras.ops.convert_to_numpy(model(part, training=False)) for part in parts]
        return np.concatenate(made)
    # Keras and its backends raise many kinds for arrays that do not fit a model.
    except Exception as error:
        got = f"{type(error).__name__} for an array of shape {images.shape}"
        raise Wrong(subject, "a model that takes these images", got) from error


def flat(model: Any) -> list[Any]:
    """The layers of a model in order, those of models inside it included, inputs left out.

    Operations without weights, such as keras.ops.relu, are steps of a model like any layer.
    """
    found: list[Any] = []
    for layer in getattr(model, "operations", model.layers):
        if isinstance(layer, keras.Model):
            found += flat(layer)
        elif not isinstance(layer, keras.layers.InputLayer):
            found.append(layer)
    return found


def chain(model: Any) -> list[Found]:
    """The layers that compute something; an activation layer joins the layer before it."""
    found: list[Found] = []
    for layer in flat(model):
        if isinstance(layer, keras.layers.Flatten | keras.layers.Reshape | keras.layers.Identity):
            continue
        if found and _is_activation(layer):
            found[-1].activations.append(layer)
        else:
            found.append(Found.of(layer))
    return found


def _match(found: Sequence[Found], wanted: Sequence[Dense]) -> bool:
    return len(found) == len(wanted) and all(
        item.is_like(layer) for item, layer in zip(found, wanted, strict=True)
    )


def _is_activation(layer: Any) -> bool:
    kinds = keras.layers.Activation | keras.layers.ReLU | keras.layers.LeakyReLU | keras.layers.ELU
    operation = not isinstance(layer, keras.layers.Layer)
    return operation or isinstance(layer, kinds | keras.layers.Softmax)


def _has_weights(layer: Any) -> bool:
    return bool(getattr(layer, "weights", None))


def _values(activations: list[Any]) -> Array | None:
    """What the activations, one after the other, make of -6..6; None where they fail."""
    values = keras.ops.convert_to_tensor(_GRID)
    try:
        for activation in activations:
            values = activation(values)
        return np.asarray(keras.ops.convert_to_numpy(values))
    # An activation may be any callable that a student wrote.
    except Exception:
        return None


def _act_alike(activations: list[Any], name: str) -> bool:
    found, expected = _values(activations), _values([keras.activations.get(name)])
    return found is not None and expected is not None and np.allclose(found, expected, atol=1e-5)


def _activation_name(activations: list[Any]) -> str:
    named = (name for name in _NAMES if _act_alike(activations, name))
    return next(named, "another activation")


def _with_own_half(
    whole: Any, of: str, name: str, half: Any, *, is_encoder: bool
) -> list[tuple[str, Any]]:
    """The given half, and the rest of `whole` as layers, in the order of computation."""
    chain = flat(whole)
    starts = [at for at, layer in enumerate(chain) if _has_weights(layer)]
    mine = sum(_has_weights(layer) for layer in flat(half))
    if not 0 < mine < len(starts):
        raise Wrong(
            name,
            f"a half of {of}, which has {len(starts)} layers with weights",
            f"{mine} layers with weights",
        )
    if is_encoder:
        return [(name, half), (f"the rest of {of}", chain[starts[mine] :])]
    return [(f"the first half of {of}", chain[: starts[-mine]]), (name, half)]


def _agree(
    whole: Any, steps: list[tuple[str, Any]], images: Array, said: str, of: str, when: str
) -> None:
    wanted, found = keras.ops.convert_to_numpy(whole(images)), images
    for name, step in steps:
        try:
            for layer in step if isinstance(step, list) else [step]:
                found = layer(found)
        # Keras and its backends raise many kinds for shapes that do not fit.
        except Exception as error:
            got = f"{type(error).__name__} in {name}: {shorten(str(error), 200)}"
            raise Wrong(said, f"an image like the one {of} makes", got) from error
    made = np.asarray(keras.ops.convert_to_numpy(found))
    if made.shape != wanted.shape:
        raise Wrong(f"shape of what {said} make", f"{wanted.shape}", f"{made.shape}")
    gap = float(np.abs(made - wanted).max())
    if not gap <= _EXACT:
        raise Wrong(
            f"{said}, applied in turn{when}",
            f"what {of} makes, to {_EXACT:g}",
            f"pixels up to {gap:.3g} off",
            f"both halves must be made of the layers of {of} itself",
        )
