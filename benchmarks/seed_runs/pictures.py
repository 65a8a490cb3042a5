"""The pictures of digits in docs/results.md: what each shows, in words too, and its runs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from . import drawing, models
from .by_hand import TOGETHER
from .digits import answers, images, load

Array = np.ndarray[Any, np.dtype[Any]]
Results = dict[str, dict[str, Any]]
# Means over MNIST's test images: of a perfect copy, and of the mean training image.
FLOOR, MEAN_IMAGE = 0.0581, 0.2625


@dataclass(frozen=True)
class Picture:
    """`draw` gets the results of the needed runs by name, and the folder with all runs' folders."""

    name: str
    text: str
    alt: str
    needs: tuple[str, ...]
    draw: Callable[[Results, Path], Any]


PICTURES: list[Picture] = []


def picture(name: str, text: str, alt: str, *needs: str) -> Callable[[Any], Any]:
    """Enter the function below as the drawing of ``name``.png."""

    def enter(draw: Callable[[Results, Path], Any]) -> Callable[[Results, Path], Any]:
        PICTURES.append(Picture(name, text, alt, needs, draw))
        return draw

    return enter


def rebuilt(folder: Path, run: str, count: int = 10) -> Array:
    x = images()[1][:count]
    model = load(folder / run)
    return answers(model, x.reshape(-1, *model.input.shape[1:])).reshape(count, 784)


@picture(
    "s000_digits",
    "S000",
    "Five test digits and, below each, its blurred but readable reconstruction after 50 epochs",
    "s000",
)
def s000_digits(results: Results, folder: Path) -> Any:
    rows = {"original": images()[1][:5], "reconstructed": rebuilt(folder, "s000", 5)}
    return drawing.strips(rows, "32 numbers per digit, after 50 epochs")


@picture(
    "s000_loss",
    "S000",
    "Training and test loss over 50 epochs: both fall quickly to about 0.1 in ten epochs and are "
    "almost flat afterwards, well above the dotted floor of a perfect copy",
    "s000",
)
def s000_loss(results: Results, folder: Path) -> Any:
    found = results["s000"]
    lines = {"training images": found["loss"], "test images": found["val_loss"]}
    rulers = {"perfect copy": FLOOR}
    title = "Most is learnt in ten epochs (784-32-784, adam)"
    return drawing.curves(lines, title, rulers=rulers, ylim=(0.05, 0.28))


@picture(
    "s001_loss",
    "S001",
    "Test loss over the epochs of five trainings: adam stays below Adadelta with rate 1.0; the "
    "deep network overtakes the simple one late with adam and not within 50 epochs with Adadelta, "
    "which with its default rate stays near 0.69",
    "s000",
    "s001-simple-adadelta",
    "s001-simple-default",
    "s001-deep-adam",
    "s001-deep-adadelta",
)
def s001_loss(results: Results, folder: Path) -> Any:
    lines = {
        "simple, adam": results["s000"]["val_loss"],
        "simple, Adadelta(1.0)": results["s001-simple-adadelta"]["val_loss"],
        "deep, adam": results["s001-deep-adam"]["val_loss"],
        "deep, Adadelta(1.0)": results["s001-deep-adadelta"]["val_loss"],
        "simple, Adadelta(0.001)": results["s001-simple-default"]["val_loss"],
    }
    rulers = {"mean image": MEAN_IMAGE, "perfect copy": FLOOR}
    figure = drawing.curves(lines, "Which optimiser matters more than how deep", rulers=rulers)
    axis = figure.axes[0]
    axis.set_yscale("log")
    axis.set_yticks([0.06, 0.1, 0.2, 0.3, 0.7], ["0.06", "0.1", "0.2", "0.3", "0.7"])
    axis.minorticks_off()
    return figure


