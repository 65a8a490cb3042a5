"""The one style of the pictures: black, white and grey, with lines told apart by their dashes."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle
from PIL import Image

matplotlib.use("Agg")
Array = np.ndarray[Any, np.dtype[Any]]

TIMES = " \N{MULTIPLICATION SIGN} "
STYLE: Any = {
    "figure.dpi": 100,
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}
# (colour, dashes) of the first, second, ... line of a picture.
LINES = (
    ("black", "-"),
    ("0.45", "-"),
    ("black", "--"),
    ("0.45", "--"),
    ("black", ":"),
    ("0.45", "-."),
)


def save(figure: Any, path: Path) -> None:
    """Write a picture in sixteen greys, which is all that they have; noise takes half the space."""
    written = io.BytesIO()
    figure.savefig(written)
    plt.close(figure)
    compress(written, path)


def compress(picture: Any, path: Path) -> None:
    """Write a picture that Pillow can read as a PNG of sixteen greys."""
    greys = Image.open(picture).convert("L").quantize(16, dither=Image.Dither.NONE)
    greys.save(path, "PNG", optimize=True)


def frame(axis: Any, image: Array) -> None:
    """Draw a digit on `axis`, without ticks, in a thin frame."""
    axis.imshow(image.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set(visible=True, color="0.6")


def strips(rows: Mapping[str, Array], title: str, captions: Sequence[str] = ()) -> Any:
    """Rows of digits with their labels at the left; captions stand below the last row."""
    columns = max(len(images) for images in rows.values())
    figure, axes = plt.subplots(
        len(rows), columns, squeeze=False, figsize=(0.75 * columns + 1.7, 0.8 * len(rows) + 0.6)
    )
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image in zip(line, images, strict=True):
            frame(axis, image)
    for axis, caption in zip(axes[-1], captions, strict=False):
        axis.set_xlabel(caption, fontsize=8)
    figure.suptitle(title)
    return figure


def squares(panels: Mapping[str, Array], side: int, title: str) -> Any:
    """Panels side by side, each a square of side x side digits without gaps."""
    figure, axes = plt.subplots(1, len(panels), figsize=(3 * len(panels) + 0.3, 3.5))
    for axis, (label, images) in zip(axes, panels.items(), strict=True):
        tiles = images[: side * side].reshape(side, side, 28, 28)
        axis.imshow(
            tiles.transpose(0, 2, 1, 3).reshape(side * 28, side * 28), cmap="gray", vmin=0, vmax=1
        )
        axis.set(xticks=[], yticks=[], xlabel=label)
        axis.spines[:].set(visible=True, color="0.6")
    figure.suptitle(title)
    return figure


def curves(
    lines: Mapping[str, Sequence[float]],
    title: str,
    *,
    rulers: Mapping[str, float] | None = None,
    ylim: tuple[float, float] | None = None,
    xlabel: str = "epoch",
    ylabel: str = "loss (nats per pixel)",
) -> Any:
    """One value per epoch for each line; rulers are dotted horizontal lines with their value."""
    figure, axis = plt.subplots(figsize=(8, 4))
    for (name, values), (color, dashes) in zip(lines.items(), LINES, strict=False):
        axis.plot(np.arange(1, len(values) + 1), values, color=color, ls=dashes, label=name)
    for name, value in (rulers or {}).items():
        axis.axhline(value, color="black", lw=0.8, ls=(0, (1, 3)))
        axis.annotate(
            f"{name}: {value:.4f}",
            (1, value),
            (6, 0),
            va="center",
            fontsize=9,
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
        )
    axis.set(title=title, xlabel=xlabel, ylabel=ylabel, xlim=(0, None))
    if ylim:
        axis.set_ylim(*ylim)
    axis.legend()
    return figure


def histograms(errors: Mapping[str, Array], title: str, bell: tuple[float, float]) -> Any:
    """Outlined histograms on one range of 100 bins, and the normal curve that theory predicts."""
    figure, axis = plt.subplots(figsize=(8, 4))
    everything = np.concatenate(list(errors.values()))
    bins = np.linspace(everything.min(), everything.max(), 101).tolist()
    for (name, values), (color, dashes) in zip(errors.items(), LINES[1:], strict=False):
        label = f"{name}: mean {values.mean():.3f}, sd {values.std():.3f}"
        if color == "0.45" and dashes == "-":
            axis.hist(values, bins=bins, color="0.8", label=label)
        else:
            axis.hist(values, bins=bins, histtype="step", color=color, ls=dashes, label=label)
    mean, sigma = bell
    x = np.linspace(bins[0], bins[-1], 300)
    count = max(len(values) for values in errors.values()) * (bins[1] - bins[0])
    density = np.exp(-0.5 * ((x - mean) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
    name = f"two features copied, rest ½: mean {mean:.3f}, sd {sigma:.3f}"
    axis.plot(x, count * density, "k:", lw=1.2, label=name)
    axis.set(title=title, xlabel="summed absolute error of a row", ylabel="rows per bin")
    axis.set_ylim(0, axis.get_ylim()[1] * 1.45)
    axis.legend(loc="upper right", fontsize=9)
    return figure


def ranges(
    names: Sequence[str],
    results: Sequence[Mapping[str, float]],
    title: str,
    xlabel: str,
    guides: Mapping[str, Sequence[float]],
    places: Sequence[float] | None = None,
) -> Any:
    """Mean error with the range of the middle nine tenths of the rows, and lines to compare.

    Without `places` on the horizontal axis the points stand at equal distances.
    """
    figure, axis = plt.subplots(figsize=(8, 4))
    x = np.asarray(range(len(names)) if places is None else places)
    mean = np.array([r["mean"] for r in results])
    around = np.array([[r["mean"] - r["low"], r["high"] - r["mean"]] for r in results]).T
    # The mean of a skewed distribution can lie outside its middle nine tenths.
    axis.errorbar(
        x, mean, yerr=np.maximum(around, 0), fmt="ko", capsize=4, label="mean, and 5 % to 95 %"
    )
    for (name, values), (color, dashes) in zip(guides.items(), LINES[2:], strict=False):
        axis.plot(x, values, color=color, ls=dashes, lw=1, label=name)
    axis.set(title=title, xlabel=xlabel, ylabel="summed absolute error of a row")
    axis.set_xticks(x, names)
    if places is not None:
        axis.set_xlim(0, 1.06 * x.max())
    axis.set_ylim(0, None)
    for at, value in zip(x, mean, strict=True):
        told = f"{value:#.2g}" if value < 10 else f"{value:.0f}"
        # Beside the point: lower right, or upper left where the axis is near.
        beside, side = ((-5, 5), "right") if value < axis.get_ylim()[1] / 15 else ((7, -11), "left")
        axis.annotate(told, (at, value), beside, ha=side, textcoords="offset points", fontsize=9)
    axis.legend()
    return figure


def blocks(model: Any, title: str) -> Any:
    """A network as a row of boxes: as high as its images, as wide as the log of its channels.

    Dense layers are drawn as thin bars. Layers that only rescale or reorder numbers are left out.
    """
    figure, axis = plt.subplots(figsize=(10, 5))
    shown = [
        layer
        for layer in model.layers
        if type(layer).__name__ not in ("BatchNormalization", "Flatten", "Reshape")
    ]
    for x, layer in enumerate(shown):
        shape = layer.output.shape[1:]
        high = shape[0] if len(shape) == 3 else 6 + shape[0] / 70
        wide = 0.1 + 0.11 * np.log2(shape[-1]) if len(shape) == 3 else 0.1
        face = "0.6" if layer.name == "code" else "white"
        axis.add_patch(Rectangle((x - wide / 2, -high / 2), wide, high, fc=face, ec="black"))
        size = TIMES.join(f"{n:,}" for n in shape)
        told = f"{size}\n{short(layer)}"
        axis.text(
            x, -17, told, ha="center", va="top", fontsize=9, rotation=90, multialignment="right"
        )
    axis.set(xlim=(-0.6, len(shown) - 0.4), ylim=(-44, 16), title=title)
    axis.axis("off")
    return figure


def short(layer: Any) -> str:
    """What a layer does, in a word or two."""
    kind = type(layer).__name__
    if kind == "InputLayer":
        return "image"
    words = {
        "Conv2D": "convolution",
        "Conv2DTranspose": "transposed convolution",
        "MaxPooling2D": f"largest of 2{TIMES}2",
        "UpSampling2D": f"each pixel 2{TIMES}2",
        "Dense": "dense",
    }
    rule = getattr(getattr(layer, "activation", None), "__name__", "")
    return f"{words.get(kind, kind)}{', ' + rule if rule else ''}"
