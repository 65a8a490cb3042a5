"""Grading one notebook: answer cells run in the student room, test cells in the examiner."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import re
import symtable
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.course import LabSettings
from autograder.examiner_process import ExaminerFault, ExaminerProcess, Submission
from autograder.outcomes import GRADER_FAULT, MIME, NOT_ATTEMPTED, PASSED, WRONG, Outcome, number
from autograder.sanitize import MasterCell, Repair, hidden_lines, visible
from autograder.student_room import RoomClosed, StudentRoom
from autograder.warm_rooms import WarmRooms


@dataclass
class Grader:
    """Grades one notebook in a student room and an examiner that are already there.

    `master` are the instructor's cells, by name; `repairs` what was mended before.
    """

    room: StudentRoom
    examiner: ExaminerProcess
    settings: LabSettings
    master: dict[str, MasterCell]
    repairs: list[Repair] = field(default_factory=list)
    _submission: Submission | None = None
    _open_answers: list[str] = field(default_factory=list)
    _attempted: bool = False
    _tests: int = 0
    _assigned: dict[str, int] = field(default_factory=dict)

    def grade(self, notebook: NotebookNode) -> list[Outcome]:
        """Run every cell once, in order; write the outcome of each test into its cell."""
        outcomes = []
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            master = self.master.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if master is not None and master.is_test:
                outcome = self._test(master)
                cell.execution_count, cell.outputs = None, [output(outcome)]
                outcomes.append(outcome)
                self._define_in_room(master, notebook.cells[index + 1 :])
                continue
            if master is not None and master.solution:
                self._attempted |= not same_code(cell.source, master.source)
                self._open_answers.append(master.name)
            self._assigned |= dict.fromkeys(defined_names(cell.source), self._tests)
            with contextlib.suppress(RoomClosed):  # the cell or the room says why it is closed
                self.room.run(cell)
        if self._submission is not None:
            self._submission.end()
        return outcomes

    def _test(self, master: MasterCell) -> Outcome:
        bonus = self.settings.bonus.get(master.name.removesuffix("_test"))
        possible = float(master.points or 0) if bonus is None else bonus
        kind: dict[str, Any] = {"possible": possible, "bonus": bonus is not None}
        names = {master.name, *self._open_answers}
        repairs = [repair.text for repair in self.repairs if repair.cell in names]
        attempted = self._attempted or not self._open_answers
        self._attempted, self._open_answers = False, []
        self._tests += 1
        found = self._examine(master)
        credit = found.pop("credit", None)
        outcome = Outcome(**found, **kind, test=master.name, points=0.0, repairs=repairs)
        if outcome.status == PASSED:
            if credit is not None and not 0 <= credit <= possible:
                text = f"the test gave {number(credit)} of {number(possible)} points"
                return dataclasses.replace(outcome, status=GRADER_FAULT, message=text, detail=text)
            points = possible if credit is None else credit
            return dataclasses.replace(outcome, points=points)
        if outcome.status == WRONG and not attempted:
            text = "the answer is still as it was handed out"
            return Outcome(master.name, NOT_ATTEMPTED, 0.0, message=text, repairs=repairs, **kind)
        return outcome

    def _examine(self, master: MasterCell) -> dict[str, Any]:
        try:
            if self._submission is None:
                self._submission = self.examiner.begin(self.settings, self.room)
            hidden = hidden_lines(master.source)
            return self._submission.test(master.name, master.source, hidden, self._assigned)
        except ExaminerFault as error:
            self.examiner.close()
            self._submission = None  # the next test of this submission gets a new examiner
            return {
                "status": GRADER_FAULT,
                "message": "the test itself failed",
                "detail": str(error),
            }

    def _define_in_room(self, master: MasterCell, later: list[NotebookNode]) -> None:
        """Run the visible part of a test in the room too when a later cell may use a name that
        it defines, as it could in Jupyter. Nothing of it is scored."""
        public = visible(master.source)
        words = {word for cell in later for word in re.findall(r"\w+", cell.source)}
        if defined_names(public) & words:
            with contextlib.suppress(RoomClosed):
                self.room.run(NotebookNode(cell_type="code", source=public, outputs=[]))


def output(outcome: Outcome) -> NotebookNode:
    """An outcome as the output of its test cell.

    nbgrader's own scoring reads the number in text/plain, which is no bonus; our steps read the
    whole.
    """
    data = {
        "text/plain": number(0.0 if outcome.bonus else outcome.points),
        "text/html": outcome.html(),
        MIME: outcome.to_dict(),
    }
    return new_output("execute_result", data=data)


def outcome_of(cell: NotebookNode) -> Outcome | None:
    """The outcome that was written into a test cell; None for other cells."""
    if not cell.metadata.get("nbgrader", {}).get("grade"):
        return None
    for one in cell.get("outputs", []):
        if MIME in one.get("data", {}):
            return Outcome.from_dict(one["data"][MIME])
    return None


def same_code(source: str, stub: str) -> bool:
    """Whether an answer adds nothing to the stub but comments and spaces."""
    try:
        trees = [ast.parse(text) for text in (source, stub)]
    except (SyntaxError, ValueError):
        return source.split() == stub.split()
    ours, theirs = (ast.dump(_Stubs().visit(tree)) for tree in trees)
    return ours == theirs


class _Stubs(ast.NodeTransformer):
    """Makes `raise NotImplementedError()` and `pass` disappear: to delete them is no attempt."""

    def visit_Raise(self, node: ast.Raise) -> ast.AST | None:
        return None if node.exc and "NotImplementedError" in ast.dump(node.exc) else node

    def visit_Pass(self, node: ast.Pass) -> None:
        return None


def defined_names(source: str) -> set[str]:
    """Names that a cell binds at its top level; none when it does not parse."""
    try:
        symbols = symtable.symtable(source, "<cell>", "exec").get_symbols()
    except (SyntaxError, ValueError):
        return set()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}


def grade_notebook(
    notebook: NotebookNode,
    master: list[MasterCell],
    repairs: list[Repair],
    settings: LabSettings,
    examiner: ExaminerProcess,
    files: Path | None,
    use_sandbox: bool,
    on_fault: Callable[[str], None],
    warm: WarmRooms | None = None,
) -> list[Outcome]:
    """Grade `notebook` in place, in a room of its own; the outcomes of its tests in order."""
    with StudentRoom(settings, files, use_sandbox=use_sandbox, warm=warm) as room:
        by_name = {cell.name: cell for cell in master}
        outcomes = Grader(room, examiner, settings, by_name, repairs).grade(notebook)
        for outcome in outcomes:
            if outcome.status == GRADER_FAULT:
                on_fault(f"{outcome.test}: {outcome.detail}\n{room.log()}")
        if room.closed_because:
            notebook.metadata["autograder_stopped"] = room.closed_because
        return outcomes
