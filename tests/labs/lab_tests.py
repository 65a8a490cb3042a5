"""What every lab's corpus shows. A lab's own test module imports all of this and sets `LAB`."""

import dataclasses
import functools
import re

import graded
import pytest

from autograder.outcomes import NOT_ATTEMPTED, PASSED, WRONG
from autograder.sanitize import hidden_lines

__all__ = [
    "course",
    "handed_in",
    "pytest_generate_tests",
    "rows",
    "test_a_lost_exercise_has_a_reason_that_gives_no_hidden_line_away",
    "test_an_answer_loses_what_its_recipe_says_and_nothing_else",
    "test_each_hidden_test_catches_a_wrong_answer_that_its_visible_part_lets_through",
    "test_saved_weights_are_used_in_place_of_training",
    "test_the_corpus_is_complete",
    "test_the_gradebook_has_the_points_of_every_row",
    "test_the_lab_is_worth_100_points_and_every_exercise_has_hidden_tests",
    "test_the_untouched_notebook_runs_to_its_end_and_is_nowhere_attempted",
]

FOLDERS = ("right", "wrong", "partial", "demo")


@functools.cache
def corpus(lab):
    """All recipes of a lab apart from the hostile ones."""
    folder = graded.ROOT / "tests" / "submissions" / lab
    return graded.corpus(lab, *(name for name in FOLDERS if (folder / name).is_dir()))


