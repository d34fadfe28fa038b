"""A sum of events as JSON, to be kept beside them, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from tutor.core.errors import RecordError
from tutor.core.progress.events import Placed
from tutor.core.progress.forecast import Correction, Met
from tutor.core.progress.mastery import Chances, Mastery, Occasion
from tutor.core.progress.schedule import Grade, Graded, Memory, Reviews
from tutor.core.progress.skill_sums import Pace, SkillProgress
from tutor.core.progress.totals import LessonProgress, MistakeCount, Progress
from tutor.core.progress.tries import FormShown, Habit, LastTry, RightOn

SUMS = 10
"""Version of the rules by which events are added up.

Raise it with every change to them, or to this form: sums of another version are added up anew.
A test says when.
"""


def totals_to_text(progress: Progress) -> str:
    """The sum as JSON in plain ASCII."""
    data = {
        "recent": progress.recent,
        "preferences": dict(progress.preferences),
        "lessons": [_lesson_data(one) for one in progress.lessons.values()],
        "skills": [_skill_data(one) for one in progress.skills.values()],
        "paces": dict(progress.paces),
        "logs": progress.logs,
        "correction": progress.correction,
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
            paces=MappingProxyType({kind: Pace(*one) for kind, one in data["paces"].items()}),
            logs=tuple(data["logs"]),
            correction=Correction(*data["correction"]),
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
    occasion = mastery.occasion
    return [
        mastery.skill,
        mastery.chances,
        [mastery.seen, mastery.right, mastery.last.isoformat() if mastery.last else None],
        [(day.isoformat(), shape) for day, shape in mastery.right_on],
        occasion,
        mastery.habit,
        mastery.over,
        [
            mastery.tally,
            mastery.shown.isoformat() if mastery.shown else None,
            [(kind, days, last.isoformat()) for kind, days, last in mastery.forms],
            mastery.ruled_out,
            _last_try_data(mastery.last_try) if mastery.last_try else None,
        ],
        _reviews_data(reviews) if reviews else None,
        one.seconds,
        [one.met.days, _memory_data(one.met.memory)] if one.met else None,
        one.logs,
    ]


def _reviews_data(one: Reviews) -> list[object]:
    before = _memory_data(one.before) if one.before else None
    return [one.graded, one.day.isoformat(), one.last.isoformat(), before]


def _memory_data(one: Memory) -> list[object]:
    return [one.stability, one.difficulty, one.day.isoformat(), one.due.isoformat()]


def _skill(data: list[Any]) -> SkillProgress:
    (
        skill,
        chances,
        (seen, right, last),
        right_on,
        occasion,
        habit,
        over,
        (tally, shown, forms, ruled_out, last_try),
        reviews,
        *rest,
    ) = data
    mastery = Mastery(
        skill,
        Chances(*chances),
        seen,
        right,
        _time(last) if last else None,
        tuple(RightOn(date.fromisoformat(day), shape) for day, shape in right_on),
        _occasion(*occasion) if occasion else None,
        Habit(tuple(habit[0]), *habit[1:]) if habit else None,
        tuple(over),
        tally,
        date.fromisoformat(shown) if shown else None,
        tuple(FormShown(kind, days, date.fromisoformat(on)) for kind, days, on in forms),
        tuple(ruled_out),
        _last_try(*last_try) if last_try else None,
    )
    seconds, met, logs = rest
    return SkillProgress(
        mastery, _reviews(reviews) if reviews else None, seconds,
        Met(met[0], _memory(met[1])) if met else None, tuple(logs),
    )  # fmt: skip


def _last_try_data(one: LastTry) -> list[object]:
    return [one.right, one.helped, one.before, one.day.isoformat(), one.mistake]


def _last_try(right: bool, helped: bool, before: float, day: str, mistake: str) -> LastTry:
    return LastTry(right, helped, before, date.fromisoformat(day), mistake)


def _occasion(
    key: int, before: list[float], answers: int, logs: list[float], *test: float
) -> Occasion:
    tally, weight, tries = test
    return Occasion(
        key, Chances(*before), answers, (logs[0], logs[1], logs[2]), tally, weight, int(tries)
    )


def _reviews(data: list[Any]) -> Reviews:
    graded, day, last, before = data
    found = tuple(Graded(one, question, Grade(grade)) for one, question, grade in graded)
    return Reviews(found, date.fromisoformat(day), _time(last), _memory(before) if before else None)


def _memory(data: list[Any]) -> Memory:
    stability, difficulty, day, due = data
    return Memory(stability, difficulty, date.fromisoformat(day), date.fromisoformat(due))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
