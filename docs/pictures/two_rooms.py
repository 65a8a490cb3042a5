"""Draws docs/pictures/two_rooms.png: the way of a submission through the grader.

Run from anywhere: python docs/pictures/two_rooms.py
"""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch


def box(axis, x, y, width, height, title, lines, face="white", edge="black", style="-"):
    """A rounded box with a bold title and plain lines below it."""
    axis.add_patch(
        FancyBboxPatch(
            (x, y),
            width,
            height,
            boxstyle="round,pad=0.02,rounding_size=0.12",
            facecolor=face,
            edgecolor=edge,
            linewidth=1.4,
            linestyle=style,
        )
    )
    middle = x + width / 2
    axis.text(middle, y + height - 0.28, title, ha="center", va="center", weight="bold", size=11)
    for number, line in enumerate(lines):
        axis.text(middle, y + height - 0.68 - 0.34 * number, line, ha="center", va="center", size=9)


def arrow(axis, start, end, text, above=0.16, bend=0.0):
    """An arrow with a label over its middle."""
    axis.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=14,
            linewidth=1.3,
            color="black",
            connectionstyle=f"arc3,rad={bend}",
        )
    )
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    axis.text(x, y + above, text, ha="center", va="bottom", size=8.5, style="italic")


STUDENT_ROOM = """answer cells run here

a sandbox: no network,
no source, no gradebook,
no other submission;
limits on time, memory,
files and output"""

EXAMINER = """test cells run here,
the hidden ones too

a process of its own,
with a clean Keras;
it never runs anything
of the student's"""

OUTCOMES = """passed · wrong · not attempted
grader fault (never counted)
into gradebook and feedback"""

figure, axis = plt.subplots(figsize=(11, 5), dpi=130)
box(axis, 0.1, 1.25, 1.9, 1.75, "submission", ["notebook", "saved weights", "repaired first"])
room = STUDENT_ROOM.splitlines()
box(axis, 3.2, 0.35, 3.0, 3.3, "student room", room, face="0.94", style="--")
box(axis, 8.2, 0.35, 2.8, 3.3, "examiner", EXAMINER.splitlines())
box(axis, 6.6, -1.95, 3.6, 1.55, "outcome of each test", OUTCOMES.splitlines())
arrow(axis, (2.05, 2.1), (3.15, 2.1), "cells")
arrow(axis, (8.15, 2.75), (6.25, 2.75), "names, calls")
arrow(axis, (6.25, 1.6), (8.15, 1.6), "evidence:\ntyped data")
arrow(axis, (9.6, 0.3), (8.9, -0.35), "", 0)
axis.set(xlim=(0, 11.1), ylim=(-2.05, 3.8))
axis.set_aspect("equal")
axis.axis("off")
figure.savefig(Path(__file__).with_suffix(".png"), bbox_inches="tight", facecolor="white")
