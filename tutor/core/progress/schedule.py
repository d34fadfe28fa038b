"""When a skill is due for review: the FSRS schedule, one card a skill.

All that was asked on one day is one review: ten answers in ten minutes are one meeting with a
skill.  Its grade says how the first tries went, in their order:

    easy    all were right, and quick for this learner
    good    all were right
    hard    some were wrong, or right with a hint or at the second try; and the day ended well: the
            last ``ENDED_WELL`` graphs or questions were right
    again   it did not end well

Who got something wrong after other days and ended well has learnt it anew, and is asked again after
half the time that it was kept before: FSRS, for which hard is a pass, would double it.

The next review is due when the chance of recall has fallen to 90 % by the library fsrs (free spaced
repetition scheduler, version 6), without its random spread: the same answers give the same dates.

A question on one skill exercises those that it uses (``Skill.uses``): answered rightly, it reviews
them, too.

Days are those of the learner's clock and begin at four in the morning, so that an evening is one
day wherever midnight falls, and what is due on a day is due from its morning on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fsrs import Card, Scheduler  # loaded when the first date is asked for

KEPT = 60
"""Answers of one day whose grades are kept: an hour's work, at one a minute."""
ENDED_WELL = 2
"""Occasions (a graph with its values) that are right in the end, on a day that had wrong ones: as
many graphs as mastery asks for."""

MORNING = time(4)
"""When a day begins: who works around midnight has worked on one day (so it is in Anki, too)."""
LEARNT_ANEW = 2.0
"""Days for which it is kept at least, what was wrong and then right on one day: what FSRS-6 gives
after one good answer (2.3 days by its default parameters), in whole days."""


class Grade(IntEnum):
    """How an answer went, in the order of FSRS's ratings."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Due(NamedTuple):
    """When one skill should be asked again, a morning of the learner, and when it was last."""

    skill: str
    due: datetime
    last: datetime

    def days(self, now: datetime) -> int:
        """Days of the learner until it is due; 0 or less when it is."""
        return (self.due.date() - day_of(now, self.due.tzinfo or UTC)).days


class Memory(NamedTuple):
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
        return self.recalls(day, (span,))[0]

    def recalls(self, day: date, spans: Sequence[float]) -> tuple[float, ...]:
        """The same for several spans."""
        if day <= self.day:
            return (1.0,) * len(spans)
        decay, factor = _curve()
        days, stability = (day - self.day).days, self.stability
        return tuple([(1 + factor * days / (stability * span)) ** decay for span in spans])


class Graded(NamedTuple):
    """The grade of one answer, with the keys of its question and of the occasion."""

    occasion: int
    question: int
    grade: Grade


class Reviews(NamedTuple):
    """The reviews of one skill: ``graded`` are the answers of the last ``day``, ``before`` is what
    was left of all days before it; ``last`` is the latest time."""

    graded: tuple[Graded, ...]
    day: date
    last: datetime
    before: Memory | None = None

    @property
    def memory(self) -> Memory:
        """What is left of all of them."""
        grade = grade_of_day(self.graded)
        found = _after(self.before, self.day, grade)
        if self.before is None or grade is not Grade.HARD:
            return found
        wrong = any(one.grade is Grade.AGAIN for one in self.graded)
        return _learnt_anew(self.before, found) if wrong else found

    @property
    def due(self) -> date:
        """The day on which the skill should be asked again."""
        return self.memory.due

    def recall(self, at: datetime, zone: tzinfo) -> float:
        """The chance that what was known at the last review is still known."""
        day = day_of(at, zone)
        return 1.0 if day <= self.day else self.memory.recall(day)


def reviewed(known: Reviews | None, at: datetime, zone: tzinfo, new: Graded) -> Reviews:
    """The reviews with one more answer; a second one to a question replaces its grade.

    A clock that was put back gives no negative interval: no review is before the one before.
    """
    if known is None:
        return Reviews((new,), day_of(at, zone), at)
    day = max(day_of(at, zone), known.day)
    same = day == known.day
    before, graded = (known.before, known.graded) if same else (known.memory, ())
    if any(one.question == new.question for one in graded):
        graded = tuple(new if one.question == new.question else one for one in graded)
    else:
        graded = (*graded, new)[-KEPT:]
    return Reviews(graded, day, max(known.last, at), before)


def grade_of_day(graded: Iterable[Graded]) -> Grade:
    """The grade of all answers of one day, in their order."""
    occasions: dict[int, list[Grade]] = {}
    for one in graded:
        occasions.setdefault(one.occasion, []).append(one.grade)
    grades = [grade_of_occasion(found) for found in occasions.values()]
    if Grade.AGAIN not in grades:
        return min(grades)
    ended_well = len(grades) > ENDED_WELL and Grade.AGAIN not in grades[-ENDED_WELL:]
    return Grade.HARD if ended_well else Grade.AGAIN


def _learnt_anew(before: Memory, passed: Memory) -> Memory:
    """What is left of a day with wrong answers that ended well: never more than before it."""
    least = max(LEARNT_ANEW, _after(before, passed.day, Grade.AGAIN).stability)
    stability = min(passed.stability, max(least, before.stability / 2))
    due = min(passed.due, passed.day + timedelta(days=max(1, round(stability))))
    return Memory(stability, passed.difficulty, passed.day, due)


def grade_of_occasion(grades: Sequence[Grade]) -> Grade:
    """The grade of what was asked about one graph: half of it forgotten is forgotten."""
    wrong = sum(grade is Grade.AGAIN for grade in grades)
    if 2 * wrong >= len(grades):
        return Grade.AGAIN
    return Grade.HARD if wrong else min(grades)


def due_on(skill: str, day: date, last: datetime, zone: tzinfo) -> Due:
    """What is due on a day is due from its first minute on."""
    return Due(skill, datetime.combine(day, MORNING, zone), last)


LAST_DAY = date.max - timedelta(days=36_500 + 366)
"""The schedule looks a hundred years ahead, and Python's calendar has an end."""


def day_of(at: datetime, zone: tzinfo) -> date:
    """The learner's day in this zone: an hour of the night belongs to the evening before."""
    return _day_of(at, zone, str(zone))


@lru_cache(maxsize=256)
def _day_of(at: datetime, zone: tzinfo, _rules: str) -> date:
    """An answer asks for its day several times, and the zone of a computer takes long to tell."""
    try:
        local = at.astimezone(zone)
        day = local.date() - timedelta(days=local.time() < MORNING)
    except (OverflowError, ValueError, OSError):  # a year that the system's clock does not know
        day = at.date()
    return min(day, LAST_DAY)


def after_meeting(before: Memory | None, day: date) -> Memory:
    """What is left of one more day that went well."""
    return _after(before, day, Grade.GOOD) if before is None or day > before.day else before


@lru_cache(maxsize=256)
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
def _curve() -> tuple[float, float]:
    """The exponent of forgetting, and what makes nine of ten be left after the stability."""
    decay = -float(_scheduler().parameters[20])
    return decay, 0.9 ** (1 / decay) - 1


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
