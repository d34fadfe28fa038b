"""What the events add up to: per lesson, per skill.

The sum can go on from where it stood (``add_up``), so that whoever keeps it need not read all
events again; ``summary`` is the sum from the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from hashlib import blake2b
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
from tutor.core.progress.history import events_that_count, held
from tutor.core.progress.mastery import GuessOf, Mastery, observed
from tutor.core.progress.schedule import Due, Reviews, due_on, first_review


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


class SkillProgress(NamedTuple):
    """What first tries say of a skill, when it is due, and the seconds spent on all tries."""

    mastery: Mastery
    reviews: Reviews | None = None
    due: date | None = None
    seconds: float = 0.0


class Progress(NamedTuple):
    """What all events add up to.

    ``lessons`` holds lessons in the order they were first touched, ``skills`` in the order they
    were first met; ``recent`` is the lesson that was open last, "" for none (a review opens none).
    """

    lessons: Mapping[str, LessonProgress] = MappingProxyType({})
    recent: str = ""
    preferences: Mapping[str, str] = MappingProxyType({})
    skills: Mapping[str, SkillProgress] = MappingProxyType({})

    def mastery(self, skill: str) -> Mastery:
        """What is known about a skill; of one never met, what is known of anybody."""
        found = self.skills.get(skill)
        return found.mastery if found else Mastery(skill)

    def schedule(self, zone: tzinfo) -> tuple[Due, ...]:
        """The next review of every skill that was asked, the most urgent first."""
        found = [
            due_on(skill, one.due, one.reviews.last, zone)
            for skill, one in self.skills.items()
            if one.reviews is not None and one.due is not None
        ]
        return tuple(sorted(found, key=lambda one: (one.due, one.skill)))

    def due(self, now: datetime) -> tuple[Due, ...]:
        """The skills that are due at ``now``, in its zone, the most urgent first."""
        return tuple(one for one in self.schedule(zone_of(now)) if one.due <= now)


class Rules(NamedTuple):
    """What a sum depends on beside the events: chances of guessing, and the learner's days."""

    guess_of: GuessOf
    zone: tzinfo = UTC


def zone_of(now: datetime) -> tzinfo:
    """The zone of the learner: that in which it is now."""
    return now.tzinfo or UTC


def summary(events: Iterable[Event], now: datetime, guess_of: GuessOf) -> Progress:
    """Add the events up, in the order they were stored (a clock may have been put back).

    ``now`` is in the learner's zone, whose days count; no time is taken for later.
    """
    counted = held(events_that_count(events), now)
    return add_up(Progress(), counted, Rules(guess_of, zone_of(now)), lambda _key: False)[0]


def add_up(
    before: Progress, events: Iterable[Event], rules: Rules, is_tried: Callable[[int], bool]
) -> tuple[Progress, set[int]]:
    """``before`` with these events, which no reset hides and which hold none.

    ``is_tried`` says whether the question with this key (``question_key``) is among ``before``;
    the keys of the questions that are first tried here come with the sum.
    """
    lessons: dict[str, _Lesson] = {}
    preferences, recent = dict(before.preferences), before.recent
    answers: list[Answered] = []
    for event in events:
        if isinstance(event, Preferred):
            preferences[event.key] = event.value
        if not isinstance(event, LessonEvent):
            continue
        name = event.lesson
        if name not in lessons:
            lessons[name] = _Lesson.of(name, event.at, before.lessons.get(name))
        lessons[name].take(event)
        if isinstance(event, (Placed, Finished)):
            recent = name
        if isinstance(event, Answered):
            answers.append(event)
    skills, tried = _skills(before.skills, answers, rules, is_tried)
    done = {name: lesson.done() for name, lesson in lessons.items()}
    after = Progress(
        MappingProxyType({**before.lessons, **done}), recent, MappingProxyType(preferences), skills
    )
    return after, tried


def _skills(
    before: Mapping[str, SkillProgress],
    answers: Iterable[Answered],
    rules: Rules,
    is_tried: Callable[[int], bool],
) -> tuple[Mapping[str, SkillProgress], set[int]]:
    """The skills after these answers, and the questions that were first tried in them."""
    skills = dict(before)
    tried: set[int] = set()
    touched: set[str] = set()
    for answer in answers:
        key = question_key(answer)
        first = not (answer.tries_before or key in tried or is_tried(key))
        if first:
            tried.add(key)
        for skill in dict.fromkeys(answer.skills):
            skills[skill] = _skill(skills.get(skill), skill, answer, rules, first=first)
            touched.add(skill)
    for skill in touched:
        reviews = skills[skill].reviews
        if reviews is not None:
            skills[skill] = skills[skill]._replace(due=reviews.due())
    return MappingProxyType(skills), tried


def question_key(answer: Answered) -> int:
    """A number for a question with its values; two have the same with a chance of 1 in 2^63."""
    text = "\0".join((answer.lesson, answer.item, str(answer.seed)))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _skill(
    before: SkillProgress | None, skill: str, answer: Answered, rules: Rules, *, first: bool
) -> SkillProgress:
    """One observation a skill for the first try at each question with each of its values."""
    known = before or SkillProgress(Mastery(skill))
    seconds = known.seconds + answer.seconds
    if not first:
        return known._replace(seconds=seconds)
    right = answer.correct and not answer.hints_used
    guess = rules.guess_of(answer.quiz_kind)
    reviews = (
        known.reviews.after(answer.at, rules.zone, right=right)
        if known.reviews
        else first_review(answer.at, rules.zone, right=right)
    )
    mastery = observed(known.mastery, answer.at, right=right, guess=guess)
    return SkillProgress(mastery, reviews, known.due, seconds)


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
