"""When a skill is due for review: the FSRS schedule, one card a skill.

An occasion (one graph with one set of values) is one review.  Its grade says how the first tries
went: *again* when half of them or more were wrong and stayed so, *hard* with a hint, a second try
or some wrong, *good* when all were right, *easy* when they were also quick for this learner.  Later
occasions of the same day count as the schedule counts reviews of the same day, so that who was
wrong first and right in the end has learnt something.  The next review is due when the chance of
recall has fallen to 90 % by the library fsrs (free spaced repetition scheduler, version 6), without
its random spread: the same answers give the same dates.

A question on one skill exercises those that it uses (``Skill.uses``): answered rightly, it reviews
them, too.

Days are those of the learner's calendar, so that an evening is one day wherever midnight of UTC
falls, and what is due on a day is due from its morning on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Card, Scheduler  # loaded when the first date is asked for

KEPT = 40
"""Questions of one occasion whose grades are kept."""


class Grade(IntEnum):
    """How an answer went, in the order of FSRS's ratings."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Due:
    """When one skill should be asked again, a midnight of the learner, and when it was last."""

    skill: str
    due: datetime
    last: datetime

    def days(self, now: datetime) -> int:
        """Days of the calendar until it is due; 0 or less when it is."""
        return (self.due.date() - day_of(now, self.due.tzinfo or UTC)).days


@dataclass(frozen=True, slots=True)
class Memory:
    """What reviews have left: FSRS's stability (days) and difficulty, the day of the last one, and
    the day on which recall has fallen to 90 %."""

    stability: float
    difficulty: float
    day: date
    due: date

    def recall(self, day: date, span: float = 1.0) -> float:
        """The chance that what was known on the last day is known on ``day``, by FSRS.

        ``span`` is how long this learner's memory lasts, next to what the schedule supposes.
        """
        if day <= self.day:
            return 1.0
        decay = -float(_scheduler().parameters[20])
        factor = 0.9 ** (1 / decay) - 1  # after a time of ``stability`` nine of ten are left
        return float((1 + factor * (day - self.day).days / (self.stability * span)) ** decay)


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of one skill.

    ``before`` is what is left of all occasions but the last, which has this ``key`` and ``grades``
    by question; ``memory`` is what is left after it; ``day`` and ``last`` are the latest of all.
    """

    key: int
    grades: tuple[tuple[int, Grade], ...]
    memory: Memory
    last: datetime
    before: Memory | None = None

    @property
    def day(self) -> date:
        """The day of the last review."""
        return self.memory.day

    @property
    def due(self) -> date:
        """The day on which the skill should be asked again."""
        return self.memory.due

    def recall(self, at: datetime, zone: tzinfo) -> float:
        """The chance that what was known at the last review is still known."""
        return self.memory.recall(day_of(at, zone))


def reviewed(
    known: Reviews | None, at: datetime, zone: tzinfo, key: int, question: int, grade: Grade
) -> Reviews:
    """The reviews with one more answer; a second one to a ``question`` replaces its grade.

    A clock that was put back gives no negative interval: no review is before the one before.
    """
    same = known is not None and known.key == key
    before = (known.before if same else known.memory) if known else None
    grades = dict(known.grades if same and known else ())
    if question in grades or len(grades) < KEPT:
        grades[question] = grade
    day = day_of(at, zone)
    if known is not None:
        day = max(day, known.memory.day)
    memory = _after(before, day, together(tuple(grades.values())))
    last = max(known.last, at) if known else at
    return Reviews(key, tuple(grades.items()), memory, last, before)


def together(grades: tuple[Grade, ...]) -> Grade:
    """The grade of an occasion: half of it forgotten is forgotten."""
    wrong = sum(grade is Grade.AGAIN for grade in grades)
    if 2 * wrong >= len(grades):
        return Grade.AGAIN
    return Grade.HARD if wrong else min(grades)


def due_on(skill: str, day: date, last: datetime, zone: tzinfo) -> Due:
    """What is due on a day is due from its first minute on."""
    return Due(skill, datetime.combine(day, time.min, zone), last)


LAST_DAY = date.max - timedelta(days=36_500 + 366)
"""The schedule looks a hundred years ahead, and Python's calendar has an end."""


def day_of(at: datetime, zone: tzinfo) -> date:
    """The day of the calendar in this zone."""
    try:
        day = at.astimezone(zone).date()
    except (OverflowError, ValueError, OSError):  # a year that the system's clock does not know
        day = at.date()
    return min(day, LAST_DAY)


def after_meeting(before: Memory | None, day: date) -> Memory:
    """What is left of one more meeting that went well, on this day or a later one."""
    return _after(before, max(day, before.day) if before else day, Grade.GOOD)


def _after(before: Memory | None, day: date, grade: Grade) -> Memory:
    from fsrs import Card, Rating

    card = Card(card_id=0, due=_noon(day)) if before is None else _card(before)
    card = _scheduler().review_card(card, Rating(int(grade)), _noon(day))[0]
    if card.stability is None or card.difficulty is None:
        raise TypeError("a card that was reviewed has no memory")
    return Memory(card.stability, card.difficulty, day, card.due.date())


def _card(memory: Memory) -> Card:
    from fsrs import Card, State

    day = _noon(memory.day)
    return Card(0, State.Review, None, memory.stability, memory.difficulty, day, day)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
