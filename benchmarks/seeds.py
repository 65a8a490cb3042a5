"""Reproduce every result of the five seed texts once, at its full budget.

    python benchmarks/seeds.py                    # make what is missing; goes on after a stop
    python benchmarks/seeds.py --list             # each run and how far it is
    python benchmarks/seeds.py --only s004        # one run, or several
    python benchmarks/seeds.py --write            # docs/results.md and docs/pictures/results

Each run is one line of the journal in measured/seeds.jsonl, with its machine, versions, backend
and wall time; its weights, and the arrays that pictures need, lie in the user's cache directory.
A run that is in the journal is not repeated: delete its line to make it anew. A picture whose
arrays are not on this machine stays as it is. Any Keras backend will do (KERAS_BACKEND); a run
that was begun with one has to be ended with it.
"""

import argparse
import json
import os
import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

# Before TensorFlow is imported: its notes on the processor would stand between the epochs.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
from seed_runs import RUNS

JOURNAL = Path(__file__).resolve().parent / "measured" / "seeds.jsonl"
Record = dict[str, Any]


def read(journal: Path) -> dict[str, Record]:
    """The journal's records by the name of their run; of two with one name the later counts."""
    if not journal.exists():
        return {}
    lines = journal.read_text("utf-8").splitlines()
    return {record["run"]: record for record in map(json.loads, filter(str.strip, lines))}


def machine() -> Record:
    """What a run was made on: no name of the machine, only its kind."""
    import keras

    backend = keras.backend.backend()
    devices = {device.partition(":")[0] for device in keras.distribution.list_devices()}
    packages = ("keras", backend, "numpy")
    return {
        "backend": backend,
        "device": "GPU" if "gpu" in devices else "CPU",
        "processor": f"{platform.machine()}, {os.cpu_count()} cores",
        "threads": os.environ.get("OMP_NUM_THREADS", "all"),
        "versions": {"python": platform.python_version(), **{p: version(p) for p in packages}},
        "date": time.strftime("%Y-%m-%d"),
    }


def make(name: str, folder: Path, journal: Path) -> None:
    """Make one run and enter it into the journal; its folder also holds the time of past tries."""
    run = RUNS[name]
    own = folder / name
    own.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    results = run.make(own, {other: folder / other for other in run.needs})
    record: Record = {"run": name, "text": run.text, "results": results, **machine()}
    record["seconds"] = round(max(time.monotonic() - start, trained_seconds(own)), 1)
    with journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
    print(f"{name}: done, {record['seconds']:.0f} s", flush=True)


def trained_seconds(folder: Path) -> float:
    """Seconds of all epochs that the folder's epochs.json tells of, tries before a stop too."""
    path = folder / "epochs.json"
    if not path.exists():
        return 0.0
    return float(sum(epoch["seconds"] for epoch in json.loads(path.read_text("utf-8"))["epochs"]))


def state(name: str, folder: Path, records: dict[str, Record]) -> str:
    if name in records:
        record = records[name]
        return f"done {record['date']}, {record['backend']}, {record['seconds']:.0f} s"
    path = folder / name / "epochs.json"
    if path.exists():
        return f"begun, {len(json.loads(path.read_text('utf-8'))['epochs'])} epochs"
    return "missing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cache = Path(platformdirs.user_cache_dir("autograder"))
    parser.add_argument("--journal", type=Path, default=JOURNAL)
    parser.add_argument("--folder", type=Path, default=cache / "seeds", help="weights, arrays")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=RUNS, help="these runs alone")
    parser.add_argument("--list", action="store_true", help="say how far each run is")
    parser.add_argument("--write", action="store_true", help="write the document and its pictures")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    journal = options.journal
    journal.parent.mkdir(parents=True, exist_ok=True)
    records = read(journal)
    wanted = options.only or list(RUNS)
    if options.list:
        for name in wanted:
            print(f"{name:26} {state(name, options.folder, records)}")
        return
    if options.write:
        from seed_runs import document

        document.write(records, options.folder)
        return
    for name in wanted:
        records = read(journal)
        if name not in records:
            if missing := [other for other in RUNS[name].needs if other not in records]:
                parser.error(f"{name} needs {', '.join(missing)} first")
            make(name, options.folder, journal)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit("\nstopped; the same command goes on after the last whole epoch") from None
