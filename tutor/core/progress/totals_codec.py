"""A sum of events as JSON, to be kept beside them, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from tutor.core.errors import RecordError
from tutor.core.progress.events import Placed
from tutor.core.progress.mastery import Mastery
from tutor.core.progress.schedule import Memory, Reviews
from tutor.core.progress.totals import LessonProgress, MistakeCount, Progress, SkillProgress

SUMS = 1
"""Version of the rules by which events are added up.

Raise it with every change to them, to the chances of guessing, or to this form: sums of another
version are added up anew.  A test says when.
"""


def totals_to_text(progress: Progress) -> str:
    """The sum as JSON in plain ASCII."""
    data = {
        "recent": progress.recent,
        "preferences": dict(progress.preferences),
        "lessons": [_lesson_data(one) for one in progress.lessons.values()],
        "skills": [_skill_data(one) for one in progress.skills.values()],
    }
    return json.dumps(data, separators=(",", ":"), allow_nan=False)


def totals_from_text(text: str) -> Progress:
    """The sum in this text.  Raises RecordError where it is not what ``totals_to_text`` wrote."""
    try:
        data = json.loads(text)
        lessons = [_lesson(one) for one in data["lessons"]]
        skills = [_skill(one) for one in data["skills"]]
        return Progress(
            lessons=MappingProxyType({one.lesson: one for one in lessons}),
            recent=data["recent"],
            preferences=MappingProxyType(data["preferences"]),
            skills=MappingProxyType({one.mastery.skill: one for one in skills}),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise RecordError(f"this is no sum of events: {error!r:.80}") from error


def _lesson_data(one: LessonProgress) -> dict[str, object]:
    place = one.place
    return {
        "lesson": one.lesson,
        "last": one.last.isoformat(),
        "place": [place.at.isoformat(), place.state] if place else None,
        "best": dict(one.best),
        "solved": sorted(one.solved),
        "tries": one.tries,
        "seconds": one.seconds,
        "finished": one.finished.isoformat() if one.finished else None,
        "wrong": dict(one.wrong),
        "mistakes": {
            name: [count, last.isoformat()] for name, (count, last) in one.mistakes.items()
        },
    }


def _lesson(data: Mapping[str, Any]) -> LessonProgress:
    fields = dict(data)
    place, finished, mistakes = fields["place"], fields["finished"], fields["mistakes"]
    return LessonProgress(
        **{
            **fields,
            "last": _time(fields["last"]),
            "place": Placed(_time(place[0]), fields["lesson"], place[1]) if place else None,
            "solved": frozenset(fields["solved"]),
            "finished": _time(finished) if finished else None,
            "best": MappingProxyType(fields["best"]),
            "wrong": MappingProxyType(fields["wrong"]),
            "mistakes": MappingProxyType(
                {name: MistakeCount(count, _time(last)) for name, (count, last) in mistakes.items()}
            ),
        }
    )


def _skill_data(one: SkillProgress) -> list[object]:
    mastery, reviews = one.mastery, one.reviews
    last = mastery.last.isoformat() if mastery.last else None
    return [
        [mastery.skill, mastery.chance, mastery.seen, mastery.right, last],
        _reviews_data(reviews) if reviews else None,
        one.due.isoformat() if one.due else None,
        one.seconds,
    ]


def _reviews_data(one: Reviews) -> list[object]:
    memory = one.memory
    left = [memory.stability, memory.difficulty, memory.day.isoformat()] if memory else None
    return [one.day.isoformat(), one.tries, one.right, one.last.isoformat(), left]


def _skill(data: list[Any]) -> SkillProgress:
    (skill, chance, seen, right, last), reviews, due, seconds = data
    return SkillProgress(
        Mastery(skill, chance, seen, right, _time(last) if last else None),
        _reviews(reviews) if reviews else None,
        date.fromisoformat(due) if due else None,
        seconds,
    )


def _reviews(data: list[Any]) -> Reviews:
    day, tries, right, last, left = data
    memory = Memory(left[0], left[1], date.fromisoformat(left[2])) if left else None
    return Reviews(date.fromisoformat(day), tries, right, _time(last), memory)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
