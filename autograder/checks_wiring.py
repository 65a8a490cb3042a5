"""Checks of what is wired to what: which layers of which network a model leads through.

Two networks that make codes of one size fit together without an error. So a message here says
whose layers were found, and whose were asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras

from autograder.checks_models import Found, built_model, chain
from autograder.checks_values import describe, name_of
from autograder.outcomes import Wrong


@dataclass(frozen=True)
class _Place:
    """Where a layer stands: its number, from 1, among the layers with weights of a model."""

    model: str
    number: int
    of: int


@dataclass(frozen=True)
class _Network:
    """A model by name, and its layers that have weights, in order."""

    name: str
    layers: Sequence[Found]

    @classmethod
    def of(cls, model: Any, default: str) -> "_Network":
        name = name_of(model, default)
        found = chain(built_model(model, name))
        return cls(name, [item for item in found if item.layer.weights])

    def place(self, layer: Any) -> _Place | None:
        """Where the weights of `layer` stand in this network; None when they do not."""
        wanted = _weights(layer)
        for number, mine in enumerate(self.layers, start=1):
            if wanted and _weights(mine.layer) == wanted:
                return _Place(self.name, number, len(self.layers))
        return None

    def said(self, first: int, last: int) -> str:
        """The layers with these numbers in words, such as "the last 2 layers of encoder"."""
        units = ", ".join(str(item) for item in self.layers[first - 1 : last])
        return f"{_which(first, last, len(self.layers))} of {self.name}, {units}"


def leads_through(
    part: Any, whole: Any, *, first: int = 0, last: int = 0, others: Sequence[Any] = ()
) -> None:
    """`part` leads through the `first` so many layers of `whole`, or the `last`, and no others.

    Layers without weights, such as an activation of its own, do not count. `others` are models
    whose layers a message should recognise.
    """
    if (first > 0) == (last > 0):
        raise TypeError("leads_through needs either first or last, a number of layers")
    mine, network = _Network.of(part, "the part"), _Network.of(whole, "the whole model")
    begin, end = _range(network, first, last)
    found = [item.layer for item in mine.layers]
    wanted = [item.layer for item in network.layers[begin - 1 : end]]
    if [_weights(layer) for layer in found] == [_weights(layer) for layer in wanted]:
        return
    known = _known(network, others)
    raise Wrong(
        mine.name,
        f"a way through {network.said(begin, end)}",
        f"a way from {part.input_shape[-1]} numbers through {_path(mine.layers, known)}",
        _hint(mine.layers, known),
    )


def is_layer(layer: Any, whole: Any, position: int, *, others: Sequence[Any] = ()) -> None:
    """`layer` is the one at `position` of the layers of `whole` that have weights; -1: the last."""
    network = _Network.of(whole, "the whole model")
    subject, count = name_of(layer, "the layer"), len(network.layers)
    number = position + count + 1 if position < 0 else position
    if not 1 <= number <= count:
        raise Wrong(
            f"layers with weights in {network.name}", f"{abs(position)} or more", f"{count}"
        )
    asked = network.said(number, number)
    if not isinstance(layer, keras.layers.Layer):
        raise Wrong(subject, asked, describe(layer))
    if network.place(layer) == _Place(network.name, number, count):
        return
    known = _known(network, others)
    mine = chain(layer) if isinstance(layer, keras.Model) else [Found.of(layer)]
    raise Wrong(subject, asked, _path(mine, known), _hint(mine, known))


def _known(network: _Network, others: Sequence[Any]) -> list[_Network]:
    """The networks to look a layer up in; what a student made no model of has no layers."""
    models = [other for other in others if isinstance(other, keras.Model) and other.built]
    return [network, *(_Network.of(other, "another model") for other in models)]


def _weights(layer: Any) -> list[int]:
    return [id(weight) for weight in layer.weights]


def _range(network: _Network, first: int, last: int) -> tuple[int, int]:
    count = len(network.layers)
    if count < max(first, last):
        asked = f"{max(first, last)} or more"
        raise Wrong(f"layers with weights in {network.name}", asked, f"{count}")
    return (1, first) if first else (count - last + 1, count)


def _which(first: int, last: int, count: int) -> str:
    """In words, which of `count` layers are those numbered `first` to `last`."""
    if (first, last) == (1, count):
        return f"all {count} layers" if count > 1 else "the only layer"
    if first == last:
        names = {1: "the first layer", count: "the last layer"}
        return names.get(first, f"layer {first} of the {count}")
    if first == 1:
        return f"the first {last} layers"
    if last == count:
        return f"the last {last - first + 1} layers"
    return f"layers {first} to {last} of the {count}"


def _path(layers: Sequence[Found], known: Sequence[_Network]) -> str:
    """Each layer of a way and whose it is; layers that follow each other there are one step."""
    steps: list[tuple[_Network | None, int, int]] = []
    words: list[str] = []
    for item in layers:
        network, place = _owner(item, known)
        before = steps[-1] if steps else (None, 0, 0)
        if network is not None and place and before[0] is network and before[2] == place - 1:
            steps[-1] = (network, before[1], place)
            words[-1] = network.said(before[1], place)
        else:
            steps.append((network, place, place))
            words.append(network.said(place, place) if network else f"a layer of its own, {item}")
    return "; then ".join(words) or "no layer with weights"


def _owner(item: Found, known: Sequence[_Network]) -> tuple[_Network | None, int]:
    for network in known:
        place = network.place(item.layer)
        if place is not None:
            return network, place.number
    return None, 0


def _hint(layers: Sequence[Found], known: Sequence[_Network]) -> str:
    """What is wrong with layers of another network than the first of `known`, or with new ones."""
    whole = known[0].name
    owners = [_owner(item, known)[0] for item in layers]
    others = sorted({owner.name for owner in owners if owner is not None and owner is not known[0]})
    if others:
        return (
            f"{others[0]} and {whole} share no weights: sizes that fit raise no error, but what "
            "the one learned means nothing to the other"
        )
    return f"new weights are not trained with {whole}" if None in owners else ""
