"""When a skill is due for review: the FSRS schedule, one card a skill.

Questions on one skill come in bunches, and ten answers in ten minutes are one meeting with the
skill, not ten.  So all first tries of one day (in UTC) are one review: *good* when all were right,
*hard* when some were not, *again* when fewer than half were.  The next review is due when the
chance of recall has fallen to 90 % by the schedule of the library fsrs (free spaced repetition
scheduler, version 6), without its random spread: the same answers give the same dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from tutor.core.progress.mastery import Observation

if TYPE_CHECKING:
    from fsrs import Rating, Scheduler  # loaded when the first date is asked for

_NEVER = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """When one skill should be asked again, and when it was asked last."""

    skill: str
    due: datetime
    last: datetime

    def days(self, now: datetime) -> int:
        """Whole days until it is due; 0 or less when it is."""
        return (self.due - now).days if self.due > now else -((now - self.due).days)


def schedule(seen: Iterable[Observation]) -> tuple[Due, ...]:
    """The next review of every skill observed, the most urgent first.

    A clock that was put back gives no negative interval: no review is earlier than the one before.
    """
    by_skill: dict[str, list[Observation]] = {}
    for one in seen:
        by_skill.setdefault(one.skill, []).append(one)
    found = [_due(skill, own) for skill, own in by_skill.items()]
    return tuple(sorted(found, key=lambda one: (one.due, one.skill)))


def due_now(seen: Iterable[Observation], now: datetime) -> tuple[Due, ...]:
    """The skills that are due at ``now``, the most urgent first."""
    return tuple(one for one in schedule(seen) if one.due <= now)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _due(skill: str, seen: list[Observation]) -> Due:
    from fsrs import Card

    card = Card(card_id=0, due=seen[0].at)
    last = seen[0].at
    for _, day in groupby(seen, key=lambda one: one.at.date()):
        together = list(day)
        last = max(last, *(one.at for one in together))
        if last < _NEVER:  # dates that Python cannot add days to are kept as they are
            card, _ = _scheduler().review_card(card, _rating(together), last)
    return Due(skill, max(card.due, last), last)


def _rating(seen: list[Observation]) -> Rating:
    from fsrs import Rating

    right = sum(one.right for one in seen)
    if right == len(seen):
        return Rating.Good
    return Rating.Hard if 2 * right >= len(seen) else Rating.Again
