"""What a run is, and the one list of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Results = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One result of a text, reproduced once at its full budget.

    `make` gets the folder where the run may keep files and the folders of the runs that it needs,
    by name; it returns what goes into the journal: numbers, and lists of them.
    """

    name: str
    text: str
    make: Callable[[Path, dict[str, Path]], Results]
    needs: tuple[str, ...] = ()


RUNS: dict[str, Run] = {}


def add(
    name: str,
    text: str,
    make: Callable[[Path, dict[str, Path]], Results],
    needs: tuple[str, ...] = (),
) -> None:
    """Enter a run; the order of entering is the order of running."""
    RUNS[name] = Run(name, text, make, needs)
