"""Keras's objects as evidence: models, layers, tensors and training histories.

A model travels as its configuration, its weights layer by layer, how it was compiled and how many
steps its optimizer took. It is rebuilt from Keras's own classes alone; nothing that a student
wrote is looked up, imported or run. A layer that two models share is shared again when rebuilt.
"""

from __future__ import annotations

import contextlib
import copy
import json
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.evidence import Decoder, Encoder

LARGEST = 2**20
"""The largest whole number that a configuration may hold (units, filters, ...); seeds apart."""

_HOMES = frozenset(
    f"keras.{name}"
    for name in ("layers", "initializers", "regularizers", "constraints", "losses", "optimizers")
) | {"keras.metrics", "keras.optimizers.schedules"}

_NOT_REBUILT = frozenset(
    {"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "Layer", "Wrapper"}
)
"""Keras's layers that carry code or files of their own."""

_MODELS = frozenset(
    {("keras.src.models.functional", "Functional"), ("keras", "Functional"), ("keras", "Model")}
    | {("keras.src.models.sequential", "Sequential"), ("keras", "Sequential")}
    | {("keras", "DTypePolicy"), ("keras.dtype_policies", "DTypePolicy")}
)

_OPERATIONS = ("keras.src.ops.nn", "keras.src.ops.numpy", "keras.src.ops.math")
"""Where Keras says that an operation comes from, such as keras.ops.sigmoid in a model."""

_FUNCTIONS = (
    "keras.activations",
    "keras.losses",
    "keras.metrics",
    "keras.ops",
    "keras.initializers",
)


_HISTORY = ("history", "params", "epoch", "asked")


def encode(value: Any, encoder: Encoder) -> list[Any] | None:
    """The node of a Keras object or tensor; None when `value` is neither."""
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "KerasTensor"):  # absent, or only half imported
        return None
    if isinstance(value, keras.Model):
        if type(value) not in (keras.Model, keras.Sequential, type(_functional(keras))):
            return None
        return ["model", _encode_model(value, encoder)]
    if isinstance(value, keras.layers.Layer) and type(value).__module__.startswith("keras."):
        return ["layer", _encode_layer(value, encoder)]
    if isinstance(value, keras.KerasTensor):
        return ["keras_tensor", list(value.shape), str(value.dtype)]
    if isinstance(value, keras.callbacks.History):
        parts = {
            name: getattr(value, name, None) for name in ("history", "params", "epoch", "asked")
        }
        return ["history", encoder.node(parts)]
    if isinstance(value, keras.Variable) or keras.ops.is_tensor(value):
        return ["tensor", encoder.array(keras.ops.convert_to_numpy(value))]
    return None


def _functional(keras: Any) -> Any:
    """A smallest functional model: Keras makes Model(inputs, outputs) by a class of its own."""
    global _smallest
    if _smallest is None:
        tensor = keras.Input((1,))
        _smallest = keras.Model(tensor, tensor)
    return _smallest


_smallest: Any = None


def _encode_model(model: Any, encoder: Encoder) -> str:
    name, new = encoder.name(model, "m")
    if not new:
        return name
    encoder.models[name] = {}  # a model that contains itself ends here
    with _no_warnings():
        config = json.loads(model.to_json())
    config.get("config", {}).pop("compile_config", None)
    config.pop("compile_config", None)
    parts = {}
    for layer in model.layers:
        is_model = hasattr(layer, "layers") and hasattr(layer, "to_json")
        parts[layer.name] = (_encode_model if is_model else _encode_layer)(layer, encoder)
    encoder.models[name].update(config=config, parts=parts, compiled=None)
    if getattr(model, "compiled", False):
        steps = int(model.optimizer.iterations) if model.optimizer is not None else 0
        with _no_warnings():
            compiled = {"config": _plain(model.get_compile_config()), "steps": steps}
        encoder.models[name]["compiled"] = compiled
    return name


def _encode_layer(layer: Any, encoder: Encoder) -> str:
    name, new = encoder.name(layer, "l")
    if new:
        import keras

        with _no_warnings():
            config = _plain(keras.saving.serialize_keras_object(layer))
        encoder.layers[name] = {
            "config": config,
            "weights": [encoder.array(weight) for weight in layer.get_weights()],
        }
    return name


