"""The steps that nbgrader calls in place of its own; a course lists them in nbgrader_config.py."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool

from autograder import submission
from autograder.course import Course, LabSettings, Limits
from autograder.examiner_process import ExaminerProcess
from autograder.grading import grade_notebook, outcome_of
from autograder.outcomes import GRADER_FAULT
from autograder.sanitize import MasterCell, Repair, repair
from autograder.student_room import RoomClosed, StudentRoom
from autograder.warm_rooms import WarmRooms

Resources = dict[str, Any]

_examiner, _warm_rooms = ExaminerProcess(), WarmRooms()
atexit.register(_examiner.close)
atexit.register(_warm_rooms.close)


class SubmissionExporter(NotebookExporter):
    """Reads what a student handed in with clear reasons where it cannot be read."""

    def from_filename(  # type: ignore[override]  # the text, as nbconvert's own exporter returns
        self, filename: str, resources: Resources | None = None, **options: Any
    ) -> tuple[str, Resources]:
        limits = settings_of(resources or {}).limits
        notebook = submission.read(Path(filename), limits.notebook_bytes)
        resources = resources if resources is not None else {}
        # nbconvert's steps find the notebook's folder and name here.
        resources.setdefault("metadata", {})
        resources["metadata"]["path"] = os.path.dirname(filename)
        resources["metadata"]["name"] = Path(filename).stem
        result: tuple[str, Resources] = self.from_notebook_node(notebook, resources, **options)
        return result


def course() -> Course:
    """The course that nbgrader works in; it changes into its root before it calls a step."""
    return Course(Path.cwd())


def settings_of(resources: Resources) -> LabSettings:
    """The lab's settings, from the instructor's source, never from the submission."""
    assignment = resources.get("nbgrader", {}).get("assignment")
    return course().settings(assignment) if assignment else LabSettings(limits=Limits())


class RepairNotebook(NbGraderPreprocessor):
    """Mends a submission: see `autograder.sanitize`. First of the sanitize steps."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        repairs = repair(nb, master_cells(resources))
        for one in repairs:
            self.log.warning("repaired %s: %s", one.cell or "the notebook", one.text)
        nb.metadata.pop("jupytext", None)
        nb.metadata["autograder"] = {"repairs": [[one.cell, one.text] for one in repairs]}
        return nb, resources


def master_cells(resources: Resources) -> list[MasterCell]:
    """The instructor's cells: their order from source/, their content from the gradebook."""
    ids = resources["nbgrader"]
    with Gradebook(ids["db_url"]) as gradebook:
        stored = gradebook.find_notebook(ids["notebook"], ids["assignment"])
        points = {cell.name: float(cell.max_score) for cell in stored.grade_cells}
        points |= {cell.name: float(cell.max_score) for cell in stored.task_cells}
        grades = {cell.name for cell in stored.grade_cells}
        solutions = {cell.name for cell in stored.solution_cells}
        tasks = {cell.name for cell in stored.task_cells}
        cells = {
            cell.name: MasterCell(
                name=cell.name,
                cell_type=cell.cell_type,
                source=cell.source or "",
                checksum=cell.checksum or "",
                locked=bool(cell.locked),
                grade=cell.name in grades,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=points.get(cell.name),
            )
            for cell in stored.source_cells
        }
    order = _order(course().source / ids["assignment"] / f"{ids['notebook']}.ipynb")
    return sorted(cells.values(), key=lambda cell: (order.get(cell.name, len(order)), cell.name))


def _order(source: Path) -> dict[str, int]:
    """Positions of the instructor's cells; the gradebook does not keep them."""
    if not source.is_file():
        return {}
    cells = nbformat.read(source, as_version=4).cells
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    return {name: position for position, name in enumerate(names) if name}


class ExecuteInRooms(NbGraderPreprocessor):
    """Runs answer cells in the student room and test cells in the examiner. Replaces Execute."""

    use_sandbox = Bool(True, help="Whether the student room is a sandbox.").tag(config=True)
    use_warm_rooms = Bool(
        True, help="Whether rooms are forked from a process that has Keras loaded."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        own = nb.metadata.get("autograder", {})
        grade_notebook(
            nb,
            master_cells(resources),
            [Repair(*one) for one in own.get("repairs", [])],
            settings_of(resources),
            _examiner,
            Path(resources["metadata"]["path"]),
            use_sandbox=self.use_sandbox,
            on_fault=lambda text: self.log.error("grader fault in %s", text),
            warm=_warm_rooms if self.use_warm_rooms else None,
        )
        return nb, resources


class SaveOutcomes(SaveAutoGrades):
    """Saves points; a bonus as extra credit, and a grader fault is left to be graded by hand."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        outcome = outcome_of(cell) if utils.is_grade(cell) else None
        if utils.is_grade(cell) and not utils.is_solution(cell) and outcome is None:
            raise RuntimeError(f"test {cell.metadata.nbgrader['grade_id']} has no outcome")
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if outcome is not None and outcome.status == GRADER_FAULT:
            grade = self.gradebook.find_grade(
                outcome.test, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()
        elif outcome is not None and outcome.bonus:
            grade = self.gradebook.find_grade(
                outcome.test, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.extra_credit = outcome.points
            self.gradebook.db.commit()
        return cell, resources


class ExecuteSolution(NbGraderPreprocessor):
    """Runs the instructor's own solution in a student room, where the data set is at hand.

    With AUTOGRADER_FULL=1 in the environment it trains as long as the notebook says.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        fully = bool(os.environ.get("AUTOGRADER_FULL"))
        settings = settings_of(resources)
        files = Path(resources["metadata"]["path"])
        with StudentRoom(settings, files, use_sandbox=False, train_fully=fully) as room:
            for cell in nb.cells:
                if cell.cell_type != "code":
                    continue
                room.run(cell)
                for output in cell.outputs:
                    if output.output_type == "error":
                        name = cell.metadata.get("nbgrader", {}).get("grade_id", cell.get("id"))
                        raise RoomClosed(f"cell {name}: {output.ename}: {output.evalue}")
            # nbconvert writes these beside the notebook: the weights that the solution saved.
            saved = {path.name: path.read_bytes() for path in sorted(room.work.glob("*.keras"))}
            resources["outputs"] = {**(resources.get("outputs") or {}), **saved}
        return nb, resources
