"""What the tutor says of these learners, question by question."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from tests.benchmarks.mastery.learners import Learner, course
from tutor.core.practice import MasteryTest, PracticeItem, mark_answer, review_items
from tutor.core.progress import SKILLS, Event, Placed, Progress, add_up
from tutor.core.session.events import event_of
from tutor.core.text import Draws

BEGIN = datetime(2026, 3, 2, 18, tzinfo=UTC)
MOST = 20


class Run(NamedTuple):
    """After how many questions a learner was called a master of the skill, None for never; and how
    many answers were wrong in it."""

    skill: str
    asked: int
    mastered_after: int | None
    wrong: int


def begun() -> tuple[Event, ...]:
    """Every lesson was opened, so that everything counts."""
    at = BEGIN - timedelta(days=1)
    return tuple(Placed.of(at, lesson.id, {}) for lesson in course())


@cache
def asked(skill: str, seed: int, count: int) -> tuple[PracticeItem, ...]:
    """The questions that a review asks on a skill."""
    return review_items(course(), [skill], count, seed)


def follow(skill: str, learner: Learner, seed: int, *, first_day: int, count: int = MOST) -> Run:
    """One learner with a round of questions on a skill, and two days later with another, which is
    drawn from what is known of the learner by then, as the program does."""
    chance = random.Random(f"{skill} {seed}")
    progress = add_up(Progress(), begun(), UTC, lambda _: False)[0]
    found, number, wrong = None, 0, 0
    for day in (0, 2):
        items = (
            asked(skill, seed, first_day)
            if not day
            else review_items(course(), [skill], count - first_day, seed + 1000, progress)
        )
        for item in items:
            number += 1
            at = BEGIN + timedelta(days=day, minutes=number)
            _, _, save = mark_answer(item, learner(item.question, chance))
            if save is not None:
                wrong += any(one.skill == skill and not one.right for one in save.evidence)
                event = event_of(save, item.lesson, at, 20.0)
                progress = add_up(progress, (event,), UTC, lambda _: False)[0]
            if found is None and progress.mastery(skill).mastered:
                found = number
    return Run(skill, number, found, wrong)


def test_out(number: int, learner: Learner, seed: int) -> Iterator[tuple[str, bool]]:
    """The skills that a test on a lesson asks, and whether each was proved."""
    lesson = course()[number]
    chance = random.Random(seed)
    test = MasteryTest.of(lesson, Draws(seed, lesson.id).below(2**31))
    while (item := test.next()) is not None:
        _, _, save = mark_answer(item, learner(item.question, chance))
        test = test.after(item, save.evidence if save else ())
    for skill, mastery in test.shown.items():
        yield skill, mastery.chance >= 0.95


@cache
def everything() -> tuple[str, ...]:
    """The skills that a review can ask about."""
    return tuple(skill for skill in SKILLS if len(asked(skill, 1, 6)) == 6)
