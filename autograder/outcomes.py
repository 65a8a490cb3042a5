"""The four outcomes of a test, and their wording.

Passed, wrong, not attempted and grader fault are never merged: a grader fault is our own error,
needs manual grading, and is never counted against the student.
"""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass, field
from typing import Any

PASSED = "passed"
WRONG = "wrong"
NOT_ATTEMPTED = "not attempted"
GRADER_FAULT = "grader fault"
STATUSES = (PASSED, WRONG, NOT_ATTEMPTED, GRADER_FAULT)

MIME = "application/vnd.autograder.outcome+json"

_LONGEST = 2000
"""Characters of a student's value that a message may hold; longer is cut in the middle."""


class Wrong(AssertionError):
    """A student's answer is wrong, with what was expected, what came, and a hint.

    Raised by checks; its text is one readable sentence, so that it also serves in a plain kernel.
    """

    def __init__(self, subject: str, expected: str, got: str, hint: str = "") -> None:
        self.subject, self.expected, self.got, self.hint = subject, expected, got, hint
        text = f"{subject}: expected {expected}, got {got}"
        super().__init__(f"{text}. Hint: {hint}" if hint else text)


@dataclass(frozen=True)
class Outcome:
    """What became of one test cell. `points` were earned out of `possible`.

    `message` is a sentence for the student; `subject`, `expected`, `got` and `hint` are filled
    where a check knows them. A `bonus` comes on top of a lab's 100 points. `detail` is for the
    instructor alone (a traceback) and is taken out of feedback; `repairs` says what had to be
    mended in the submission for this test to run.
    """

    test: str
    status: str
    points: float
    possible: float
    message: str = ""
    subject: str = ""
    expected: str = ""
    got: str = ""
    hint: str = ""
    detail: str = ""
    repairs: list[str] = field(default_factory=list)
    bonus: bool = False

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"{self.status!r} is not an outcome")

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Outcome:
        return cls(**data)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    def without_detail(self) -> Outcome:
        """The same outcome as a student may see it."""
        return Outcome(**{**self.to_dict(), "detail": ""})

    @property
    def reason(self) -> str:
        """One line for a table: nothing for a pass, else why points are missing."""
        if self.status == PASSED and self.points >= self.possible:
            return ""
        if self.subject:
            return shorten(f"{self.subject}: expected {self.expected}, got {self.got}", 300)
        return shorten(self.message or self.status, 300)

    def text(self) -> str:
        """The outcome as plain text, for a terminal and for nbgrader's own pages."""
        lines = [f"{self.status}: {self._score()}"]
        if self.subject:
            lines += [f"{self.subject}", f"  expected: {self.expected}", f"  got:      {self.got}"]
        elif self.message:
            lines.append(self.message)
        if self.hint:
            lines.append(f"  hint:     {self.hint}")
        return "\n".join(lines)

    def _score(self) -> str:
        kind = "bonus points" if self.bonus else "points"
        return f"{number(self.points)} of {number(self.possible)} {kind}"

    def html(self) -> str:
        """The outcome as a small table; every value is escaped, there is no script in it."""
        rows = [("about", self.subject), ("expected", self.expected), ("got", self.got)]
        rows = rows if self.subject else [("", self.message)]
        rows += [("hint", self.hint)] + [("repaired", repair) for repair in self.repairs]
        body = "".join(
            # Pages that clean HTML drop most styles, so the gap is a space of the text itself.
            f'<tr><th scope="row" style="text-align: left; vertical-align: top">'
            f'{html.escape(name)}&ensp;</th><td style="text-align: left">'
            f"{html.escape(value)}</td></tr>"
            for name, value in rows
            if value
        )
        sign = {PASSED: "✓", WRONG: "✗", NOT_ATTEMPTED: "○", GRADER_FAULT: "!"}[self.status]
        head = f"{sign} {self.status}: {self._score()}"
        if self.status == GRADER_FAULT:
            head += " so far (this is our error; your instructor will grade this exercise by hand)"
        return (
            f'<div class="autograder-outcome autograder-{self.status.replace(" ", "-")}">'
            f"<p><strong>{html.escape(head)}</strong></p><table>{body}</table></div>"
        )


def number(value: float) -> str:
    """Points as people write them: 8, not 8.0; 2.5 stays."""
    return f"{value:g}"


def shorten(text: str, longest: int = _LONGEST) -> str:
    """`text` on one line, cut in the middle when it is longer than `longest` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    half = (longest - 5) // 2
    return f"{text[:half]} ... {text[-half:]}"
