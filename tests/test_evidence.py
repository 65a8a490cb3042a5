"""Values that pass between the rooms: what comes over whole, and what is refused."""

import math
import os
import types
from enum import Enum
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from autograder import evidence, evidence_files
from autograder.evidence import Decoder, Encoder, EvidenceError

plain = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False)
    | some.complex_numbers(allow_nan=False)
    | some.text()
    | some.binary(),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.tuples(inner, inner)
        | some.dictionaries(some.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


class Handles(dict):
    """Objects that stay where they are, by handle; decoding gives the handle's name back."""

    def keep(self, value):
        handle = f"o{len(self)}"
        self[handle] = value
        return handle


def round_trip(**values):
    encoder = Encoder(Handles().keep)
    return decode(encoder.bundle(values), encoder.arrays)


def decode(bundle, given_arrays=None):
    decoder = Decoder(bundle, given_arrays or {}, lambda *of: ("stand-in", *of))
    return {name: decoder.value(node) for name, node in decoder.values.items()}


def node(value):
    return decode({"values": {"x": value}, "models": {}, "layers": {}})["x"]


@given(plain)
def test_plain_values_come_over_as_they_are(value):
    [back] = round_trip(x=value).values()
    assert back == value
    assert type(back) is type(value)


@given(
    arrays.arrays(
        some.sampled_from(["f4", "f8", "i1", "i8", "u1", "?"]), arrays.array_shapes(min_dims=0)
    )
)
def test_arrays_come_over_with_dtype_and_shape(value):
    back = round_trip(x=value)["x"]
    assert (back.dtype, back.shape) == (value.dtype, value.shape)
    np.testing.assert_array_equal(back, value)


@pytest.mark.parametrize(
    "value",
    [
        math.inf,
        -math.inf,
        10**300,
        -1,
        range(2, 9, 3),
        ...,
        int,
        ValueError,
        {1, 2},
        frozenset("a"),
    ],
)
def test_other_plain_values_too(value):
    assert round_trip(x=value)["x"] == value


def test_nan_and_numpy_scalars_keep_their_kind():
    back = round_trip(x=math.nan, y=np.float32(0.5), z=np.int64(3))
    assert math.isnan(back["x"])
    assert isinstance(back["y"], np.float32)
    assert isinstance(back["z"], np.int64)


def test_arrays_of_texts_and_complex_numbers():
    words = round_trip(x=np.array([["a", "bc"], ["", "d"]]))["x"]
    assert words.tolist() == [["a", "bc"], ["", "d"]]
    assert round_trip(x=np.array([1 + 2j]))["x"].tolist() == [1 + 2j]
    mixed = round_trip(x=np.array([1, "a", None], dtype=object))["x"]
    assert mixed.tolist() == [1, "a", None]


def test_views_and_transposed_arrays_come_over_in_their_own_order():
    value = np.arange(12.0).reshape(3, 4)
    np.testing.assert_array_equal(round_trip(x=value.T[::2])["x"], value.T[::2])


def test_a_known_module_is_the_other_sides_own():
    assert round_trip(x=np)["x"] is np


class AlwaysEqual:
    def __eq__(self, other):
        return True


class Text(str):
    """A student's own kind of text, with methods that may lie."""


class Number(float):
    pass


class Colour(Enum):
    RED = 1


@pytest.mark.parametrize(
    "value",
    [AlwaysEqual(), Text("x"), Number(3), Colour.RED, Fraction(1, 2), len, AlwaysEqual, object()],
    ids=lambda value: type(value).__name__,
)
def test_everything_else_stays_where_it_is(value):
    back = round_trip(x=value)["x"]
    assert back == ("stand-in", "o0", type(value).__name__, callable(value))


def test_an_array_subclass_loses_its_behaviour():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, bool)

    back = round_trip(x=np.zeros(3).view(Liar))["x"]
    assert type(back) is np.ndarray
    assert not (back == 1).any()


def test_a_list_that_holds_itself_ends():
    value = [1]
    value.append(value)
    assert round_trip(x=value)["x"][0] == 1