@functools.cache
def tests(lab):
    """The test cells of a lab by their ids."""
    return {
        cell.metadata.nbgrader["grade_id"]: cell
        for cell in graded.source(lab).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def points(lab):
    """The points of each answer, those of a bonus too."""
    own = {
        name.removesuffix("_test"): cell.metadata.nbgrader["points"]
        for name, cell in tests(lab).items()
    }
    return own | graded.settings(lab).bonus


def pytest_generate_tests(metafunc):
    if "recipe" in metafunc.fixturenames:
        recipes = corpus(metafunc.module.LAB)
        if "lost_exercise" in metafunc.function.__name__:
            recipes = [one for one in recipes if one.loses]
        metafunc.parametrize("recipe", recipes, ids=graded.student)


@pytest.fixture(scope="module")
def course(request, tmp_path_factory):
    return graded.course(tmp_path_factory.mktemp("course"), request.module.LAB)


@pytest.fixture(scope="module")
def handed_in(request, course):
    """The whole corpus, graded as one class: each recipe with the rows that speak of it.

    Wrong answers of different exercises are handed in together, several as one submission, which
    takes a third of the time. Where such a submission does not lose exactly what its recipes say
    together, and all with --one-by-one, each recipe is handed in by itself.
    """
    lab = request.module.LAB
    alone, groups = corpus(lab), []
    if not request.config.getoption("--one-by-one"):
        alone, groups = together(alone, graded.settings(lab).bonus)
    found = {}
    for number, group in enumerate(groups):
        joined = dataclasses.replace(
            group[0],
            path=group[0].path.with_name(f"together_{number}.py"),
            edits=tuple(edit for one in group for edit in one.edits),
            loses=tuple(sorted({name for one in group for name in one.loses})),
            # Each leaves out the weights that its own mistake must not be graded with.
            files=dict(set.intersection(*({*one.files.items()} for one in group))),
        )
        [row] = graded.grade(course, lab, joined).values()
        if row.complete and graded.lost(row) == [*joined.loses]:
            found |= {graded.student(one): (row, {*joined.loses} - {*one.loses}) for one in group}
        else:
            alone += group
    return found | {name: (row, set()) for name, row in graded.grade(course, lab, *alone).items()}


@pytest.fixture(scope="module")
def rows(handed_in):
    """For each student's name the row of the recipe, without what other recipes lost in it."""
    return {
        name: dataclasses.replace(
            row,
            outcomes=[o for o in row.outcomes if o.test.removesuffix("_test") not in others],
        )
        for name, (row, others) in handed_in.items()
    }


def together(recipes, bonus):
    """(recipes that need a submission of their own, groups that can share one).

    `bonus` are the answers that nobody need give.
    """
    alone, groups = [], []
    for one in recipes:
        whole = one.path.parent.name != "wrong" or one.base != "solution"
        if whole or any(edit.action != "answer" for edit in one.edits):
            alone.append(one)
            continue
        room = [group for group in groups if all(apart(one, other, bonus) for other in group)]
        if room:
            room[0].append(one)
        else:
            groups.append([one])
    return alone + [g[0] for g in groups if len(g) == 1], [g for g in groups if len(g) > 1]


def apart(one, other, bonus):
    """Whether two recipes change and lose different answers."""
    changed = {edit.id for edit in one.edits} & {edit.id for edit in other.edits}
    lost = {*one.loses} & {*other.loses} - {*bonus}
    return not changed and not lost


def test_the_lab_is_worth_100_points_and_every_exercise_has_hidden_tests(request):
    lab = request.module.LAB
    bonus = graded.settings(lab).bonus
    assert sum(worth for name, worth in points(lab).items() if name not in bonus) == 100
    assert [n for n, c in tests(lab).items() if len(hidden_lines(c.source)) < 3] == []


def test_the_corpus_is_complete(request):
    names = [graded.student(recipe) for recipe in corpus(request.module.LAB)]
    assert sum(name.startswith("right-") for name in names) >= 6
    assert sum(name.startswith("wrong-") for name in names) >= 12
    assert {name.partition("-")[2] for name in names} >= {"untouched", "half_done"}


def test_an_answer_loses_what_its_recipe_says_and_nothing_else(request, rows, recipe):
    row, worth = rows[graded.student(recipe)], points(request.module.LAB)
    assert row.complete, graded.reasons(row)
    assert graded.lost(row) == sorted(recipe.loses), graded.reasons(row)
    names = [outcome.test.removesuffix("_test") for outcome in row.outcomes]
    assert row.points == sum(worth[name] for name in names if name not in recipe.loses)
    assert {*names} >= {*recipe.loses}


def test_a_lost_exercise_has_a_reason_that_gives_no_hidden_line_away(request, rows, recipe):
    row, lab = rows[graded.student(recipe)], request.module.LAB
    edited = {edit.id for edit in recipe.edits}
    for outcome in row.outcomes:
        name = outcome.test.removesuffix("_test")
        if name not in recipe.loses:
            assert (outcome.status, outcome.reason) == (PASSED, "")
            continue
        stub = recipe.base == "release" and name not in edited
        assert outcome.status == (NOT_ATTEMPTED if stub else WRONG)
        assert outcome.points == 0
        assert outcome.message or (outcome.subject and outcome.expected and outcome.got)
        shown = " ".join(outcome.text().split())
        assert [line for line in graded.hidden_lines(lab) if line in shown] == []


def test_each_hidden_test_catches_a_wrong_answer_that_its_visible_part_lets_through(request, rows):
    lab, caught = request.module.LAB, set()
    hidden = {name: set(hidden_lines(cell.source)) for name, cell in tests(lab).items()}
    for recipe in corpus(lab):
        for outcome in rows[graded.student(recipe)].outcomes:
            if outcome.status == WRONG:
                stopped = re.findall(rf'File "<test {outcome.test}>", line (\d+)', outcome.detail)
                if {int(line) for line in stopped} & hidden[outcome.test]:
                    caught.add(outcome.test)
    assert set(tests(lab)) - caught == set()


def test_the_untouched_notebook_runs_to_its_end_and_is_nowhere_attempted(request, course, rows):
    lab = request.module.LAB
    [untouched] = [graded.student(one) for one in corpus(lab) if one.name == "untouched"]
    row = rows[untouched]
    assert [outcome.status for outcome in row.outcomes] == [NOT_ATTEMPTED] * len(tests(lab))
    assert row.points == 0 and row.repairs == []
    notebook = graded.autograded(course, lab, untouched)
    assert "autograder_stopped" not in notebook.metadata
    not_run = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("grade_id") not in tests(lab)
        and not cell.execution_count
    ]
    assert not_run == []
    raised = [
        cell.metadata.nbgrader["grade_id"]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("_given")
        and any(output.output_type == "error" for output in cell.outputs)
    ]
    assert raised == [], "a given cell must run whatever the answers are"


def test_the_gradebook_has_the_points_of_every_row(request, course, handed_in):
    found = {
        student: sum(auto + (extra or 0) for auto, _, extra, _ in scores.values())
        for student, scores in graded.scores(course, request.module.LAB).items()
    }
    own = {row.student: row for row, _ in handed_in.values()}
    assert {student: found[student] for student in own} == {
        student: row.points for student, row in own.items()
    }
    assert {row.possible for row in own.values()} == {100}


def test_saved_weights_are_used_in_place_of_training(request, course, rows):
    lab = request.module.LAB
    training = graded.settings(lab).training
    for recipe in corpus(lab):
        if graded.student(recipe) in ("right-solution", "demo-right"):
            printed = "".join(
                output.get("text", "")
                for cell in graded.autograded(course, lab, graded.student(recipe)).cells
                for output in cell.get("outputs", [])
            )
            for name in recipe.files:
                assert name not in training.saved or f"weights saved in {name}" in printed
