"""Good and wrong ways to solve each lab, and the pass lines that must tell them apart.

One module for each lab, `lab_NN.py`, with

- ``LAB``: the lab's folder in source/;
- ``METRICS``: for each metric its name and unit, as docs/thresholds.md prints it;
- ``CASES``: name of a solution -> `Case`. Its recipe trains as grading does, within the lab's
  budget of rows, and returns one number for each metric that it can be judged by;
- ``LINES``: key in the lab's ``pass_lines`` -> `Line`;
- ``REMARKS``: Markdown that a reader of the tables should have read.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
DATA_SETS = ("mnist", "stand-in")
ANY = "any"


@dataclass(frozen=True)
class Data:
    """What a recipe is given: images (n, 784) float32 in [0, 1] and digits (n,), read when used."""

    name: str

    @cached_property
    def x_train(self) -> Array:
        return _data().images("train")

    @cached_property
    def y_train(self) -> Array:
        return _data().labels("train")

    @cached_property
    def x_test(self) -> Array:
        return _data().images("test")

    @cached_property
    def y_test(self) -> Array:
        return _data().labels("test")


Recipe = Callable[[int, Data], Mapping[str, float]]


@dataclass(frozen=True)
class Case:
    """One way to solve the lab, rightly or wrongly, run with seeds 0..seeds-1.

    With ``data=(ANY,)`` it does not depend on MNIST: it runs once and counts for both data sets.
    """

    recipe: Recipe
    seeds: int
    data: tuple[str, ...] = DATA_SETS


@dataclass(frozen=True)
class Line:
    """One pass line: a metric, the cases that must pass, and the wrong ones that must not.

    It lies half-way between the worst good run and the best wrong one. Without wrong ones it lies
    five standard deviations off the good runs and keeps out nonsense only. Without a good case it
    is the best wrong one itself, as in "better than the mean image".
    """

    metric: str
    good: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    better: Literal["lower", "higher"] = "lower"
    decimals: int = 3


@dataclass(frozen=True)
class Lab:
    """The cases of one lab, as its module gives them."""

    name: str
    metrics: Mapping[str, str]
    cases: Mapping[str, Case]
    lines: Mapping[str, Line]
    remarks: str


def labs() -> list[Lab]:
    """All labs that have cases, in order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("lab_*.py"))
    modules = [importlib.import_module(f"cases.{name}") for name in names]
    return [Lab(m.LAB, m.METRICS, m.CASES, m.LINES, m.REMARKS) for m in modules]


def cross_entropy(images: Array, rebuilt: Array) -> float:
    """Mean binary cross-entropy per pixel in nats; predictions are clipped at 1e-7."""
    wanted = images.astype("float64")
    got = np.clip(rebuilt.astype("float64"), 1e-7, 1 - 1e-7)
    return float(-(wanted * np.log(got) + (1 - wanted) * np.log1p(-got)).mean())


def _data() -> Any:
    from autograder import data

    return data