DAMAGED = {
    "no list": 3,
    "empty": [],
    "unknown kind": ["pickle", "gASV"],
    "int as text": ["int", "7x"],
    "huge int": ["int", "0x" + "f" * 5000],
    "float as number": ["float", 1.5],
    "bool as number": ["bool", 1],
    "text as number": ["str", 1],
    "bad bytes": ["bytes", "%%%"],
    "array that is not there": ["array", "a9"],
    "unknown module": ["module", "os"],
    "private type": ["type", "print"],
    "dictionary with an unhashable key": ["dict", [[["list", []], ["none"]]]],
    "shape that lies": ["items", [1000, 1000], "O", [["none"]], "array"],
    "negative shape": ["items", [-1, -1], "O", [["none"]], "array"],
    "other item type": ["items", [1], "V", [["none"]], "array"],
    "model that is not there": ["model", "m0"],
    "object without a handle": ["object"],
    "wrong number of parts": ["complex", "0x0p0"],
}


@pytest.mark.parametrize("value", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_node_is_refused(value):
    with pytest.raises(EvidenceError):
        node(value)


def test_nesting_beyond_measure_is_refused():
    value = ["none"]
    for _ in range(evidence.DEEPEST + 5):
        value = ["list", [value]]
    with pytest.raises(EvidenceError, match="nested too deeply"):
        node(value)


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(evidence, "MOST_NODES", 100)
    with pytest.raises(EvidenceError, match="too many parts"):
        node(["list", [["none"]] * 101])


@pytest.mark.parametrize("bundle", [{}, {"values": [], "models": {}, "layers": {}}])
def test_a_damaged_bundle_is_refused(bundle):
    with pytest.raises(EvidenceError):
        decode(bundle)


def test_files_come_back_as_they_were_written(tmp_path):
    encoder = Encoder(Handles().keep)
    bundle = encoder.bundle({"x": np.arange(3), "y": "é\ud800"})
    evidence_files.write(tmp_path / "e1", bundle, encoder.arrays)
    back = decode(*evidence_files.read(tmp_path / "e1", 10_000))
    assert back["x"].tolist() == [0, 1, 2]
    assert back["y"] == "é?"
    evidence_files.remove(tmp_path / "e1")
    assert list(tmp_path.iterdir()) == []


def broken_files(tmp_path):
    def write(name, content):
        (tmp_path / f"{name}.json").write_bytes(content)
        return tmp_path / name

    yield tmp_path / "nothing", "did not arrive"
    yield write("garbage", b"\x00\xff"), "damaged"
    yield write("list", b"[]"), "damaged"
    yield write("deep", b"[" * 50_000), "damaged"
    yield write("large", b" " * 20_000), "at most"
    (tmp_path / "secret").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "secret")
    yield tmp_path / "link", "cannot be read"
    os.mkfifo(tmp_path / "pipe.json")
    yield tmp_path / "pipe", "not arrive as a file"
    (tmp_path / "folder.json").mkdir()
    yield tmp_path / "folder", ""
    write("arrays", b"{}")
    (tmp_path / "arrays.safetensors").write_bytes(b"\xff" * 64)
    yield tmp_path / "arrays", "damaged"


def test_files_that_a_student_could_leave_are_refused(tmp_path):
    for stem, says in broken_files(tmp_path):
        with pytest.raises(EvidenceError) as caught:
            evidence_files.read(stem, 10_000 if stem.name == "large" else 100_000)
        assert says in str(caught.value), stem.name


def test_text_has_a_limit_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_files, "LARGEST_TEXT", 1000)
    (tmp_path / "e.json").write_bytes(b" " * 2000)
    with pytest.raises(EvidenceError, match="at most"):
        evidence_files.read(tmp_path / "e", 2**30)


def test_a_figure_comes_over_as_what_it_shows():
    import matplotlib.figure

    figure = matplotlib.figure.Figure()
    axes = figure.subplots()
    axes.plot([1, 2], [3, 4], label="loss")
    axes.imshow(np.eye(2))
    axes.set(title="Training", xlabel="epoch", ylabel="nats")
    figure.suptitle("All")
    back = round_trip(f=figure, a=axes)
    assert back["f"].title == "All"
    for one in (back["f"].axes[0], back["a"]):
        assert isinstance(one, types.SimpleNamespace)
        assert (one.title, one.xlabel, one.ylabel) == ("Training", "epoch", "nats")
        assert (one.lines[0].label, one.lines[0].y.tolist()) == ("loss", [3.0, 4.0])
        assert one.images[0].tolist() == [[1.0, 0.0], [0.0, 1.0]]
