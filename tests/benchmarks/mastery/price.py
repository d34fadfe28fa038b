"""How many questions a year keep all skills of the course, for one who answers rightly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tutor.core.progress import SKILLS, Evidence, Placed, Progress, add_up, covering
from tutor.core.progress.events import Answered
from tutor.core.progress.skills import COURSE

BEGIN = datetime(2026, 1, 5, 17, tzinfo=UTC)
COUNTED = 365


def questions_a_year(*, related: bool) -> int:
    """The questions in a year on what is due, after a day for each skill in which it was learnt.

    Skills that are not ``related`` know nothing of each other: each is asked for alone.
    """
    skills = tuple(SKILLS) if related else tuple(f"skill {n}" for n in range(len(SKILLS)))
    begun = tuple(Placed.of(BEGIN, lesson, {}) for lesson in COURSE)
    progress = add_up(Progress(), begun, UTC, lambda _: False)[0]
    asked = 0
    for day in range(len(skills) + COUNTED):
        now = BEGIN + timedelta(days=day)
        due = covering([one.skill for one in progress.due(now)])
        progress = _answered(progress, (*skills[day : day + 1], *due), now)
        asked += len(due) if day >= len(skills) else 0
    return asked


def _answered(progress: Progress, skills: Sequence[str], now: datetime) -> Progress:
    answers = [
        Answered(
            now, COURSE[-1], f"{skill} {now}", "numeric", 1, ("1",), True, 1.0, skills=(skill,),
            seconds=30.0, evidence=(Evidence(skill, True),), shape=f"{skill} {now}",
        )
        for skill in skills
    ]  # fmt: skip
    return add_up(progress, answers, UTC, lambda _: False)[0]
