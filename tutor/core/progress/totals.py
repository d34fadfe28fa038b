"""What the events add up to: per lesson, per skill.

The sum can go on from where it stood (``add_up``), so that whoever keeps it need not read all
events again; ``summary`` is the sum from the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from math import exp
from types import MappingProxyType
from typing import NamedTuple

from tutor.core.progress.events import (
    Answered,
    Event,
    Finished,
    LessonEvent,
    Placed,
    Preferred,
)
from tutor.core.progress.evidence import Evidence
from tutor.core.progress.forecast import (
    NOTHING,
    Correction,
    Logs,
    chances_by_kind,
    forecast,
)
from tutor.core.progress.history import events_that_count, held
from tutor.core.progress.mastery import Mastery
from tutor.core.progress.schedule import (
    Due,
    day_of,
    due_on,
)
from tutor.core.progress.skill_sums import UNKNOWN_PACE, USUAL, Pace, SkillProgress, SkillSums
from tutor.core.progress.standing import Standing, standing_of


class MistakeCount(NamedTuple):
    """In how many wrong answers a mistake was the most likely cause, and when it was last."""

    answers: int
    last: datetime


class LessonProgress(NamedTuple):
    """What a learner did in one lesson since it was last reset.

    ``best`` maps each item tried to the best score; ``solved`` are the items answered correctly;
    ``wrong`` counts the wrong answers to an item, ``mistakes`` their likeliest causes; ``seconds``
    is the time spent on answers; ``last`` is when anything last happened.
    """

    lesson: str
    last: datetime
    place: Placed | None = None
    best: Mapping[str, float] = MappingProxyType({})
    solved: frozenset[str] = frozenset()
    tries: int = 0
    seconds: float = 0.0
    finished: datetime | None = None
    wrong: Mapping[str, int] = MappingProxyType({})
    mistakes: Mapping[str, MistakeCount] = MappingProxyType({})

    def share(self, items: Sequence[str]) -> float:
        """Share of ``items`` that are solved, 0 to 1; of no items, whether it was finished."""
        if not items:
            return float(self.finished is not None)
        return sum(item in self.solved for item in items) / len(items)


FIRST_MINUTE = "tour"
"""The preference that is set once the first minute was seen."""


class Progress(NamedTuple):
    """What all events add up to.

    ``lessons`` holds lessons in the order they were first touched, ``skills`` in the order they
    were first met; ``recent`` is the lesson that was open last, "" for none (a review opens none);
    ``paces`` are by kind of question, and ``logs`` say what kind of learner explains the answers,
    with the ``correction`` of what is forecast from them.
    """

    lessons: Mapping[str, LessonProgress] = MappingProxyType({})
    recent: str = ""
    preferences: Mapping[str, str] = MappingProxyType({})
    skills: Mapping[str, SkillProgress] = MappingProxyType({})
    paces: Mapping[str, Pace] = MappingProxyType({})
    logs: Logs = NOTHING
    correction: Correction = Correction()

    @property
    def is_new(self) -> bool:
        """Whether the learner meets the tutor for the first time."""
        return not self.lessons and FIRST_MINUTE not in self.preferences

    def mastery(self, skill: str) -> Mastery:
        """What is known about a skill; of one never met, what is known of anybody."""
        found = self.skills.get(skill)
        return found.mastery if found else Mastery(skill)

    def standing(self, skill: str, now: datetime) -> Standing:
        """Where the learner stands with a skill at ``now``, in its zone."""
        found = self.skills.get(skill)
        return standing_of(found.mastery, found.reviews, now) if found else Standing(skill)

    def standings(self, now: datetime) -> Mapping[str, Standing]:
        """Where the learner stands with each skill that was ever asked for."""
        return {skill: self.standing(skill, now) for skill in self.skills}

    def chance_of_right(self, asked: Evidence, now: datetime) -> float:
        """How likely the first try at this is right (``asked.right`` means nothing)."""
        found = self.skills.get(asked.skill) or SkillProgress(Mastery(asked.skill))
        day = day_of(now, zone_of(now))
        likely = chances_by_kind(asked, found.met, day)
        return self.correction.of(forecast(found.logs, self.logs, likely))

    def seconds_a_question(self) -> float:
        """How long a right answer usually takes this learner, over all kinds."""
        seen = sum(pace.seen for pace in self.paces.values())
        if seen < USUAL:
            return UNKNOWN_PACE
        return sum(pace.seen * exp(pace.mean) for pace in self.paces.values()) / seen

    def schedule(self, zone: tzinfo) -> tuple[Due, ...]:
        """The next review of every skill that was asked, the most urgent first."""
        found = [
            due_on(skill, one.reviews.due, one.reviews.last, zone)
            for skill, one in self.skills.items()
            if one.reviews is not None
        ]
        return tuple(sorted(found, key=lambda one: (one.due, one.skill)))

    def due(self, now: datetime) -> tuple[Due, ...]:
        """The skills that are due at ``now``, in its zone, the most urgent first."""
        return tuple(one for one in self.schedule(zone_of(now)) if one.due <= now)


def zone_of(now: datetime) -> tzinfo:
    """The zone of the learner: that in which it is now."""
    return now.tzinfo or UTC


def summary(events: Iterable[Event], now: datetime) -> Progress:
    """Add the events up, in the order they were stored (a clock may have been put back).

    ``now`` is in the learner's zone, whose days count; no time is taken for later.
    """
    counted = held(events_that_count(events), now)
    return add_up(Progress(), counted, zone_of(now), lambda _key: False)[0]


def add_up(
    before: Progress, events: Iterable[Event], zone: tzinfo, is_tried: Callable[[int], bool]
) -> tuple[Progress, set[int]]:
    """``before`` with these events, which no reset hides and which hold none.

    Days are those of ``zone``.  ``is_tried`` says whether the question with this key
    (``question_key``) is among ``before``; the keys of the questions that are first tried here come
    with the sum.
    """
    lessons: dict[str, _Lesson] = {}
    preferences, recent = dict(before.preferences), before.recent
    skills = SkillSums(
        zone,
        is_tried,
        dict(before.skills),
        dict(before.paces),
        set(before.lessons),
        before.logs,
        before.correction,
    )
    for event in events:
        if isinstance(event, Preferred):
            preferences[event.key] = event.value
        if not isinstance(event, LessonEvent):
            continue
        name = event.lesson
        if name not in lessons:
            lessons[name] = _Lesson.of(name, event.at, before.lessons.get(name))
            skills.begun.add(name)
        lessons[name].take(event)
        if isinstance(event, (Placed, Finished)):
            recent = name
        if isinstance(event, Answered) and event.is_marked:
            skills.take(event)
    done = {name: lesson.done() for name, lesson in lessons.items()}
    after = Progress(
        MappingProxyType({**before.lessons, **done}), recent, MappingProxyType(preferences),
        MappingProxyType(skills.known), MappingProxyType(skills.paces), skills.logs,
        skills.correction,
    )  # fmt: skip
    return after, skills.first_tried


@dataclass(slots=True)
class _Lesson:
    """The sum of a lesson while events are added."""

    name: str
    last: datetime
    place: Placed | None = None
    best: dict[str, float] = field(default_factory=dict)
    solved: set[str] = field(default_factory=set)
    tries: int = 0
    seconds: float = 0.0
    finished: datetime | None = None
    wrong: dict[str, int] = field(default_factory=dict)
    mistakes: dict[str, MistakeCount] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, at: datetime, one: LessonProgress | None) -> _Lesson:
        """A copy to go on from; of a lesson that is first touched ``at`` this time, nothing."""
        if one is None:
            return cls(name, at)
        return cls(
            name, one.last, one.place, dict(one.best), set(one.solved), one.tries, one.seconds,
            one.finished, dict(one.wrong), dict(one.mistakes),
        )  # fmt: skip

    def take(self, event: LessonEvent) -> None:
        """Add an event of this lesson."""
        self.last = event.at
        if isinstance(event, Placed):
            self.place = event
        elif isinstance(event, Finished):
            self.finished = event.at
        elif isinstance(event, Answered):
            self.tries += 1
            self.seconds += event.seconds
            if not event.is_marked:
                self.solved.add(event.item)
                return
            self.best[event.item] = max(self.best.get(event.item, 0.0), event.score)
            if event.correct:
                self.solved.add(event.item)
                return
            self.wrong[event.item] = self.wrong.get(event.item, 0) + 1
            if event.mistakes:
                cause = event.mistakes[0]
                count = self.mistakes[cause].answers if cause in self.mistakes else 0
                self.mistakes[cause] = MistakeCount(count + 1, event.at)

    def done(self) -> LessonProgress:
        """The sum as it stands."""
        return LessonProgress(
            self.name, self.last, self.place, MappingProxyType(self.best), frozenset(self.solved),
            self.tries, self.seconds, self.finished, MappingProxyType(self.wrong),
            MappingProxyType(self.mistakes),
        )  # fmt: skip


def weakest_first(skills: Iterable[str], progress: Progress) -> tuple[str, ...]:
    """``skills`` by the chance that they are known, the least first; equals keep their order."""
    return tuple(sorted(skills, key=lambda skill: progress.mastery(skill).chance))
