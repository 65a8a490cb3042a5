"""The pictures of the fourth text: rows of uniform numbers, rows of squared sines, then digits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import drawing
from .pictures import Array, Results, picture
from .synthetic import FEATURES


def errors(folder: Path, run: str) -> Array:
    return np.asarray(np.load(folder / run / "errors.npz")["error"])


# What copies two of 32 uniform features and answers one half for the others: 30 independent
# terms |u - 1/2|, each with mean 1/4 and variance 1/48.
BELL = (30 / 4, (30 / 48) ** 0.5)


@picture(
    "s003_simple",
    "S003",
    "Histogram of the error of the simple network on 100,000 rows of uniform numbers: a bell that "
    "nearly coincides with the normal curve of mean 7.5",
    "s003-uniform-32",
)
def s003_simple(results: Results, folder: Path) -> Any:
    found = {"simple": errors(folder, "s003-uniform-32")}
    return drawing.histograms(found, "A bell: the sum of thirty independent errors", BELL)


@picture(
    "s003_both",
    "S003",
    "The histograms of the simple and of the deeper network lie almost on one another, the deeper "
    "one slightly further right",
    "s003-uniform-32",
    "s003-uniform-32-mirrored",
)
def s003_both(results: Results, folder: Path) -> Any:
    found = {
        "simple": errors(folder, "s003-uniform-32"),
        "deeper, mirrored": errors(folder, "s003-uniform-32-mirrored"),
    }
    return drawing.histograms(found, "Depth finds nothing where there is nothing", BELL)


UNIFORM = tuple(f"s003-uniform-{n}" for n in FEATURES)
SINE = tuple(f"s003-sine-{n}" for n in FEATURES)
LAYERS = ("s003-sine-32", *(f"s003-sine-32-layers-{n}" for n in (2, 3, 4)))


@picture(
    "s003_uniform_features",
    "S003",
    "Mean error of the simple network on uniform data with 2, 4, 8, 16 and 32 features; the points "
    "lie between the lines (N-2)/4 and N/4, so the error grows in proportion to N",
    *UNIFORM,
)
def s003_uniform_features(results: Results, folder: Path) -> Any:
    guides = {
        "two features copied: (N - 2)/4": [(n - 2) / 4 for n in FEATURES],
        "no feature copied: N/4": [n / 4 for n in FEATURES],
    }
    return drawing.ranges(
        [str(n) for n in FEATURES],
        [results[name] for name in UNIFORM],
        "No pattern: each further feature costs a quarter",
        "number of features N",
        guides,
        FEATURES,
    )


@picture(
    "s003_sine_features",
    "S003",
    "Mean error on windows of a squared sine with 2 to 32 features, far below the dashed line of "
    "the best constant answer",
    *SINE,
)
def s003_sine_features(results: Results, folder: Path) -> Any:
    found = [results[name] for name in SINE]
    return drawing.ranges(
        [str(n) for n in FEATURES],
        found,
        "A pattern: two numbers describe each row, so the error stays small",
        "number of features N",
        {"best constant answer": [r["constant"] for r in found]},
        FEATURES,
    )


@picture(
    "s003_layers",
    "S003",
    "Mean error on squared sines with one, two, three and four sigmoid layers on each side",
    *LAYERS,
)
def s003_layers(results: Results, folder: Path) -> Any:
    names = ["1\n(2)", "2\n(16, 2)", "3\n(16, 6, 2)", "4\n(16, 8, 4, 2)"]
    return drawing.ranges(
        names,
        [results[name] for name in LAYERS],
        "Squared sines with 32 features: what more layers bring",
        "layers on each side (their widths)",
        {},
    )


def extremes(kind: str, title: str) -> Callable[[Results, Path], Any]:
    def draw(results: Results, folder: Path) -> Any:
        kept = np.load(folder / "s003-mnist" / "shown.npz")
        captions = [f"{error:.1f}" for error in results["s003-mnist"]["error"][kind]]
        rows = {"original": kept[f"{kind}_0"], "reconstructed": kept[f"{kind}_1"]}
        return drawing.strips(rows, title, captions)

    return draw


for kind, title, alt in (
    ("first", "The first ten test digits and their summed error", "The first ten test digits"),
    ("worst", "The ten with the largest error", "The ten worst rebuilt digits, of unusual shapes,"),
    ("best", "The ten with the smallest error", "The ten best rebuilt digits, single strokes,"),
):
    picture(
        f"s003_{kind}",
        "S003",
        f"{alt} with their reconstructions and their summed absolute error",
        "s003-mnist",
    )(extremes(kind, title))
