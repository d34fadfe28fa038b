"""What is kept of first tries at one skill: when and on what they were right, what went wrong."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class RightOn(NamedTuple):
    """A day on which a first try was right, and the shape of its graph."""

    day: date
    shape: str


class FormShown(NamedTuple):
    """A kind of question: on how many days in a row it was right at once, and the last of them."""

    kind: str
    days: int
    last: date


class Habit(NamedTuple):
    """A mistake that may be made again: the ``mistakes`` that explain all of ``times`` wrong tries.

    Right answers have ruled the others out, in which those would have shown; ``right_since`` counts
    right first tries to questions in which these would not.
    """

    mistakes: tuple[str, ...]
    times: int = 1
    right_since: int = 0


class Try(NamedTuple):
    """A first try as far as one skill goes: was it right, when, and on what.

    ``key`` is that of its occasion; ``mistakes`` explain a wrong one, ``against`` are those that
    its right steps rule out; ``share`` is that of its steps which are right, and ``all_right`` says
    whether all else was; one that was ``helped`` by a hint counts as wrong.
    """

    right: bool
    at: datetime
    day: date
    kind: str
    shape: str
    key: int
    mistakes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    share: float = 1.0
    all_right: bool = True
    helped: bool = False


class LastTry(NamedTuple):
    """The last first try: how it went, the chance before what was asked about its graph, the day,
    and the mistake that explains it best, "" for none.
    """

    right: bool
    helped: bool
    before: float
    day: date
    mistake: str = ""
