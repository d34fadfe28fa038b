"""How many questions a year keep all skills of the course, for one who answers rightly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tests.benchmarks.mastery.learners import course
from tutor.core import questions as quizzes
from tutor.core.practice import PracticeItem, due_items, mark_answer, review_items
from tutor.core.progress import SKILLS, Evidence, Placed, Progress, add_up
from tutor.core.progress.events import Answered
from tutor.core.progress.skills import COURSE
from tutor.core.session.events import event_of

BEGIN = datetime(2026, 1, 5, 17, tzinfo=UTC)
COUNTED = 365


def alone_a_year() -> int:
    """The questions in a year on as many skills that know nothing of each other."""
    skills = tuple(f"skill {n}" for n in range(len(SKILLS)))
    progress, asked = _begun(), 0
    for day in range(len(skills) + COUNTED):
        now = BEGIN + timedelta(days=day)
        due = [one.skill for one in progress.due(now)]
        progress = _answered(progress, (*skills[day : day + 1], *due), now)
        asked += len(due) if day >= len(skills) else 0
    return asked


def questions_a_year(seed: int) -> tuple[int, float]:
    """The questions of reviews in a year, after a day for each skill in which it was learnt, and
    the least chance of recall that any skill ever came to."""
    skills = tuple(SKILLS)
    progress, asked, least = _begun(), 0, 1.0
    for day in range(len(skills) + COUNTED):
        now = BEGIN + timedelta(days=day)
        learnt = review_items(course(), skills[day : day + 1], 1, seed + day, progress)
        progress = _all_right(progress, learnt, now)
        due = progress.due(now)
        reviewed: tuple[PracticeItem, ...] = ()
        if day >= len(skills):
            known = (one.reviews for one in progress.skills.values() if one.reviews)
            least = min((least, *(one.recall(now, UTC) for one in known)))
        while due:  # as few as knock all of them out
            found = due_items(course(), progress, now, 1, seed + day + len(reviewed))
            progress = _all_right(progress, found, now + timedelta(minutes=1 + len(reviewed)))
            reviewed = (*reviewed, *found)
            due = progress.due(now)
        asked += len(reviewed) if day >= len(skills) else 0
    return asked, least


def _begun() -> Progress:
    begun = tuple(Placed.of(BEGIN, lesson, {}) for lesson in COURSE)
    return add_up(Progress(), begun, UTC, lambda _: False)[0]


def _all_right(progress: Progress, items: Sequence[PracticeItem], at: datetime) -> Progress:
    """The progress after right answers to these."""
    for item in items:
        save = mark_answer(item, quizzes.solution(item.question))[2]
        if save is not None:
            event = event_of(save, item.lesson, at, 30.0)
            progress = add_up(progress, (event,), UTC, lambda _: False)[0]
    return progress


def _answered(progress: Progress, skills: Sequence[str], now: datetime) -> Progress:
    answers = [
        Answered(
            now, COURSE[-1], f"{skill} {now}", "numeric", 1, ("1",), True, 1.0, skills=(skill,),
            seconds=30.0, evidence=(Evidence(skill, True),), shape=f"{skill} {now}",
        )
        for skill in skills
    ]  # fmt: skip
    return add_up(progress, answers, UTC, lambda _: False)[0]
