"""What a row of docs/results.md is: what a text says, what we measured, why the two differ."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Results = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """`measured` gets the results of the runs that the row needs, by name."""

    text: str
    what: str
    says: str
    needs: tuple[str, ...]
    measured: Callable[[Results], str]
    why: str


TITLES = {
    "S000": ("Autoencoders: An intro and building your first one", "784-32-784, adam, 50 epochs"),
    "S001": ("Autoencoders Lab", "a simple, a deep and a convolutional network, Adadelta"),
    "S002": ("Autoencoder (a chapter)", "784-128-64-128-784 in a loop of 20,000 steps"),
    "S003": ("Fun with Autoencoders", "a million rows without and with a pattern, then MNIST"),
    "S004": ("So What are Autoencoders?", "a convolutional denoiser, 35 epochs"),
}
CHANCE = "Another random start and Keras version; the text sets no seed."
ABSENT = "not given"
ROWS: list[Row] = []


def row(
    text: str,
    what: str,
    says: str,
    measured: Callable[[Results], str],
    why: str,
    *needs: str,
) -> None:
    ROWS.append(Row(text, what, says, needs, measured, why))


def at(run: str, column: str, epoch: int) -> Callable[[Results], str]:
    """The value of a column after that epoch; negative ones count from the end."""
    return lambda r: f"{r[run][column][epoch - 1 if epoch > 0 else epoch]:.4f}"


def number(run: str, key: str, form: str = ".4f") -> Callable[[Results], str]:
    return lambda r: format(r[run][key], form)
