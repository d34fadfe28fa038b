"""What the events add up to: per lesson, per skill.

The sum can go on from where it stood (``add_up``), so that whoever keeps it need not read all
events again; ``summary`` is the sum from the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from hashlib import blake2b
from math import exp, log
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
from tutor.core.progress.evidence import Evidence, former_evidence
from tutor.core.progress.forecast import (
    NOTHING,
    Logs,
    chances_by_kind,
    explained,
    forecast,
)
from tutor.core.progress.history import events_that_count, held
from tutor.core.progress.mastery import Mastery, Try, missed, tried, weighed
from tutor.core.progress.schedule import (
    Due,
    Grade,
    Graded,
    Memory,
    Reviews,
    after_meeting,
    day_of,
    due_on,
    reviewed,
)
from tutor.core.progress.skills import is_taught, used_by
from tutor.core.progress.standing import Standing, standing_of

USUAL = 5
"""Right answers to a kind of question after which it is known how long they take a learner."""
UNKNOWN_PACE = 45.0
"""Seconds that a question is taken to last before that."""


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
    """What first tries say of a skill, its reviews, and the seconds spent on all tries.

    ``met`` and ``logs`` are for the forecast.
    """

    mastery: Mastery
    reviews: Reviews | None = None
    seconds: float = 0.0
    met: Memory | None = None
    logs: Logs = NOTHING


class Pace(NamedTuple):
    """How long right first tries take: how many were seen, the mean logarithm of the seconds."""

    seen: int = 0
    mean: float = 0.0

    def after(self, seconds: float) -> Pace:
        """With one more."""
        seen = self.seen + 1
        return Pace(seen, self.mean + (log(seconds) - self.mean) / seen)

    def is_quick(self, seconds: float) -> bool:
        """Whether this is less than half of what is usual; a few answers are no usage."""
        return self.seen >= USUAL and log(seconds) < self.mean - log(2)


class Progress(NamedTuple):
    """What all events add up to.

    ``lessons`` holds lessons in the order they were first touched, ``skills`` in the order they
    were first met; ``recent`` is the lesson that was open last, "" for none (a review opens none);
    ``paces`` are by kind of question, and ``logs`` say what kind of learner explains the answers.
    """

    lessons: Mapping[str, LessonProgress] = MappingProxyType({})
    recent: str = ""
    preferences: Mapping[str, str] = MappingProxyType({})
    skills: Mapping[str, SkillProgress] = MappingProxyType({})
    paces: Mapping[str, Pace] = MappingProxyType({})
    logs: Logs = NOTHING

    def mastery(self, skill: str) -> Mastery:
        """What is known about a skill; of one never met, what is known of anybody."""
        found = self.skills.get(skill)
        return found.mastery if found else Mastery(skill)

    def standing(self, skill: str, now: datetime) -> Standing:
        """Where the learner stands with a skill at ``now``, in its zone."""
        found = self.skills.get(skill)
        return standing_of(found.mastery, found.reviews, now) if found else Standing(skill)

    def chance_of_right(self, asked: Evidence, now: datetime) -> float:
        """How likely the first try at this is right (``asked.right`` means nothing)."""
        found = self.skills.get(asked.skill) or SkillProgress(Mastery(asked.skill))
        day = day_of(now, zone_of(now))
        likely = chances_by_kind(asked, found.reviews, found.met, day)
        return forecast(found.logs, self.logs, likely)

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
    skills = _Skills(
        zone, is_tried, dict(before.skills), dict(before.paces), set(before.lessons), before.logs
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
        if isinstance(event, Answered):
            skills.take(event)
    done = {name: lesson.done() for name, lesson in lessons.items()}
    after = Progress(
        MappingProxyType({**before.lessons, **done}), recent, MappingProxyType(preferences),
        MappingProxyType(skills.known), MappingProxyType(skills.paces), skills.logs,
    )  # fmt: skip
    return after, skills.first_tried


def question_key(answer: Answered, zone: tzinfo) -> int:
    """A number for a question with its values; two have the same with a chance of 1 in 2^63.

    What is asked word for word again counts once a day, wherever it is asked.
    """
    if answer.content:
        return _digest(answer.content, day_of(answer.at, zone).isoformat())
    return _digest(answer.lesson, answer.item, str(answer.seed))


def _occasion_key(answer: Answered, question: int, zone: tzinfo) -> int:
    """The same for all questions of one day about one graph with one set of values."""
    if answer.scene:
        return _digest(answer.scene, day_of(answer.at, zone).isoformat())
    return _digest(answer.lesson, answer.shape, str(answer.seed)) if answer.shape else question


def _digest(*parts: str) -> int:
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(slots=True)
class _Skills:
    """What is known of all skills while answers are added.

    ``begun`` are the lessons that were, ``first_tried`` the keys of questions.
    """

    zone: tzinfo
    is_tried: Callable[[int], bool]
    known: dict[str, SkillProgress]
    paces: dict[str, Pace]
    begun: set[str]
    logs: Logs
    first_tried: set[int] = field(default_factory=set)

    def take(self, answer: Answered) -> None:
        """Add an answer: one observation a step for the first try at a question with its values."""
        question = question_key(answer, self.zone)
        first = not (answer.tries_before or question in self.first_tried or self.is_tried(question))
        if first:
            self.first_tried.add(question)
        evidence = answer.evidence or former_evidence(
            answer.skills, answer.quiz_kind, right=answer.correct
        )
        occasion = _occasion_key(answer, question, self.zone)
        by_skill: dict[str, list[Evidence]] = {}
        for one in evidence:
            by_skill.setdefault(one.skill, []).append(one)
        quick = self._is_quick(answer) if first else False
        for skill, found in by_skill.items():
            before = self.known.get(skill) or SkillProgress(Mastery(skill))
            self.known[skill] = before._replace(seconds=before.seconds + answer.seconds)
            if is_taught(skill, self.begun, answer.lesson):
                right = all(one.right for one in found)
                grade = _grade(answer, right=right, first=first, quick=quick)
                if first:
                    self._observe(answer, skill, found, occasion)
                if first or grade is Grade.HARD:
                    self._review(answer, skill, occasion, question, grade)
        for skill in {*answer.skills} - {*by_skill} if first and not answer.correct else ():
            if known := self.known.get(skill):
                self.known[skill] = known._replace(mastery=missed(known.mastery))
        if first and answer.correct and not answer.hints_used:
            self._trickle(answer, set(by_skill), occasion, question)

    def _is_quick(self, answer: Answered) -> bool:
        """Whether a right answer took less than half of the usual time, which it adds to."""
        if not answer.correct or answer.hints_used or answer.seconds <= 0:
            return False
        pace = self.paces.get(answer.quiz_kind, Pace())
        self.paces[answer.quiz_kind] = pace.after(answer.seconds)
        return pace.is_quick(answer.seconds)

    def _observe(
        self, answer: Answered, skill: str, found: Sequence[Evidence], occasion: int
    ) -> None:
        before = self.known[skill]
        mastery = before.mastery
        right = not answer.hints_used and all(one.right for one in found)
        if mastery.occasion is None or mastery.occasion.key != occasion:
            before = self._explain(before, answer, found[0]._replace(right=right))
        recall = before.reviews.recall(answer.at, self.zone) if before.reviews else 1.0
        for one in found:
            unaided = one._replace(right=one.right and not answer.hints_used)
            mastery = weighed(mastery, unaided, occasion, recall=recall, taught=not answer.test)
        at = max(answer.at, mastery.last or answer.at)  # a clock that was put back makes no day
        day, shape = day_of(at, self.zone), answer.shape or answer.item
        one_try = Try(right, at, day, answer.quiz_kind, shape, answer.mistakes, answer.correct)
        mastery = tried(mastery, one_try)
        self.known[skill] = before._replace(mastery=mastery)

    def _explain(self, before: SkillProgress, answer: Answered, one: Evidence) -> SkillProgress:
        """What the first answer of an occasion says of the kind of learner."""
        day = day_of(answer.at, self.zone)
        likely = chances_by_kind(one, before.reviews, before.met, day)
        logs = explained(before.logs, likely, right=one.right)
        self.logs = tuple(x + y - z for x, y, z in zip(self.logs, logs, before.logs, strict=True))
        return before._replace(logs=logs, met=after_meeting(before.met, day))

    def _review(
        self, answer: Answered, skill: str, occasion: int, question: int, grade: Grade
    ) -> None:
        """A review; a second try changes the grade of the first, on the same day."""
        before = self.known[skill]
        known = before.reviews.graded if before.reviews else ()
        if answer.tries_before and all(one.question != question for one in known):
            return
        new = Graded(occasion, question, grade)
        found = reviewed(before.reviews, answer.at, self.zone, new)
        self.known[skill] = before._replace(reviews=found)

    def _trickle(
        self, answer: Answered, asked: Collection[str], occasion: int, question: int
    ) -> None:
        """What a right answer has exercised besides was reviewed, too, where it was known."""
        for skill in used_by(asked):
            one = self.known.get(skill)
            if skill not in asked and one is not None and one.reviews is not None:
                self._review(answer, skill, occasion, question, Grade.GOOD)


def _grade(answer: Answered, *, right: bool, first: bool, quick: bool) -> Grade:
    if not right:
        return Grade.AGAIN
    if answer.hints_used or not first:
        return Grade.HARD
    return Grade.EASY if quick else Grade.GOOD


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