@contextlib.contextmanager
def _no_warnings() -> Iterator[None]:
    """Keras warns of what cannot be loaded safely; here nothing of that kind is loaded at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _plain(config: Any) -> Any:
    """A configuration as JSON has it; what has no JSON form becomes a string, refused later."""
    return json.loads(json.dumps(config, default=str))


def decode(kind: str, rest: list[Any], decoder: Decoder) -> Any:
    """The Keras object of a node; raises EvidenceError."""
    import keras

    from autograder.evidence import EvidenceError

    try:
        if kind == "model":
            return _rebuild_model(rest[0], decoder, set())
        if kind == "layer":
            return _rebuild_layer(rest[0], decoder)
        if kind == "keras_tensor":
            return keras.KerasTensor(tuple(rest[0]), dtype=rest[1])
        if kind == "tensor":
            return keras.ops.convert_to_tensor(decoder.arrays[rest[0]])
        return _history(decoder.value(rest[0]))
    except EvidenceError:
        raise
    except Exception as error:  # Keras raises many kinds for a configuration that does not fit
        # Keras repeats the whole configuration in its message; its first words say enough.
        reason = " ".join(str(error).split())[:120]
        raise EvidenceError(
            f"Keras cannot rebuild it ({type(error).__name__}: {reason})"
        ) from error


decode.kinds = frozenset({"model", "layer", "keras_tensor", "tensor", "history"})  # type: ignore[attr-defined]


def _history(parts: dict[str, Any]) -> Any:
    import keras

    history = keras.callbacks.History()
    history.history, history.params = parts["history"], parts["params"]
    history.epoch, history.asked = parts["epoch"], parts["asked"]
    return history


def _rebuild_model(name: str, decoder: Decoder, open_models: set[str]) -> Any:
    import keras

    from autograder.evidence import EvidenceError

    if name in decoder.rebuilt:
        return decoder.rebuilt[name]
    if name in open_models:
        raise EvidenceError("the model contains itself")
    record = decoder.models[name]
    check_config(record["config"])
    parts = record["parts"]
    fresh = _deserialize(record["config"])

    def known(layer: Any) -> Any:
        part = parts.get(layer.name)
        if part is None:
            return layer  # an operation such as keras.ops.sigmoid: it has no weights
        if part in decoder.models:
            return _rebuild_model(part, decoder, open_models | {name})
        return _rebuild_layer(part, decoder, layer)

    if isinstance(fresh, keras.Sequential) and not fresh.built:
        model = keras.Sequential([known(layer) for layer in fresh.layers], name=fresh.name)
    else:
        model = keras.models.clone_model(fresh, clone_function=known)
    compiled = record["compiled"]
    if compiled is not None and _is_keras_own(compiled["config"]):
        model.compile_from_config(compiled["config"])
        if model.optimizer is not None:
            model.optimizer.iterations.assign(int(compiled["steps"]))
    decoder.rebuilt[name] = model
    return model


def _rebuild_layer(name: str, decoder: Decoder, fresh: Any = None) -> Any:
    if name not in decoder.rebuilt:
        record = decoder.layers[name]
        check_config(record["config"])
        if fresh is None:
            fresh = _deserialize(record["config"])
        weights = [decoder.arrays[array] for array in record["weights"]]
        if weights or fresh.weights:
            fresh.set_weights(weights)
        decoder.rebuilt[name] = fresh
    return decoder.rebuilt[name]


def _deserialize(config: Any) -> Any:
    import keras

    # Keras takes a configuration apart while it reads it.
    return keras.saving.deserialize_keras_object(copy.deepcopy(config), safe_mode=True)


def _is_keras_own(config: Any) -> bool:
    """Whether a compile configuration names nothing but Keras's own classes and functions."""
    from autograder.evidence import EvidenceError

    try:
        check_config(config)
    except EvidenceError:
        return False
    return True


def check_config(config: Any, depth: int = 0) -> None:
    """Raise EvidenceError unless every class and function in `config` is one of Keras's own.

    Keras's loader imports the modules that a configuration names; this comes before it.
    """
    from autograder.evidence import EvidenceError

    if depth > 60:
        raise EvidenceError("the model is nested too deeply")
    if isinstance(config, dict):
        if "class_name" in config:
            _check_class(config)
        elif "value" in config:  # how Keras writes down a function's code
            raise EvidenceError("it holds a function, which is not one of Keras's own")
        for key, value in config.items():
            if key != "seed":
                check_config(value, depth + 1)
    elif isinstance(config, list):
        for value in config:
            check_config(value, depth + 1)
    elif isinstance(config, int) and abs(config) > LARGEST:
        raise EvidenceError(f"a size of {config} in a model is more than can be rebuilt")


def _check_class(config: dict[str, Any]) -> None:
    import importlib

    from autograder.evidence import EvidenceError

    name, module = config["class_name"], config.get("module")
    if name == "__keras_tensor__" or (module, name) in _MODELS:
        return
    if name == "function":
        wanted = config.get("config")
        homes = [importlib.import_module(home) for home in _FUNCTIONS]
        known = isinstance(wanted, str) and any(hasattr(home, wanted) for home in homes)
        if known and module in (*_FUNCTIONS, "builtins"):
            return
    elif module in _HOMES and name not in _NOT_REBUILT and not str(name).startswith("_"):
        found = getattr(importlib.import_module(str(module)), str(name), None)
        if isinstance(found, type):
            return
    elif module in _OPERATIONS and not str(name).startswith("_"):
        import keras

        found = getattr(importlib.import_module(str(module)), str(name), None)
        if isinstance(found, type) and issubclass(found, keras.Operation):
            return
    raise EvidenceError(f"it holds '{name}', which is not one of Keras's own layers or functions")
