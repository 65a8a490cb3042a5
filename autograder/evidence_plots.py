"""Matplotlib's figures as evidence: titles, labels, lines and images, without the drawing code."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from autograder.evidence import Decoder, Encoder

_AXES_TEXTS = ("title", "xlabel", "ylabel")


def encode(value: Any, encoder: Encoder) -> list[Any] | None:
    """The node of a figure or of one axes; None for anything else."""
    figures = sys.modules.get("matplotlib.figure")
    axes = sys.modules.get("matplotlib.axes")
    if figures is not None and isinstance(value, figures.Figure):
        parts = {
            "title": value.get_suptitle(),
            "axes": [_axes(one) for one in value.axes],
        }
        return ["figure", encoder.node(parts)]
    if axes is not None and isinstance(value, axes.Axes):
        return ["axes", encoder.node(_axes(value))]
    return None


def _axes(axes: Any) -> dict[str, Any]:
    return {
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "lines": [
            {
                "label": str(line.get_label()),
                "x": np.asarray(line.get_xdata(), dtype=float),
                "y": np.asarray(line.get_ydata(), dtype=float),
            }
            for line in axes.lines
        ],
        "images": [np.ma.getdata(image.get_array()) for image in axes.images],
    }


def decode(kind: str, rest: list[Any], decoder: Decoder) -> Any:
    """A figure (`title`, `axes`) or one axes (`title`, `xlabel`, `ylabel`, `lines`, `images`)."""
    parts = decoder.value(rest[0])
    if kind == "axes":
        return _read_axes(parts)
    return SimpleNamespace(title=parts["title"], axes=[_read_axes(one) for one in parts["axes"]])


decode.kinds = frozenset({"figure", "axes"})  # type: ignore[attr-defined]


def _read_axes(parts: dict[str, Any]) -> SimpleNamespace:
    texts = {name: parts[name] for name in _AXES_TEXTS}
    lines = [
        SimpleNamespace(**{k: line[k] for k in ("label", "x", "y")}) for line in parts["lines"]
    ]
    return SimpleNamespace(**texts, lines=lines, images=parts["images"])
