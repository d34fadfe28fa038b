"""The list of problems that grows while a file is read."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.errors import ExpressionError
from tutor.core.expression import closest
from tutor.core.lesson import Place, Problem, Severity
from tutor.core.text import clip, safe

MOST = 200
"""Problems that one file may have; what comes after them is counted, not kept."""


class ProblemReport:
    """Collects problems; each text in them is made safe to show."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._left_out = 0

    def add(self, at: Place, message: str, help_: str = "", severity: Severity = "error") -> None:
        """Put down one problem."""
        if len(self._problems) >= MOST:
            self._left_out += 1
            return
        shown = clip(safe(message), 300), clip(safe(help_), 300)
        self._problems.append(Problem(at.line, at.column, *shown, severity))

    def first(self, at: Place, message: str, help_: str) -> None:
        """Put down the problem because of which the others may be none: it alone is kept."""
        self._problems, self._left_out = [], 0
        self.add(at, message, help_)

    def expression(self, error: ExpressionError, at: Place) -> None:
        """Put down what is wrong with an expression that starts at ``at``."""
        self.add(Place(at.line, at.column + error.column), str(error), error.help)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Put down problems found elsewhere."""
        for problem in problems:
            place = Place(problem.line, problem.column)
            self.add(place, problem.message, problem.help, problem.severity)

    @property
    def full(self) -> bool:
        """Whether what is added from now on is only counted, and needs no help."""
        return len(self._problems) >= MOST

    @property
    def failed(self) -> bool:
        """Whether there is an error among the problems."""
        return any(problem.severity == "error" for problem in self._problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in the order of the file, each once."""
        found = sorted(set(self._problems))
        if self._left_out:
            last = found[-1]
            more = f"{self._left_out} more problems are not shown"
            found.append(Problem(last.line, last.column, more, "correct the ones above first"))
        return tuple(found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The help for a word that is not ``known``: the closest one, or the whole list."""
    known = list(known)
    close = closest(word, known)
    if close:
        return f"did you mean {close!r}?"
    return f"there are {', '.join(known)}" if known else ""
