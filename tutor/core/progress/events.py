"""What the learner did, as events, and what the events add up to.

Progress is a list of events that only grows; everything the tutor knows about a learner is a sum
over it.  Times are passed in, aware of their zone, and kept in UTC.  Two events that are equal in
everything, the microsecond included, are the same event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from types import MappingProxyType
from typing import NamedTuple


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
    time since the item was shown (a time below 0, from a clock put back, counts as 0).
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

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies between 0 and 1, this is {self.score!r}")
        object.__setattr__(self, "seconds", _duration(self.seconds))


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
        object.__setattr__(self, "seconds", _duration(self.seconds))


@dataclass(frozen=True, slots=True)
class Reset(LessonEvent):
    """Start a lesson afresh: its earlier events no longer count.  No lesson means all of them."""

    lesson: str = ""


@dataclass(frozen=True, slots=True)
class Preferred(Event):
    """A setting was chosen, such as a theme."""

    key: str
    value: str


def _duration(seconds: float) -> float:
    return float(seconds) if 0 <= seconds < inf else 0.0


class LessonProgress(NamedTuple):
    """What a learner did in one lesson since it was last reset.

    ``best`` maps each item tried to the best score; ``solved`` are the items answered correctly;
    ``seconds`` is the time spent on answers; ``last`` is when anything last happened.
    """

    lesson: str
    last: datetime
    place: Placed | None = None
    best: Mapping[str, float] = MappingProxyType({})
    solved: frozenset[str] = frozenset()
    tries: int = 0
    seconds: float = 0.0
    finished: datetime | None = None

    def share(self, items: Sequence[str]) -> float:
        """Share of ``items`` that are solved, 0 to 1; of no items, whether it was finished."""
        if not items:
            return float(self.finished is not None)
        return sum(item in self.solved for item in items) / len(items)


class Progress(NamedTuple):
    """What all events add up to.

    ``lessons`` holds lessons in the order they were first touched; ``recent`` is the lesson that
    was open last, "" for none (a review opens none); ``answers`` and ``hints`` are those that
    count.
    """

    lessons: Mapping[str, LessonProgress]
    recent: str
    preferences: Mapping[str, str]
    answers: tuple[Answered, ...]
    hints: tuple[Hinted, ...]


def events_that_count(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that no later reset hides, in order, resets left out."""
    kept: list[Event] = []
    hidden: set[str] = set()
    all_hidden = False
    for event in reversed(tuple(events)):
        if isinstance(event, Reset):
            hidden.add(event.lesson)
            all_hidden = all_hidden or not event.lesson
        elif not (isinstance(event, LessonEvent) and (all_hidden or event.lesson in hidden)):
            kept.append(event)
    return tuple(reversed(kept))


def summary(events: Iterable[Event]) -> Progress:
    """Add the events up, in the order they were stored (a clock may have been put back)."""
    counted = events_that_count(events)
    by_lesson: dict[str, list[LessonEvent]] = {}
    for event in counted:
        if isinstance(event, LessonEvent):
            by_lesson.setdefault(event.lesson, []).append(event)
    recent = next((e.lesson for e in reversed(counted) if isinstance(e, (Placed, Finished))), "")
    return Progress(
        lessons=MappingProxyType({name: _lesson(name, own) for name, own in by_lesson.items()}),
        recent=recent,
        preferences=MappingProxyType(
            {e.key: e.value for e in counted if isinstance(e, Preferred)},
        ),
        answers=tuple(e for e in counted if isinstance(e, Answered)),
        hints=tuple(e for e in counted if isinstance(e, Hinted)),
    )


def _lesson(name: str, events: Sequence[LessonEvent]) -> LessonProgress:
    answers = [e for e in events if isinstance(e, Answered)]
    places = [e for e in events if isinstance(e, Placed)]
    ends = [e for e in events if isinstance(e, Finished)]
    best: dict[str, float] = {}
    for answer in answers:
        best[answer.item] = max(best.get(answer.item, 0.0), answer.score)
    return LessonProgress(
        lesson=name,
        last=events[-1].at,
        place=places[-1] if places else None,
        best=MappingProxyType(best),
        solved=frozenset(a.item for a in answers if a.correct),
        tries=len(answers),
        seconds=sum(a.seconds for a in answers),
        finished=ends[-1].at if ends else None,
    )


def superseded_places(events: Sequence[Event]) -> tuple[int, ...]:
    """Positions of the places that a later place in the same lesson makes useless."""
    later: set[str] = set()
    useless: list[int] = []
    for position in range(len(events) - 1, -1, -1):
        event = events[position]
        if isinstance(event, Placed):
            if event.lesson in later:
                useless.append(position)
            later.add(event.lesson)
    return tuple(reversed(useless))


def merge(ours: Sequence[Event], theirs: Sequence[Event]) -> tuple[Event, ...]:
    """All events of both, each once; both orders are kept, and times decide between the two."""
    known = set(ours)
    new = [event for event in dict.fromkeys(theirs) if event not in known]
    merged: list[Event] = []
    position = 0
    for event in ours:
        while position < len(new) and new[position].at < event.at:
            merged.append(new[position])
            position += 1
        merged.append(event)
    return (*merged, *new[position:])
