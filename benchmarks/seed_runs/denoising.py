"""The run of the fifth text: a convolutional network that removes noise."""

from pathlib import Path
from typing import Any

import numpy as np

from . import models, scores
from .digits import answers, images, load
from .registry import Results, add
from .training import BEST, fit_on, train

Array = np.ndarray[Any, np.dtype[Any]]
FACTOR = 0.5


def add_noise(clean: Array, seed: int) -> Array:
    """Normal noise of standard deviation 0.5 on every pixel, cut off at 0 and 1."""
    noise = np.random.default_rng(seed).standard_normal(clean.shape, dtype="float32")
    return np.clip(clean + np.float32(FACTOR) * noise, 0, 1)


def denoise(folder: Path, needed: dict[str, Path]) -> Results:
    x_train, x_test = (x.reshape(-1, 28, 28, 1) for x in images())
    noisy = add_noise(x_train, 1)
    # validation_split=0.1 of the text: the last tenth, before anything is shuffled.
    cut = len(x_train) * 9 // 10
    trained = train(
        folder,
        models.denoiser,
        fit_on(noisy[:cut], x_train[:cut], 64, (noisy[cut:], x_train[cut:])),
        35,
        best="val_loss",
        label="s004",
    )
    x_noisy = add_noise(x_test, 2)
    results: Results = {
        "parameters": trained.model.count_params(),
        "loss": trained.column("loss"),
        "val_loss": trained.column("val_loss"),
        "test": {"noisy": judge(x_test, x_noisy)},
    }
    for name, model in (("last", trained.model), ("best", load(folder, BEST))):
        rebuilt = answers(model, x_noisy)
        results["test"][name] = judge(x_test, rebuilt)
        np.savez_compressed(folder / f"{name}.npz", noisy=x_noisy[:25], denoised=rebuilt[:25])
    return results


def judge(clean: Array, got: Array) -> dict[str, float]:
    return {
        "bce": float(scores.cross_entropy(clean, got).mean()),
        "mse": scores.mean_square(clean, got),
        "psnr": scores.psnr(clean, got),
    }


add("s004", "S004", denoise)
