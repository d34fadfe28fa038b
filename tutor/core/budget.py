"""How much work a stranger's file may ask for: counted, never timed, so the same everywhere.

A short text can ask for much: two hundred activities on a graph of a thousand nodes.  What is read,
drawn or shown costs units, each about a microsecond of a slow machine.  Outside a budget counting
changes nothing, and a learner at work is never counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tutor.core.errors import TutorError

READING = 500_000
"""Units for reading one lesson."""
CHECKING = 1_200_000
"""Units for drawing and going through its questions, as ``check`` does."""
MARKING = 2_200_000
"""Units for marking the answers of one class file and looking for their mistakes: of 10,000
different answers to a few questions on small graphs all are looked into."""
ROWS, CELLS = 10_000, 250_000
"""Answers of one class file, and cells of all its rows."""
NODES = 4000
"""Nodes that all graphs of a lesson may have together."""
FIELDS = 200
"""Lines of one kind that a block may have: pairs, options, hints."""
ACTIVITIES = 400
"""Activities that one lesson may have."""


class WorkError(TutorError):
    """What was asked for takes more work than there is a budget for."""


class Budget:
    """What is left of some units of work."""

    def __init__(self, units: float) -> None:
        self.units = units
        self.left = units

    @property
    def spent(self) -> bool:
        """Whether nothing is left: what was found since then is not to be trusted."""
        return self.left < 0


_NOW: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget(units: float) -> Iterator[Budget]:
    """Count what is done inside; ``spend`` raises WorkError once it is more than ``units``.

    Around another budget, it counts what was spent of that one when it is closed.
    """
    around, opened = _NOW.get(), Budget(units)
    token = _NOW.set(opened)
    try:
        yield opened
    finally:
        _NOW.reset(token)
        if around is not None:
            around.left -= opened.units - opened.left


def spend(units: int) -> None:
    """Count ``units`` of work.  Raises WorkError where a budget is open and nothing is left of it.

    It raises again each time, so that whoever takes the first for an error of one draw soon ends.
    """
    opened = _NOW.get()
    if opened is not None:
        opened.left -= units
        if opened.left < 0:
            raise WorkError(f"this takes more than {opened.units} units of work")
