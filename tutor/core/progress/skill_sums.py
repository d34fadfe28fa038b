"""What answers add up to, per skill: each first try is evidence, and a review."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from math import log
from typing import NamedTuple

from tutor.core.progress.events import Answered
from tutor.core.progress.evidence import Evidence, former_evidence
from tutor.core.progress.forecast import (
    NOTHING,
    Correction,
    Logs,
    Met,
    chances_by_kind,
    explained,
    forecast,
)
from tutor.core.progress.mastery import Mastery, missed, tried, weighed
from tutor.core.progress.schedule import (
    Grade,
    Graded,
    Reviews,
    after_meeting,
    day_of,
    reviewed,
)
from tutor.core.progress.skills import is_taught, used_by
from tutor.core.progress.tries import Try

USUAL = 5
"""Right answers to a kind of question after which it is known how long they take a learner."""
UNKNOWN_PACE = 45.0
"""Seconds that a question is taken to last before that."""


class SkillProgress(NamedTuple):
    """What first tries say of a skill, its reviews, and the seconds spent on all tries.

    ``met`` and ``logs`` are for the forecast.
    """

    mastery: Mastery
    reviews: Reviews | None = None
    seconds: float = 0.0
    met: Met | None = None
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
    from hashlib import blake2b  # OpenSSL comes with it, and the first frame needs none

    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(slots=True)
class SkillSums:
    """What is known of all skills while answers are added.

    ``begun`` are the lessons that were, ``first_tried`` the keys of questions.
    """

    zone: tzinfo
    is_tried: Callable[[int], bool]
    known: dict[str, SkillProgress]
    paces: dict[str, Pace]
    begun: set[str]
    logs: Logs
    correction: Correction
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
        unexplained = first and not answer.correct and not answer.mistakes
        for skill in {*answer.skills} - {*by_skill} if unexplained else ():
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
        mistakes, against = answer.mistakes, () if answer.hints_used else answer.against
        share = 0.0 if answer.hints_used else sum(one.right for one in found) / len(found)
        one_try = Try(
            right,
            at,
            day,
            answer.quiz_kind,
            shape,
            occasion,
            mistakes,
            against,
            share,
            answer.correct,
            answer.correct and bool(answer.hints_used),
        )
        mastery = tried(mastery, one_try)
        self.known[skill] = before._replace(mastery=mastery)

    def _explain(self, before: SkillProgress, answer: Answered, one: Evidence) -> SkillProgress:
        """What the first answer of an occasion says of the kind of learner."""
        day = day_of(answer.at, self.zone)
        likely = chances_by_kind(one, before.met, day)
        if before.met is not None:
            said = forecast(before.logs, self.logs, likely)
            self.correction = self.correction.after(said, right=one.right)
        logs = explained(before.logs, likely, right=one.right)
        self.logs = tuple(x + y - z for x, y, z in zip(self.logs, logs, before.logs, strict=True))
        return before._replace(logs=logs, met=_met(before.met, day))

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


def _met(before: Met | None, day: date) -> Met:
    """The days with one more, if it is another one."""
    if before is None:
        return Met(1, after_meeting(None, day))
    later = day > before.memory.day
    return Met(before.days + 1, after_meeting(before.memory, day)) if later else before


def _grade(answer: Answered, *, right: bool, first: bool, quick: bool) -> Grade:
    if not right:
        return Grade.AGAIN
    if answer.hints_used or not first:
        return Grade.HARD
    return Grade.EASY if quick else Grade.GOOD