@picture(
    "s001_digits",
    "S001",
    "Ten test digits, rebuilt by the simple network, by the deep one, and by the deep encoder with "
    "the simple network's last layer, which gives unreadable patterns",
    "s000",
    "s001-deep-adam",
    "s001-wrong-decoder",
)
def s001_digits(results: Results, folder: Path) -> Any:
    decoded = np.load(folder / "s001-wrong-decoder" / "adam.npz")
    rows = {
        "original": images()[1][:10],
        "simple": rebuilt(folder, "s000"),
        "deep": decoded["right"],
        "deep code,\nsimple decoder": decoded["wrong"],
    }
    return drawing.strips(rows, "The decoder that the text prints belongs to another network")


@picture(
    "s001_conv",
    "S001",
    "Ten test digits and their reconstructions by the convolutional network, trained with "
    "Adadelta and with adam",
    "s001-conv-adadelta",
    "s001-conv-adam",
)
def s001_conv(results: Results, folder: Path) -> Any:
    rows = {
        "original": images()[1][:10],
        "Adadelta(1.0)": rebuilt(folder, "s001-conv-adadelta"),
        "adam": rebuilt(folder, "s001-conv-adam"),
    }
    return drawing.strips(rows, "4,385 parameters, 128 numbers per digit, after 50 epochs")


@picture(
    "s002_loss",
    "S002",
    "Mean squared error from step 100 on, both axes logarithmic: batch and test loss fall together "
    "from 0.06 to about 0.004 and cross the dotted line of 64 principal components on the way",
    "s002",
)
def s002_loss(results: Results, folder: Path) -> Any:
    found = results["s002"]
    batch, test = found["batch_mse"], found["test_mse_curve"]
    figure, axis = plt.subplots(figsize=(8, 4))
    axis.plot(np.arange(1, len(batch)) * TOGETHER, batch[1:], color="0.6", lw=1, label="one batch")
    axis.plot(np.arange(1, len(test)) * TOGETHER, test[:-1], color="black", label="test images")
    axis.axhline(0.00905, color="black", lw=0.8, ls=":", label="64 principal components: 0.00905")
    axis.set(
        title="The 64 numbers of this network beat 64 principal components",
        xlabel="step",
        ylabel="mean squared error",
        xscale="log",
        yscale="log",
    )
    axis.set_xticks([100, 1000, 10_000, 20_000], ["100", "1,000", "10,000", "20,000"])
    axis.set_yticks([0.003, 0.01, 0.03, 0.1], ["0.003", "0.01", "0.03", "0.1"])
    axis.minorticks_off()
    axis.legend()
    return figure


@picture(
    "s002_canvases",
    "S002",
    "Sixteen test digits in a square, and the same square rebuilt, almost without blur",
    "s002",
)
def s002_canvases(results: Results, folder: Path) -> Any:
    kept = np.load(folder / "s002" / "canvas.npz")
    panels = {"original": kept["original"], "reconstructed": kept["rebuilt"]}
    return drawing.squares(panels, 4, "64 numbers per digit, after 20,001 steps")


@picture(
    "s004_model",
    "S004",
    "The denoiser as a row of boxes: images shrink from 28 to 7 pixels a side, become a code of "
    "128 numbers, and grow back to 28",
)
def s004_model(results: Results, folder: Path) -> Any:
    return drawing.blocks(
        models.denoiser(), "The denoiser: 440,865 parameters, 128 numbers in its code"
    )


@picture(
    "s004_loss",
    "S004",
    "Training loss falls over all 35 epochs, while validation loss stops falling and wavers above "
    "it from about the tenth epoch on",
    "s004",
)
def s004_loss(results: Results, folder: Path) -> Any:
    found = results["s004"]
    lines = {"54,000 training images": found["loss"], "6,000 held back": found["val_loss"]}
    return drawing.curves(
        lines, "Training loss falls on, validation loss does not", ylim=(0.08, 0.14)
    )


@picture(
    "s004_digits",
    "S004",
    "Twenty-five test digits: clean, under heavy noise, and with the noise removed, slightly "
    "smoother than the clean ones",
    "s004",
)
def s004_digits(results: Results, folder: Path) -> Any:
    kept = np.load(folder / "s004" / "last.npz")
    panels = {"clean": images()[1][:25], "noisy": kept["noisy"], "denoised": kept["denoised"]}
    return drawing.squares(panels, 5, "Noise of standard deviation 0.5, and what is left of it")
