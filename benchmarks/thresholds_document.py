"""docs/thresholds.md: the measured runs of each lab as tables, and the pass lines they give."""

import re
import statistics
from collections.abc import Iterable, Iterator
from math import ceil, floor
from pathlib import Path
from typing import Any

from cases import ANY, DATA_SETS, Lab, Line

from autograder.course import Course

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "thresholds.md"
# (data set, case, metric) -> scores, one for each seed
Runs = dict[tuple[str, str, str], list[float]]
LINE_HEAD = (
    *("key", "metric", "pass line", "must pass", "its worst run"),
    *("distance from its mean, in sd", "nearest wrong solution", "its best run"),
)
CASE_HEAD = ("solution", "runs", "best", "median", "worst", "standard deviation (sd)")
HEAD = """# Where the pass lines come from

Written by `python benchmarks/thresholds.py --write` from `benchmarks/measured/thresholds.jsonl`;
do not edit by hand.

Every run is trained for the rows that grading allows, and scored as grading scores, in NumPy, on
the 10,000 test images unless the lab says otherwise. A pass line lies half-way between the worst
good run and the best run of a wrong solution, and at least five standard deviations from the mean
of the good runs. Metrics are better when lower, unless their line says *or more*.

Which of Keras's backends trained the networks is said for each lab. They compute the same; JAX
takes half the time of TensorFlow on a CPU.
"""


def document(
    known: Iterable[Lab], complete: list[Lab], records: list[dict[str, Any]], before: str
) -> str:
    """The document: new sections for the labs in `complete`, those of `before` for the others."""
    kept = {
        found[1]: found[0].rstrip()
        for found in re.finditer(r"^## `(\w+)`\n.*?(?=^## |\Z)", before, re.MULTILINE | re.DOTALL)
    }
    sections = [section(lab, records) if lab in complete else kept.get(lab.name) for lab in known]
    return "\n\n".join([HEAD.rstrip(), *filter(None, sections)]) + "\n"


def section(lab: Lab, records: list[dict[str, Any]]) -> str:
    mine = [record for record in records if record["lab"] == lab.name]
    dates = sorted({record["date"] for record in mine})
    machines = "; ".join(sorted({record["machine"] for record in mine}))
    runs = runs_of(lab, records)
    text = [f"## `{lab.name}`\n", lab.remarks.strip() + "\n"]
    text.append(f"Measured {' to '.join(dict.fromkeys((dates[0], dates[-1])))} on: {machines}.\n")
    for name in DATA_SETS:
        text.append(f"### {name}\n")
        text.append(table(LINE_HEAD, line_rows(lab, name, runs)))
        for metric, described in lab.metrics.items():
            text.append(f"{described[:1].upper()}{described[1:]}:\n")
            text.append(table(CASE_HEAD, case_rows(lab, name, metric, runs)))
    return "\n".join(text).rstrip()


def runs_of(lab: Lab, records: list[dict[str, Any]]) -> Runs:
    """The scores of a lab; a case that does not depend on the data counts for both data sets."""
    runs: Runs = {}
    for record in records:
        if record["lab"] != lab.name or record["case"] not in lab.cases:
            continue
        if record["data"] not in lab.cases[record["case"]].data:
            continue
        for name in DATA_SETS if record["data"] == ANY else (record["data"],):
            for metric, score in record["scores"].items():
                runs.setdefault((name, record["case"], metric), []).append(score)
    return runs


def pass_line(line: Line, good: list[float], wrong: list[float]) -> float:
    """Half-way between the worst good run and the best wrong one; see `Line` for the rest.

    Raises ValueError when the line is not five standard deviations from the mean of the good
    runs, or does not keep the best wrong one out.
    """
    sign = 1 if line.better == "lower" else -1
    good, wrong = [sign * score for score in good], [sign * score for score in wrong]
    if not good:
        return sign * round(min(wrong), line.decimals)
    least = statistics.mean(good) + 5 * (statistics.stdev(good) if len(good) > 1 else 0)
    if wrong:
        chosen = round((max(good) + min(wrong)) / 2, line.decimals)
    else:
        up, scale = (ceil if sign > 0 else floor), 10**line.decimals
        chosen = sign * up(sign * max(least, *good) * scale) / scale
    if chosen < least or (wrong and chosen >= min(wrong)):
        raise ValueError(
            f"no pass line: good runs reach {sign * max(good):.4f}, wrong ones "
            f"{sign * min(wrong):.4f}, five standard deviations from the mean of the good ones "
            f"are {sign * least:.4f}"
        )
    return sign * chosen


def chosen_line(line: Line, name: str, runs: Runs) -> float:
    good = [score for case in line.good for score in runs[name, case, line.metric]]
    wrong = [score for case in line.wrong for score in runs[name, case, line.metric]]
    try:
        return pass_line(line, good, wrong)
    except ValueError as error:
        raise SystemExit(f"{name}, {line}: {error}") from error


def line_rows(lab: Lab, name: str, runs: Runs) -> Iterator[tuple[str, ...]]:
    for key, line in lab.lines.items():
        low = line.better == "lower"
        worst, best = (max, min) if low else (min, max)
        good = [score for case in line.good for score in runs[name, case, line.metric]]
        wrong = {case: best(runs[name, case, line.metric]) for case in line.wrong}
        chosen = chosen_line(line, name, runs)
        nearest = best(wrong, key=lambda case: wrong[case]) if wrong else ""
        spread = statistics.stdev(good) if len(good) > 1 else 0
        yield (
            f"`{key}`",
            line.metric,
            f"**{chosen:g}**" + ("" if low else " or more"),
            ", ".join(line.good),
            f"{worst(good):.4f}" if good else "",
            f"{abs(chosen - statistics.mean(good)) / spread:.1f}" if spread else "",
            nearest,
            f"{wrong[nearest]:.4f}" if nearest else "",
        )


def case_rows(lab: Lab, name: str, metric: str, runs: Runs) -> Iterator[tuple[str, ...]]:
    higher = any(line.better == "higher" for line in lab.lines.values() if line.metric == metric)
    found = {case: runs[name, case, metric] for case in lab.cases if (name, case, metric) in runs}
    order = sorted(found, key=lambda case: statistics.median(found[case]), reverse=higher)
    for case in order:
        values = sorted(found[case], reverse=higher)
        spread = f"{statistics.stdev(values):.5f}" if len(values) > 1 else "exact"
        numbers = (values[0], statistics.median(values), values[-1])
        yield case, str(len(values)), *(f"{number:.4f}" for number in numbers), spread


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def different(complete: Iterable[Lab], records: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what a lab's header says otherwise than the measurements, one line each."""
    course = Course.here(DOCUMENT.parent)
    for lab in complete:
        runs, header = runs_of(lab, records), course.settings(lab.name).pass_lines
        for name in DATA_SETS:
            for key, line in lab.lines.items():
                chosen = chosen_line(line, name, runs)
                if header.get(name, {}).get(key) != chosen:
                    yield f"{lab.name}: header pass_lines.{name}.{key} should be {chosen:g}"
