"""Evidence: what may pass between the student room and the examiner, and how.

Values travel as typed data, never as pickles: a JSON tree of tagged nodes, and one safetensors
file for the arrays. What has no such form travels as a handle to an object that stays where it
is; the other side meets it as a stand-in. The decoder trusts nothing: a node that is malformed,
too deep, too large or of a kind that it does not know raises EvidenceError.
"""

from __future__ import annotations

import base64
import math
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder import evidence_keras, evidence_plots

Node = list[Any]

DEEPEST = 40
"""Levels of nesting that a value may have."""

MOST_NODES = 2_000_000
"""Numbers, strings and containers that one bundle may hold, arrays' elements apart."""

_DAMAGE = (TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError)
"""What a malformed node can make the decoder raise."""

MODULES = frozenset(
    {"numpy", "math", "keras", "tensorflow", "matplotlib", "matplotlib.pyplot", "random"}
    | {"numpy.random", "numpy.linalg", "itertools", "functools", "collections", "statistics"}
    | {"tensorflow.keras", "keras._tf_keras.keras", "scipy", "scipy.stats", "pandas", "sklearn"}
)
"""Modules that a student's variable may stand for; the other side imports its own copy."""


class EvidenceError(Exception):
    """A value cannot be taken over; the text says why, in a student's words."""


class Encoder:
    """Turns values into nodes, collecting the arrays and Keras layers that they share.

    `handle_for(value)` registers an object that has no data form and returns its handle.
    """

    def __init__(self, handle_for: Callable[[Any], str]) -> None:
        self.arrays: dict[str, np.ndarray] = {}
        self.models: dict[str, Any] = {}
        self.layers: dict[str, Any] = {}
        self._handle_for = handle_for
        self._seen: dict[int, tuple[str, Any]] = {}

    def array(self, value: Any) -> str:
        """Keep an array and return the name that it has in the bundle."""
        name = f"a{len(self.arrays)}"
        array = np.asarray(value)
        # asarray keeps a subclass's bytes but not its behaviour, and safetensors wants C order.
        self.arrays[name] = np.ascontiguousarray(array).reshape(array.shape)
        return name

    def name(self, value: Any, prefix: str) -> tuple[str, bool]:
        """A name for an object that several values may share, and whether it is new."""
        known = self._seen.get(id(value))
        if known is not None:
            return known[0], False
        name = f"{prefix}{len(self._seen)}"
        self._seen[id(value)] = (name, value)  # keeping the value keeps its id from being reused
        return name, True

    def node(self, value: Any, depth: int = 0) -> Node:
        """The node of one value. Exact types only: a student's subclass travels as an object."""
        if depth > DEEPEST:
            return self.object(value)
        plain = _PLAIN.get(type(value))
        if plain is not None:
            return plain(value)
        if type(value) in (list, tuple, set, frozenset):
            return [type(value).__name__, [self.node(item, depth + 1) for item in value]]
        if type(value) is dict:
            pairs = [[self.node(k, depth + 1), self.node(v, depth + 1)] for k, v in value.items()]
            return ["dict", pairs]
        if isinstance(value, np.ndarray):
            return self._array_node(value, depth)
        if isinstance(value, np.generic):
            return self._array_node(np.asarray(value), depth, "scalar")
        if isinstance(value, types.ModuleType):
            return ["module", str(getattr(value, "__name__", ""))]
        if isinstance(value, type) and value.__module__ == "builtins":
            return ["type", value.__name__]
        for special in (evidence_keras.encode, evidence_plots.encode):
            node = special(value, self)
            if node is not None:
                return node
        return self.object(value)

    def _array_node(self, value: np.ndarray, depth: int, kind: str = "array") -> Node:
        if value.dtype.kind in "biuf":
            return [kind, self.array(value)]
        if value.dtype.kind in "cUO" and value.size <= MOST_NODES:
            items = [self.node(item, depth + 1) for item in value.ravel().tolist()]
            return ["items", list(value.shape), value.dtype.kind, items, kind]
        return self.object(value)

    def object(self, value: Any) -> Node:
        """A value that stays where it is: its handle, its type, and whether it can be called."""
        name = getattr(type(value), "__name__", "object")
        return ["object", self._handle_for(value), str(name), callable(value)]

    def bundle(self, values: dict[str, Any]) -> dict[str, Any]:
        """All values by name, with the models and layers that they refer to."""
        nodes = {name: self.node(value) for name, value in values.items()}
        return {"values": nodes, "models": self.models, "layers": self.layers}


def _float(value: float) -> Node:
    return ["float", value.hex()]


