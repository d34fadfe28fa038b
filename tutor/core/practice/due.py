"""What a review asks: the fewest questions on what is due, each on as much of it as can be.

A right answer reviews every skill that it exercises.  So of several questions on a skill that is
due the one is asked that exercises most of what is due besides, and then of what soon will be;
whoever answers it has less to come back for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.practice.items import PracticeItem, askable, review_items
from tutor.core.progress import Due, Progress, covering, used_by, zone_of

CHOICE = 6
"""Questions on a skill from which one is chosen; with more a year costs no less."""


def due_items(
    lessons: Sequence[Lesson], progress: Progress, now: datetime, count: int, seed: int
) -> tuple[PracticeItem, ...]:
    """At most ``count`` questions on what is due at ``now``, from the lessons that were met.

    Where all of it has been asked and ``count`` is not reached, it is asked for once more.
    """
    due = covering(askable(lessons, (one.skill for one in progress.due(now))))
    fewest = _fewest(lessons, due, progress, now, seed)[:count]
    asked = {(item.name, item.question.seed) for item in fewest}
    more = review_items(lessons, due, count, seed, progress) if len(fewest) < count else ()
    rest = (item for item in more if (item.name, item.question.seed) not in asked)
    return (*fewest, *islice(rest, count - len(fewest)))


def _fewest(
    lessons: Sequence[Lesson], due: Sequence[str], progress: Progress, now: datetime, seed: int
) -> list[PracticeItem]:
    """One question after the other, until all that is due has been exercised."""
    near = {one.skill: _nearness(one, now) for one in progress.schedule(zone_of(now))}
    items: list[PracticeItem] = []
    left = list(due)
    while left:
        found = review_items(lessons, left[:1], CHOICE, seed, progress)
        if not found:
            left = left[1:]
            continue
        best = max(found, key=lambda item: _worth(_exercised(item), left, near))
        items.append(best)
        done = {left[0], *_exercised(best)}
        left = [skill for skill in left if skill not in done]
    return items


def _exercised(item: PracticeItem) -> tuple[str, ...]:
    return used_by(dict.fromkeys(one.skill for one in quizzes.evidence_if_right(item.question)))


def _worth(
    exercised: Sequence[str], left: Sequence[str], near: Mapping[str, float]
) -> tuple[int, float]:
    due = sum(skill in left for skill in exercised)
    return due, sum(near.get(skill, 0.0) ** 2 for skill in exercised)


def _nearness(one: Due, now: datetime) -> float:
    """How much of the time until it is due has passed, up to 1."""
    whole = max(1, (one.due - one.last).days)
    return min(1.0, (whole - one.days(now)) / whole)
