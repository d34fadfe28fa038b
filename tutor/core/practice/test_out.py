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
from tutor.core.practice.items import PracticeItem, quizzes_of, review_items
from tutor.core.progress import INIT, MASTERED, Mastery, meaning, update_chance
from tutor.core.questions import guess_of
from tutor.core.text import safe

MOST = 5
"""Questions on one skill, after which it counts as not proved."""


@dataclass(frozen=True)
class MasteryTest:
    """A test in progress; ``shown`` has the mastery shown so far, ``left`` the questions ready."""

    lesson: Lesson
    shown: Mapping[str, Mastery]
    left: Mapping[str, tuple[PracticeItem, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, lesson: Lesson, seed: int) -> MasteryTest:
        """A test on every skill of the lesson on which there are questions enough to prove it."""
        named = [skill for quiz in quizzes_of(lesson) for skill in quiz.skills]
        skills = tuple(dict.fromkeys((*lesson.skills, *named)))
        pools = {skill: review_items([lesson], [skill], MOST, seed) for skill in skills}
        left = {skill: pool for skill, pool in pools.items() if _suffice(pool)}
        mastery = {skill: Mastery(skill) for skill in left}
        return cls(lesson, MappingProxyType(mastery), MappingProxyType(left))

    def rules(self) -> str:
        """What the learner is told before the test."""
        return (
            f"Prove it: {safe(self.lesson.title)}. One try a question and no hints; answer until "
            "every skill is proved. s leaves a question as not known, q stops."
        )

    @property
    def passed(self) -> bool:
        """Whether every skill is proved; a lesson without questions proves nothing."""
        return bool(self.shown) and all(one.mastered for one in self.shown.values())

    @property
    def _stuck(self) -> bool:
        return any(not self.shown[s].mastered and not pool for s, pool in self.left.items())

    def next(self) -> PracticeItem | None:
        """The next question, on the least certain skill; None when the test is over."""
        open_ = [mastery for mastery in self.shown.values() if not mastery.mastered]
        if not open_ or self._stuck:
            return None
        return self.left[min(open_, key=lambda mastery: mastery.chance).skill][0]

    def after(self, item: PracticeItem, *, right: bool) -> MasteryTest:
        """The test after this question was answered, or left (then not right)."""
        shown = dict(self.shown)
        guess = guess_of(item.question.quiz.kind)
        for skill in set(item.question.quiz.skills) & set(shown):
            before = shown[skill]
            chance = update_chance(before.chance, right=right, guess=guess)
            shown[skill] = Mastery(skill, chance, before.seen + 1, before.right + right)
        left = {
            skill: tuple(other for other in pool if not _same(other, item))
            for skill, pool in self.left.items()
        }
        return replace(self, shown=MappingProxyType(shown), left=MappingProxyType(left))

    def outcome(self) -> str:
        """The result in words."""
        if self.passed:
            return f"Proved: {safe(self.lesson.title)}. The lesson counts as finished."
        lacking = [safe(meaning(s)) for s, mastery in self.shown.items() if not mastery.mastered]
        if not lacking:
            return "This lesson has no questions, so nothing can be proved here."
        return (
            f"Not proved yet (each skill needs {100 * MASTERED:.0f} %): {'; '.join(lacking)}. "
            "The lesson teaches them."
        )


def _suffice(pool: tuple[PracticeItem, ...]) -> bool:
    """Whether right answers to all of these prove a skill."""
    chance = INIT
    for item in pool:
        chance = update_chance(chance, right=True, guess=guess_of(item.question.quiz.kind))
    return chance >= MASTERED


def _same(one: PracticeItem, other: PracticeItem) -> bool:
    return (one.name, one.question.seed) == (other.name, other.question.seed)