_PLAIN: dict[type, Callable[[Any], Node]] = {
    type(None): lambda value: ["none"],
    type(...): lambda value: ["ellipsis"],
    bool: lambda value: ["bool", value],
    int: lambda value: ["int", hex(value)],
    float: _float,
    complex: lambda value: ["complex", value.real.hex(), value.imag.hex()],
    str: lambda value: ["str", value.encode("utf-8", "replace").decode()],
    bytes: lambda value: ["bytes", base64.b64encode(value).decode()],
    range: lambda value: ["range", hex(value.start), hex(value.stop), hex(value.step)],
}


class Decoder:
    """Turns nodes back into values.

    `object_for(handle, type_name, can_be_called)` makes what an object's handle stands for.
    """

    def __init__(
        self,
        bundle: dict[str, Any],
        arrays: dict[str, np.ndarray],
        object_for: Callable[[str, str, bool], Any],
    ) -> None:
        self.arrays = arrays
        self.models = _expect(bundle.get("models"), dict)
        self.layers = _expect(bundle.get("layers"), dict)
        self.values = _expect(bundle.get("values"), dict)
        self.rebuilt: dict[str, Any] = {}
        self._object_for = object_for
        self._nodes = 0

    def value(self, node: Any, depth: int = 0) -> Any:
        """The value of one node; raises EvidenceError."""
        self._nodes += 1
        if depth > DEEPEST + 2 or self._nodes > MOST_NODES:
            raise EvidenceError("the value is nested too deeply or has too many parts")
        if not isinstance(node, list) or not node or not isinstance(node[0], str):
            raise EvidenceError("the value arrived damaged")
        kind, *rest = node
        try:
            return self._decode(kind, rest, depth)
        except EvidenceError:
            raise
        except (
            TypeError,
            ValueError,
            KeyError,
            IndexError,
            OverflowError,
            AttributeError,
        ) as error:
            raise EvidenceError(f"a value of kind '{kind}' arrived damaged ({error})") from error

    def _decode(self, kind: str, rest: list[Any], depth: int) -> Any:
        if kind in _CONTAINERS:
            return _CONTAINERS[kind](self.value(item, depth + 1) for item in _expect(rest[0], list))
        if kind == "dict":
            return {self.value(k, depth + 1): self.value(v, depth + 1) for k, v in rest[0]}
        if kind in _SIMPLE:
            return _SIMPLE[kind](*rest)
        if kind in ("array", "scalar"):
            array = self.arrays[_expect(rest[0], str)]
            return array if kind == "array" else array[()]
        if kind == "items":
            return self._items(rest, depth)
        if kind == "object":
            handle, name, can_be_called = rest
            return self._object_for(_expect(handle, str), str(name), bool(can_be_called))
        for special in (evidence_keras.decode, evidence_plots.decode):
            if kind in special.kinds:  # type: ignore[attr-defined]
                return special(kind, rest, self)
        raise EvidenceError(f"values of kind '{kind}' are not known")

    def _items(self, rest: list[Any], depth: int) -> Any:
        shape, dtype, items, kind = rest
        size = tuple(_expect(n, int) for n in shape)
        if dtype not in _ITEMS or any(n < 0 for n in size) or math.prod(size) != len(items):
            raise EvidenceError("an array arrived with a shape that does not fit")
        flat = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            flat[i] = self.value(item, depth + 1)
        array = flat.astype(_ITEMS[dtype]).reshape(size)
        return array[()] if kind == "scalar" else array


def _module(name: str) -> types.ModuleType:
    if name not in MODULES:
        raise EvidenceError(f"the module {name} cannot be used in a test through a variable")
    __import__(name)
    return sys.modules[name]


def _type(name: str) -> type:
    found = getattr(sys.modules["builtins"], name, None)
    if not isinstance(found, type):
        raise EvidenceError(f"there is no built-in type {name!r}")
    return found


def _hex(text: str) -> int:
    if len(text) > 4096:
        raise EvidenceError("a whole number has more than 4,000 digits")
    return int(text, 16)


_SIMPLE: dict[str, Callable[..., Any]] = {
    "none": lambda: None,
    "ellipsis": lambda: ...,
    "bool": lambda value: _expect(value, bool),
    "int": _hex,
    "float": float.fromhex,
    "complex": lambda re, im: complex(float.fromhex(re), float.fromhex(im)),
    "str": lambda value: _expect(value, str),
    "bytes": lambda value: base64.b64decode(value, validate=True),
    "range": lambda *ends: range(*map(_hex, ends)),
    "module": _module,
    "type": _type,
}

_ITEMS = {"c": complex, "U": str, "O": object}
"""Arrays that travel item by item: NumPy's kind of data type, and what to make of the items."""

_CONTAINERS: dict[str, Callable[..., Any]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
}


def _expect(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise EvidenceError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value
