"""“Prove it”: test out of a lesson by answering fresh questions, one try each, without hints.

Every skill of the lesson starts at the chance that a newcomer has it, and each answer counts as in
``mastery``; a skill is proved once its chance reaches 95 %.  The most uncertain skill is asked
next.  A skill that is not proved after ``MOST`` questions on it ends the test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tutor.core.lesson import Lesson
from tutor.core.practice.items import Item, for_review, quizzes_of
from tutor.core.progress import INIT, MASTERED, Mastery, meaning, updated
from tutor.core.questions import guess_of
from tutor.core.text import safe

MOST = 5
"""Questions on one skill, after which it counts as not proved."""


@dataclass(frozen=True)
class Proof:
    """A test in progress; ``found`` has the mastery shown so far, ``left`` the questions ready."""

    lesson: Lesson
    found: Mapping[str, Mastery]
    left: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, lesson: Lesson, seed: int) -> Proof:
        """A test on every skill of the lesson on which there are questions enough to prove it."""
        named = [skill for quiz in quizzes_of(lesson) for skill in quiz.skills]
        skills = tuple(dict.fromkeys((*lesson.skills, *named)))
        pools = {skill: for_review([lesson], [skill], MOST, seed) for skill in skills}
        left = {skill: pool for skill, pool in pools.items() if _suffice(pool)}
        found = {skill: Mastery(skill) for skill in left}
        return cls(lesson, MappingProxyType(found), MappingProxyType(left))

    def rules(self) -> str:
        """What the learner is told before the test."""
        return (
            f"Prove it: {safe(self.lesson.title)}. One try a question and no hints; answer until "
            "every skill is proved. s leaves a question as not known, q stops."
        )

    @property
    def passed(self) -> bool:
        """Whether every skill is proved; a lesson without questions proves nothing."""
        return bool(self.found) and all(one.mastered for one in self.found.values())

    @property
    def _stuck(self) -> bool:
        return any(not self.found[s].mastered and not pool for s, pool in self.left.items())

    def next(self) -> Item | None:
        """The next question, on the least certain skill; None when the test is over."""
        open_ = [one for one in self.found.values() if not one.mastered]
        if not open_ or self._stuck:
            return None
        return self.left[min(open_, key=lambda one: one.chance).skill][0]

    def after(self, item: Item, *, right: bool) -> Proof:
        """The test after this question was answered, or left (then not right)."""
        found = dict(self.found)
        guess = guess_of(item.question.quiz.kind)
        for skill in set(item.question.quiz.skills) & set(found):
            one = found[skill]
            chance = updated(one.chance, right=right, guess=guess)
            found[skill] = Mastery(skill, chance, one.seen + 1, one.right + right)
        left = {
            skill: tuple(other for other in pool if not _same(other, item))
            for skill, pool in self.left.items()
        }
        return replace(self, found=MappingProxyType(found), left=MappingProxyType(left))

    def outcome(self) -> str:
        """The result in words."""
        if self.passed:
            return f"Proved: {safe(self.lesson.title)}. The lesson counts as finished."
        lacking = [safe(meaning(s)) for s, one in self.found.items() if not one.mastered]
        if not lacking:
            return "This lesson has no questions, so nothing can be proved here."
        return (
            f"Not proved yet (each skill needs {100 * MASTERED:.0f} %): {'; '.join(lacking)}. "
            "The lesson teaches them."
        )


def _suffice(pool: tuple[Item, ...]) -> bool:
    """Whether right answers to all of these prove a skill."""
    chance = INIT
    for item in pool:
        chance = updated(chance, right=True, guess=guess_of(item.question.quiz.kind))
    return chance >= MASTERED


def _same(one: Item, other: Item) -> bool:
    return (one.name, one.question.seed) == (other.name, other.question.seed)
