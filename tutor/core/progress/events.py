"""What the learner did, as events.

Progress is a list of events that only grows; everything the tutor knows about a learner is a sum
over it (`totals.py`).  Times are passed in, aware of their zone, and kept in UTC.  Two events that
are equal in everything, the microsecond included, are the same event.  A count or a time beyond
what can be true is held to its limit, so that no event puts a sum out of reach.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tutor.core.progress.evidence import Evidence

LONGEST_ANSWER = 600.0
"""Seconds that one answer may have taken.

Cards are answered in one minute, and tools for them count no more; a backward pass by hand on paper
takes several, and whoever comes back to a question after an evening has not worked on it all along.
"""
LONGEST_LESSON = 86_400.0
"""Seconds that a lesson may have taken: a day."""
MOST_NAMES = 32
"""Skills or mistakes of one answer; a question has two or three."""
MOST_TRIES = 10_000
"""Tries before, or hints."""
MOST_STEPS = 100
"""Steps of one answer."""


UNMARKED = "free"
"""The kind of questions whose answers are kept and not marked: nothing is counted by them."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a time.  Raises ValueError when the time has no zone."""

    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"a time without a zone, {self.at!r}, cannot be compared with others")
        object.__setattr__(self, "at", self.at.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class LessonEvent(Event):
    """An event of one lesson."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Answered(LessonEvent):
    """One try at one item of a lesson.

    ``response`` is one string a slot, as typed or picked; ``score`` is what the try earned, from 0
    to 1, with tries and hints taken off; ``mistakes`` are ids of misconceptions, most likely first;
    ``tries_before`` and ``hints_used`` count on this item with this ``seed``; ``seconds`` is the
    time since the item was shown, from 0 (a clock may be put back) to ``LONGEST_ANSWER``.
    ``evidence`` says what it means for single skills, and ``shape`` what graph it was about,
    without names and values; ``scene`` is the graph with its values, ``content`` the question with
    them, as short texts: the same is the same wherever it is asked.  ``against`` are the
    mistakes that would have shown in what was right.  Answers of older versions have none of
    these.  ``test`` says that nothing
    was explained after it.  Of mistakes, skills and evidence the first ``MOST_NAMES`` are kept.
    """

    item: str
    quiz_kind: str
    seed: int
    response: tuple[str, ...]
    correct: bool
    score: float
    mistakes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tries_before: int = 0
    hints_used: int = 0
    seconds: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    shape: str = ""
    scene: str = ""
    content: str = ""
    against: tuple[str, ...] = ()
    test: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether it is right or wrong."""
        return self.quiz_kind != UNMARKED

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies between 0 and 1, this is {self.score!r}")
        object.__setattr__(self, "seconds", _held(self.seconds, LONGEST_ANSWER))
        object.__setattr__(self, "mistakes", self.mistakes[:MOST_NAMES])
        object.__setattr__(self, "skills", self.skills[:MOST_NAMES])
        object.__setattr__(self, "against", self.against[:MOST_NAMES])
        object.__setattr__(self, "evidence", tuple(map(_believed, self.evidence[:MOST_NAMES])))
        for name in ("tries_before", "hints_used"):
            object.__setattr__(self, name, min(max(getattr(self, name), 0), MOST_TRIES))


@dataclass(frozen=True, slots=True)
class Hinted(LessonEvent):
    """A hint was asked for: rungs 1 (point), 2 (principle), 3 (numbers), 4 (worked answer)."""

    item: str
    seed: int
    rung: int


@dataclass(frozen=True, slots=True)
class Placed(LessonEvent):
    """Where the learner is in a lesson: the state of the session as JSON text."""

    state: str

    @classmethod
    def of(cls, at: datetime, lesson: str, data: Mapping[str, object]) -> Placed:
        """The place described by ``data``: what JSON can hold, no NaN, no infinity."""
        return cls(at, lesson, json.dumps(data, separators=(",", ":"), allow_nan=False))

    @property
    def data(self) -> dict[str, object]:
        """The state; empty when the text is not a JSON object."""
        try:
            data = json.loads(self.state)
        except (ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class Finished(LessonEvent):
    """The learner reached the end of a lesson, after ``seconds`` at it."""

    seconds: float = 0.0

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        object.__setattr__(self, "seconds", _held(self.seconds, LONGEST_LESSON))


@dataclass(frozen=True, slots=True)
class Reset(LessonEvent):
    """Start a lesson afresh: its earlier events no longer count.  No lesson means all of them."""

    lesson: str = ""


@dataclass(frozen=True, slots=True)
class Preferred(Event):
    """A setting was chosen, such as a theme."""

    key: str
    value: str


def _believed(one: Evidence) -> Evidence:
    """Evidence within what can be true."""
    guess = one.guess if 0 <= one.guess <= 1 else 1.0
    return one._replace(guess=float(guess), steps=min(max(one.steps, 1), MOST_STEPS))


def _held(value: float, most: float) -> float:
    """A value from 0 to ``most``; what is no number at all is 0."""
    return float(min(value, most)) if value >= 0 else 0.0
