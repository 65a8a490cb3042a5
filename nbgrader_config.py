"""Our departures from nbgrader's defaults, each with its reason. Copy what your course needs."""

import warnings
from pathlib import Path

from sqlalchemy.exc import SAWarning

# nbgrader 0.9.6 on SQLAlchemy 2.1 prints notes on its own order of operations; they mean nothing.
warnings.filterwarnings("ignore", category=SAWarning)

c = get_config()  # noqa: F821  (nbgrader defines it)
root = Path(__file__).resolve().parent

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "autoencoders"

# nbgrader copies every file of source/LAB that is not a notebook into release/ and autograded/.
# The text of a lab stands beside its notebook, with all answers in it: never copy that.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "jupytext.toml",
    *sorted(path.name for path in (root / "source").glob("*/*.py")),
]

# A stub that stops with a sentence a student can act on; the marker nbgrader looks for stays.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}

# Release: nbgrader's own steps, then ours, which drops metadata that would tell more than the text.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.build.ReleaseNotebook",
]

# Solution: without hidden tests, and run where the data set is at hand.
c.GenerateSolution.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.ClearMarkScheme",
    "autograder.build.RemoveHiddenTests",
    "autograder.nbgrader_steps.ExecuteSolution",
    "autograder.build.ReleaseNotebook",
]

# Autograde: mend the submission first, so that one notebook never stops a class; then run answers
# in the student room and tests in the examiner, and save what the examiner found. nbgrader's own
# Execute and SaveAutoGrades run tests inside the student's process and believe what it prints.
c.Autograde.exporter_class = "autograder.nbgrader_steps.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader_steps.RepairNotebook",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_steps.ExecuteInRooms",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader_steps.SaveOutcomes",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Feedback: nbgrader's page shows hidden tests; ours does not.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.feedback.StudentView",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# Feedback, and Formgrader's pages for grading by hand: no script of a student's comes in, neither
# with outputs nor with text. nbconvert's own filters leave text as it is and break tables.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "autograder.feedback.clean_html",
    "get_metadata": "autograder.feedback.get_metadata",
    "markdown2html": "autograder.feedback.markdown2html",
}
