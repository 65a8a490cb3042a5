"""Measure what good and wrong solutions of a lab score, so that its pass lines can be set.

    KERAS_BACKEND=tensorflow python benchmarks/thresholds.py            # measure (resumes)
    KERAS_BACKEND=tensorflow python benchmarks/thresholds.py --write    # write docs/thresholds.md

Every run is trained for the epochs that grading allows and scored as grading scores: mean
binary cross-entropy per pixel, in nats, of the 10,000 test images, computed with NumPy. Each
result is appended to a journal at once; a run that is in the journal is not repeated.
A new lab adds its cases and pass lines to `threshold_cases.py`.
"""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from threshold_cases import CASES, LINES, REMARKS

from autograder import data

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "thresholds.md"
Array = np.ndarray[Any, np.dtype[Any]]


# (lab, data set, case) -> losses, one for each seed
Runs = dict[tuple[str, str, str], list[float]]
LINE_HEAD = (
    *("key", "pass line", "must pass", "its worst run", "distance from its mean, in sd"),
    *("nearest wrong solution", "its best run"),
)
CASE_HEAD = ("solution", "runs", "best", "median", "worst", "standard deviation (sd)")
HEAD = """# Where the pass lines come from

Written by `KERAS_BACKEND=tensorflow python benchmarks/thresholds.py --write`; do not edit by hand.
Measured {dates} on: {machines}.

All figures are the mean binary cross-entropy per pixel, in nats, of the 10,000 test images,
computed with NumPy after training for the epochs that grading allows, batch size 256. A smaller
one is better. A pass line lies half-way between the worst good run and the best run of a wrong
solution, and at least five standard deviations above the mean of the good runs.
"""


def cross_entropy(images: Array, rebuilt: Array) -> float:
    """Mean binary cross-entropy per pixel in nats; predictions are clipped at 1e-7."""
    wanted = images.astype("float64")
    got = np.clip(rebuilt.astype("float64"), 1e-7, 1 - 1e-7)
    return float(-(wanted * np.log(got) + (1 - wanted) * np.log1p(-got)).mean())


@cache
def images(name: str) -> tuple[Array, Array]:
    """Training and test images of "mnist" or "stand-in"."""
    os.environ["AUTOGRADER_STAND_IN"] = "1" if name == "stand-in" else "0"
    if data.name() != name:
        raise SystemExit("MNIST was not found: fetch it with 'autograder data --fetch'")
    return data.images("train"), data.images("test")


def machine() -> str:
    packages = ", ".join(f"{p} {version(p)}" for p in ("keras", "tensorflow", "numpy"))
    return (
        f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}"
    )


def read(journal: Path) -> list[dict[str, Any]]:
    if not journal.exists():
        return []
    return [json.loads(line) for line in journal.read_text("utf-8").splitlines() if line.strip()]


def missing(journal: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield (lab, data set, case, seed) of what was not measured yet."""
    done = {(r["lab"], r["data"], r["case"], r["seed"]) for r in read(journal)}
    for lab, cases in CASES.items():
        for case, settings in cases.items():
            for name in ("mnist", "stand-in"):
                for seed in range(settings.seeds):
                    if (lab, name, case, seed) not in done:
                        yield lab, name, case, seed


def measure(journal: Path) -> None:
    journal.parent.mkdir(parents=True, exist_ok=True)
    for lab, name, case, seed in list(missing(journal)):
        x_train, x_test = images(name)
        start = time.monotonic()
        score = cross_entropy(x_test, CASES[lab][case].recipe(seed, x_train, x_test))
        record = {"lab": lab, "data": name, "case": case, "seed": seed, "bce": score}
        record |= {"seconds": round(time.monotonic() - start, 1)}
        record |= {"machine": machine(), "date": time.strftime("%Y-%m-%d")}
        with journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        print(f"{name:9} {case:35} seed {seed:2}  {score:.4f}", flush=True)


def pass_line(good: list[float], wrong: list[float]) -> float:
    """Half-way between the worst good run and the best wrong one, to three digits.

    See `Line` for what happens without one or the other. Raises ValueError when the line is not
    five standard deviations above the mean of the good runs, or not below the best wrong one.
    """
    if not good:
        return round(min(wrong), 4)
    least = statistics.mean(good) + 5 * statistics.stdev(good)
    if not wrong:
        return ceil(1000 * max(least, *good)) / 1000
    line = round((max(good) + min(wrong)) / 2, 3)
    if not least <= line < min(wrong):
        raise ValueError(
            f"no pass line: good runs reach {max(good):.4f}, wrong ones {min(wrong):.4f}, "
            f"standard deviation {statistics.stdev(good):.4f}"
        )
    return line


def document(records: list[dict[str, Any]]) -> str:
    """Render the journal as Markdown. Raises KeyError when a case was not measured."""
    runs: Runs = {}
    for record in records:
        runs.setdefault((record["lab"], record["data"], record["case"]), []).append(record["bce"])
    dates = sorted({record["date"] for record in records})
    machines = "; ".join(sorted({record["machine"] for record in records}))
    text = [HEAD.format(dates=" to ".join(dict.fromkeys((dates[0], dates[-1]))), machines=machines)]
    for lab in CASES:
        text.append(f"## `{lab}`\n\n{REMARKS[lab]}\n")
        for name in ("mnist", "stand-in"):
            text.append(f"### {name}\n")
            text.append(table(LINE_HEAD, line_rows(lab, name, runs)))
            text.append(table(CASE_HEAD, case_rows(lab, name, runs)))
    return "\n".join(text).rstrip() + "\n"


def line_rows(lab: str, name: str, runs: Runs) -> Iterator[tuple[str, ...]]:
    for key, line in LINES[lab].items():
        good = runs[lab, name, line.good] if line.good else []
        best = {case: min(runs[lab, name, case]) for case in line.wrong}
        chosen = pass_line(good, list(best.values()))
        nearest = min(best, key=lambda case: best[case], default="")
        distance = (chosen - statistics.mean(good)) / statistics.stdev(good) if good else None
        yield (
            f"`{key}`",
            f"**{chosen:g}**",
            line.good or "",
            f"{max(good):.4f}" if good else "",
            f"{distance:.1f}" if distance else "",
            nearest,
            f"{best[nearest]:.4f}" if nearest else "",
        )


def case_rows(lab: str, name: str, runs: Runs) -> Iterator[tuple[str, ...]]:
    for case in sorted(CASES[lab], key=lambda case: statistics.median(runs[lab, name, case])):
        values = runs[lab, name, case]
        spread = f"{statistics.stdev(values):.5f}" if len(values) > 1 else "exact"
        numbers = (min(values), statistics.median(values), max(values))
        yield case, str(len(values)), *(f"{number:.4f}" for number in numbers), spread


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    folder = Path(platformdirs.user_cache_dir("autograder"))
    parser.add_argument("--journal", type=Path, default=folder / "thresholds.jsonl")
    parser.add_argument("--write", action="store_true", help="write docs/thresholds.md")
    options = parser.parse_args()
    if not options.write:
        measure(options.journal)
    elif left := len(list(missing(options.journal))):
        parser.error(f"{left} runs are not in {options.journal} yet; run without --write first")
    else:
        DOCUMENT.write_text(document(read(options.journal)), "utf-8")


if __name__ == "__main__":
    main()
