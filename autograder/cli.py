"""The command line: build, grade, check, data, doctor, demo.

Exit codes: 0 all is well; 1 something was found that a person must look at; 2 wrong use or a
missing piece, said in one line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.errors import UserError

if TYPE_CHECKING:
    from autograder.batch import Row

# What takes long to import is imported where it is used, so that --help answers at once.

app = typer.Typer(
    help="Build and grade lab notebooks on autoencoders.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)

NoSandbox = Annotated[
    bool, typer.Option("--no-sandbox", help="Grade without a sandbox work that you trust.")
]


@contextmanager
def _one_line() -> Iterator[None]:
    """A mistake of the user's ends in one line and exit code 2."""
    try:
        yield
    except UserError as error:
        typer.secho(f"autograder: {error}", fg="red", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.secho("autograder: interrupted; what was graded is kept", fg="red", err=True)
        raise typer.Exit(130) from None


@app.command()
def build(
    labs: Annotated[
        list[str] | None, typer.Argument(help="Labs to build; all without one.")
    ] = None,
    solution: Annotated[bool, typer.Option(help="Also make solution/, executed.")] = True,
    full: Annotated[
        bool, typer.Option("--full", help="Train the solution as it is written.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail if release/ is not up to date.")
    ] = False,
) -> None:
    """Make release/ (for students) and solution/ from source/."""
    with _one_line():
        from autograder import build as steps
        from autograder.course import Course

        course = Course.here()
        names = labs or course.labs()
        if check:
            for name in (stale := steps.stale(course, names)):
                typer.echo(f"{name}: not what its source makes; run 'autograder build'", err=True)
            raise typer.Exit(1 if stale else 0)
        for built in steps.build(course, names, solution=solution, full=full):
            typer.echo(f"{built.lab}: {_short(built.release)}")
            if built.solution is not None:
                typer.echo(f"{built.lab}: {_short(built.solution)}")


@app.command()
def grade(
    lab: Annotated[str, typer.Argument(help="The lab, e.g. 01_first_autoencoder.")],
    students: Annotated[list[str] | None, typer.Argument(help="Only these students.")] = None,
    no_sandbox: NoSandbox = False,
    feedback: Annotated[bool, typer.Option("--feedback", help="Also write feedback/.")] = False,
) -> None:
    """Grade submissions and print a table of students, points and reasons."""
    with _one_line():
        from autograder import batch
        from autograder.course import Course

        course = Course.here()
        rows = batch.grade(
            course, lab, students, use_sandbox=not no_sandbox, on_row=lambda row: _progress(row)
        )
        print_table(lab, rows)
        if feedback:
            graded = [row.student for row in rows if not row.refused]
            for page in batch.feedback(course, lab, graded):
                typer.echo(_short(page))
    if not all(row.complete for row in rows):
        raise typer.Exit(1)


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="Your notebook.")],
    lab: Annotated[str | None, typer.Option(help="The lab, if its name does not say.")] = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Check your own notebook: every test, what was expected, what came, and a hint."""
    with _one_line():
        from autograder import data, own_work, sandbox
        from autograder.course import Course

        if sandbox.problem() and not no_sandbox:
            typer.echo("Checked without a sandbox: this is your own work.")
        name, row = own_work.check(
            Course.here(), notebook, lab, use_sandbox=not (no_sandbox or sandbox.problem())
        )
        if Course.here().settings(name).training is not None:
            typer.echo(f"Data: {data.find().source}.")
        for cell, text in row.repairs:
            typer.echo(f"Repaired {cell or 'the notebook'}: {text}")
        for outcome in row.outcomes:
            typer.echo(f"\n{outcome.test.removesuffix('_test')}\n{outcome.text()}")
        typer.echo(f"\n{name}: {row.points:g} of {row.possible:g} points")
    if row.points < row.possible:
        raise typer.Exit(1)


@app.command("data")
def data_command(
    fetch: Annotated[bool, typer.Option("--fetch", help="Download MNIST with Keras.")] = False,
) -> None:
    """Say where MNIST comes from here, or fetch it."""
    with _one_line():
        from autograder import data

        if fetch:
            typer.echo(f"MNIST is in {data.fetch()}")
        typer.echo(data.report())


@app.command()
def doctor() -> None:
    """Look at this machine: what works, and how to mend what does not."""
    from autograder.doctor import examine

    findings = examine()
    for finding in findings:
        sign = {True: "ok", False: "NO", None: "--"}[finding.ok]
        typer.echo(f"{sign:3} {finding.name}: {finding.what}")
        if finding.mend:
            typer.echo(f"    {finding.mend}")
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(1)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the sample class goes.")] = Path("demo"),
) -> None:
    """Build lab 01, write a sample class, grade it, and say which pages to open."""
    with _one_line():
        from autograder import demo as sample
        from autograder.course import Course

        sample.run(Course.here(), folder.resolve())


def _progress(row: Row) -> None:
    said = row.refused or f"{row.points:g} of {row.possible:g} points"
    typer.echo(f"{row.student}: {said} ({row.seconds:.0f} s)", err=True)


def print_table(lab: str, rows: list[Row]) -> None:
    """Students, points, and for each test that did not pass its reason."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=lab, show_lines=True)
    table.add_column("student", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("reasons")
    for row in rows:
        lines = [
            f"{outcome.test.removesuffix('_test')} [{outcome.status}] {outcome.reason}"
            for outcome in row.outcomes
            if outcome.reason
        ]
        lines += [f"{cell or 'notebook'} (repaired) {text}" for cell, text in row.repairs]
        points = "refused" if row.refused else f"{row.points:g}/{row.possible:g}"
        table.add_row(row.student, points, Text(row.refused or "\n".join(lines)))
    console = Console()
    # In a file or a log nobody sets a width, and the usual 80 columns break every reason.
    (console if console.is_terminal else Console(width=140)).print(table)


def _short(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)
