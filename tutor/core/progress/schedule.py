"""When a skill is due for review: the FSRS schedule, one card a skill.

Questions on one skill come in bunches, and ten answers in ten minutes are one meeting with the
skill, not ten.  So all first tries of one day are one review: *good* when all were right, *hard*
when some were not, *again* when fewer than half were.  The next review is due when the chance of
recall has fallen to 90 % by the schedule of the library fsrs (free spaced repetition scheduler,
version 6), without its random spread: the same answers give the same dates.

Days are those of the learner's calendar, so that an evening is one day wherever midnight of UTC
falls, and what is due on a day is due from its morning on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler  # loaded when the first date is asked for


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
    """What the reviews of a skill have left: FSRS's stability (days), difficulty, and the day."""

    stability: float
    difficulty: float
    day: date


@dataclass(frozen=True, slots=True)
class Reviews:
    """The days on which one skill was asked.

    ``tries`` first tries, ``right`` of them right, on ``day``, the last one so far; ``memory`` is
    what the days before it left; ``last`` is the latest time of all.
    """

    day: date
    tries: int
    right: int
    last: datetime
    memory: Memory | None = None

    def after(self, at: datetime, zone: tzinfo, *, right: bool) -> Reviews:
        """With one more first try.

        A clock that was put back gives no negative interval: no review is before the one before.
        """
        day, last = day_of(at, zone), max(self.last, at)
        if day == self.day:
            return Reviews(day, self.tries + 1, self.right + right, last, self.memory)
        return Reviews(day, 1, int(right), last, self._closed())

    def due(self) -> date:
        """The day on which the skill should be asked again."""
        return self._reviewed().due.date()

    def _closed(self) -> Memory:
        card = self._reviewed()
        if card.stability is None or card.difficulty is None or card.last_review is None:
            raise TypeError("a card that was reviewed has no memory")
        return Memory(card.stability, card.difficulty, card.last_review.date())

    def _reviewed(self) -> Card:
        """The card after the last day."""
        from fsrs import Card, State

        memory = self.memory
        if memory is None:
            card, day = Card(card_id=0, due=_noon(self.day)), self.day
        else:
            day = max(self.day, memory.day)
            card = Card(
                0, State.Review, None, memory.stability, memory.difficulty,
                _noon(memory.day), _noon(memory.day),
            )  # fmt: skip
        return _scheduler().review_card(card, self._rating(), _noon(day))[0]

    def _rating(self) -> Rating:
        from fsrs import Rating

        if self.right == self.tries:
            return Rating.Good
        return Rating.Hard if 2 * self.right >= self.tries else Rating.Again


def first_review(at: datetime, zone: tzinfo, *, right: bool) -> Reviews:
    """The reviews of a skill that is asked for the first time."""
    return Reviews(day_of(at, zone), 1, int(right), at)


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


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
