"""Grade every lab's solution with several random states, trained when graded.

    python benchmarks/solved.py [LAB ...] [--seeds 3] [--data mnist stand-in]

No saved weights come with these submissions, so that every network is trained within grading's
budget. Each `set_random_seed(n)` of a lab becomes another one. Prints a row for each run, and
exits with 1 when one has less than the lab's points.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from autograder import batch, data, recipes
from autograder.build import build
from autograder.course import Course
from autograder.own_work import copy

RECIPE = "# %% [markdown]\n# The solution, nothing else.\n# - base: solution\n# - loses:\n"
SEED = re.compile(r"set_random_seed\((\w+)\)")


def run(lab: str, name: str, seed: int) -> batch.Row:
    """Grade the solution of a lab on a data set, with the seeds of the lab moved by 1000 * seed."""
    os.environ["AUTOGRADER_STAND_IN"] = "1" if name == "stand-in" else "0"
    if data.name() != name:
        raise SystemExit("MNIST was not found: fetch it with 'autograder data --fetch'")
    with tempfile.TemporaryDirectory(prefix="solved-") as folder:
        course = copy(Course.here(Path(__file__).parent), Path(folder), [lab])
        script = course.source / lab / f"{lab}.py"
        moved = SEED.sub(rf"set_random_seed({1000 * seed} + \1)", script.read_text("utf-8"))
        script.write_text(moved, "utf-8")
        build(course, [lab], solution=False)
        recipe = Path(folder) / "solved.py"
        recipe.write_text(RECIPE, "utf-8")
        recipes.write(recipes.read(recipe), course, lab, "solved")
        return batch.grade(course, lab)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("labs", nargs="*", help="labs to grade; all without one")
    parser.add_argument("--seeds", type=int, default=3, help="random states for each, from 0")
    parser.add_argument("--data", nargs="+", default=["mnist", "stand-in"])
    options = parser.parse_args()
    short = False
    for lab in options.labs or Course.here(Path(__file__).parent).labs():
        for name in options.data:
            for seed in range(options.seeds):
                start = time.monotonic()
                row = run(lab, name, seed)
                seconds = time.monotonic() - start
                lost = [o for o in row.outcomes if o.points < o.possible and not o.bonus]
                print(f"{lab:24} {name:9} seed {seed}: {row.points:g} of {row.possible:g} points "
                      f"({seconds:.0f} s)", flush=True)  # fmt: skip
                for outcome in lost:
                    print(f"    {outcome.test}: {outcome.reason}\n{outcome.detail}")
                short |= bool(lost or row.refused)
    sys.exit(short)


if __name__ == "__main__":
    main()
