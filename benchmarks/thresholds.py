"""Measure what good and wrong solutions of a lab score, so that its pass lines can be set.

    python benchmarks/thresholds.py [--lab LAB] [--seeds N]   # measure
    python benchmarks/thresholds.py --write                   # document

Every run is trained as grading trains and scored as grading scores. Each result is appended to
a journal at once; a run that is in the journal is not repeated, so the command can be stopped
and started again. `--write` renders every lab whose runs are all there and keeps the sections of
the others. A new lab adds a module to `cases/`. Where JAX is installed, KERAS_BACKEND=jax measures
twice as fast; lab 05 is TensorFlow by nature, and convolutions are faster there.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cases import ANY, Data, Lab, labs
from thresholds_document import DOCUMENT, different, document

JOURNAL = Path(__file__).resolve().parent / "measured" / "thresholds.jsonl"
Record = dict[str, Any]


def data_set(name: str) -> Data:
    """The data set "mnist", "stand-in" or "any", which recipes see from here on, read anew."""
    from autograder import data

    os.environ["AUTOGRADER_STAND_IN"] = "1" if name == "stand-in" else "0"
    if name != ANY and data.name() != name:
        raise SystemExit("MNIST was not found: fetch it with 'autograder data --fetch'")
    return Data(name)


def machine() -> str:
    import keras

    names = ("keras", keras.backend.backend(), "numpy")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}"
    )


def read(journal: Path) -> list[Record]:
    if not journal.exists():
        return []
    return [json.loads(line) for line in journal.read_text("utf-8").splitlines() if line.strip()]


def missing(lab: Lab, records: list[Record], seeds: int | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield (data set, case, seed) of what was not measured yet, at most `seeds` of a case."""
    done = {(r["data"], r["case"], r["seed"]) for r in records if r["lab"] == lab.name}
    # One data set after the other: recipes read the one that was last chosen.
    for name in ("mnist", "stand-in", ANY):
        for case, settings in lab.cases.items():
            if name in settings.data:
                for seed in range(min(settings.seeds, seeds or settings.seeds)):
                    if (name, case, seed) not in done:
                        yield name, case, seed


def measure(lab: Lab, journal: Path, seeds: int | None) -> None:
    journal.parent.mkdir(parents=True, exist_ok=True)
    for name, case, seed in list(missing(lab, read(journal), seeds)):
        data = data_set(name)
        start = time.monotonic()
        scores = {k: float(v) for k, v in lab.cases[case].recipe(seed, data).items()}
        record = {"lab": lab.name, "data": name, "case": case, "seed": seed, "scores": scores}
        record |= {"seconds": round(time.monotonic() - start, 1)}
        record |= {"machine": machine(), "date": time.strftime("%Y-%m-%d")}
        with journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        shown = "  ".join(f"{key} {value:.4f}" for key, value in scores.items())
        print(f"{lab.name[:2]} {name:9} {case:35} seed {seed:2}  {shown}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--journal", type=Path, default=JOURNAL)
    parser.add_argument("--lab", help="measure this lab alone")
    parser.add_argument("--seeds", type=int, help="at most so many seeds of each case, to plan")
    parser.add_argument("--write", action="store_true", help="write docs/thresholds.md")
    options = parser.parse_args()
    known = labs()
    chosen = [lab for lab in known if options.lab in (None, lab.name)]
    if not chosen:
        parser.error(f"no cases for {options.lab}; there are: {', '.join(x.name for x in known)}")
    if not options.write:
        for lab in chosen:
            measure(lab, options.journal, options.seeds)
        return
    records = read(options.journal)
    for lab in known:
        if left := len(list(missing(lab, records))):
            print(f"{lab.name}: {left} runs are not in the journal yet; its section stays")
    complete = [lab for lab in known if not list(missing(lab, records))]
    before = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
    DOCUMENT.write_text(document(known, complete, records, before), "utf-8")
    for line in different(complete, records):
        print(line)


if __name__ == "__main__":
    main()
