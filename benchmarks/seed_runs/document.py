"""Render the journal as docs/results.md and its pictures."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt

from . import pictures, pictures_synthetic, rows, rows_digits, rows_synthetic  # noqa: F401
from .drawing import STYLE, save
from .registry import RUNS

Record = dict[str, Any]
DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
HEAD = """# What five texts say about autoencoders, and what we measured

Written by `python benchmarks/seeds.py --write`; do not edit by hand.

The labs grew out of five texts. Here every result that they show, or should show, is reproduced
once, with the text's own budget: {count} trainings, each with one seed. {kinds}

| label | text | what it trains |
| --- | --- | --- |
{texts}
Losses on MNIST are mean binary cross-entropy per pixel in nats, unless another measure is named.
On MNIST's test images a perfect copy has 0.0581, because grey pixels keep the cross-entropy above
zero, and the mean training image 0.2625. Figures called published come from a text's own repository
or from others that train the same network. How much a random start alone can move a loss: the
simple network with adam reached 0.0949 to 0.0970 after ten epochs from three seeds.
"""
TABLE = ("result", "text says", "we measured", "why it differs")
NOTES = {
    "S002": """The text writes variables, gradients and update out, with TensorFlow. Here the same
network, starting distribution, batches of 256 and Adam(0.01) go through Keras's `fit`, one update
a batch, so that any backend can make the run; lab 05 writes the loop. The text starts all tensors
from one random object, which gives some of them the same numbers; here each has its own seed.
""",
    "S003": """The error of a row is the sum of the absolute differences of its features. Rows: a
million, nine tenths for training, batches of 100, ten epochs: 90,000 updates for each network. The
two kinds of data are drawn with seed 42; the text draws them without a seed.
""",
    "S004": """{device} In the text the validation loss is lowest at epochs 19 and 22 and higher at
the end, while the training loss falls throughout. That all epochs see the same noise is a likely
reason; it was not tested here.
""",
}
RUN_HEAD = ("run", "backend", "device", "threads", "minutes", "date")


def write(records: Mapping[str, Record], folder: Path) -> None:
    """Write docs/results.md, and the pictures whose arrays are here; says what is missing."""
    images = DOCS / "pictures" / "results"
    images.mkdir(parents=True, exist_ok=True)
    results = {name: record["results"] for name, record in records.items()}
    with plt.rc_context(STYLE):
        for picture in pictures.PICTURES:
            measured = all(name in results for name in picture.needs)
            # Arrays lie on the machine that measured them; elsewhere the picture stays.
            if measured and all((folder / name).is_dir() for name in picture.needs):
                save(picture.draw(results, folder), images / f"{picture.name}.png")
    (DOCS / "results.md").write_text(render(records), "utf-8")
    if missing := [name for name in RUNS if name not in records]:
        print(f"not measured yet, and marked so: {', '.join(missing)}")


def render(records: Mapping[str, Record]) -> str:
    """The document, from the journal's records by name; what is missing is marked."""
    texts = "".join(f"| {text} | {name} | {what} |\n" for text, (name, what) in rows.TITLES.items())
    parts = [HEAD.format(count=len(RUNS) - 1, texts=texts, kinds=kinds(records))]
    for text, (title, _) in rows.TITLES.items():
        parts.append(f"## {text}: {title}\n")
        if text in NOTES:
            parts.append(NOTES[text].format(device=device(records)))
        parts.append(table(TABLE, result_rows(text, records)))
        parts += [
            f"![{picture.alt}](pictures/results/{picture.name}.png)\n"
            for picture in pictures.PICTURES
            if picture.text == text and all(name in records for name in picture.needs)
        ]
    parts.append("## How the runs were made\n")
    parts.append(
        "Wall time includes what else the machine did at the time. An interrupted run goes on\n"
        "after its last whole epoch, with the random numbers of one that was never stopped.\n"
    )
    parts.append(table(RUN_HEAD, run_rows(records)))
    return "\n".join(parts).rstrip() + "\n"


def kinds(records: Mapping[str, Record]) -> str:
    """One sentence on machines, versions and dates."""
    if not records:
        return "None was made yet."
    dates = sorted({record["date"] for record in records.values()})
    span = " to ".join(dict.fromkeys((dates[0], dates[-1])))
    machines = "; ".join(sorted({record["processor"] for record in records.values()}))
    versions = "; ".join(
        sorted({", ".join(f"{k} {v}" for k, v in r["versions"].items()) for r in records.values()})
    )
    return f"Measured {span} on {machines} ({versions})."


def device(records: Mapping[str, Record]) -> str:
    if "s004" not in records:
        return "This run is not measured yet."
    record = records["s004"]
    where = "the CPU, without a GPU" if record["device"] == "CPU" else "a GPU"
    return f"Trained on {where}, in {record['seconds'] / 60:.0f} minutes."


def result_rows(text: str, records: Mapping[str, Record]) -> Iterator[tuple[str, ...]]:
    for row in rows.ROWS:
        if row.text == text:
            have = all(name in records for name in row.needs)
            results = {name: records[name]["results"] for name in row.needs if name in records}
            yield row.what, row.says, row.measured(results) if have else "not measured yet", row.why


def run_rows(records: Mapping[str, Record]) -> Iterator[tuple[str, ...]]:
    for name in RUNS:
        if name in records:
            r = records[name]
            minutes = f"{r['seconds'] / 60:.1f}"
            yield f"`{name}`", r["backend"], r["device"], r["threads"], minutes, r["date"]
        else:
            yield f"`{name}`", *("not measured yet",), *([""] * 4)


def table(head: tuple[str, ...], body: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *body]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
