"""“Prove it”: test out of a lesson by answering fresh questions, one try each, without hints.

Every skill of the lesson starts at the chance that a newcomer has it, and each answer counts as in
``mastery``, but that nothing is learnt from it; a skill is proved once its chance reaches 95 %.
The most uncertain skill is asked next.  A skill that is not proved after ``MOST`` questions on it
ends the test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.practice.items import PracticeItem, quizzes_of, review_items
from tutor.core.progress import MASTERED, Evidence, Mastery, meaning, weighed
from tutor.core.text import safe

MOST = 8
"""Questions on one skill, after which it counts as not proved."""


@dataclass(frozen=True)
class MasteryTest:
    """A test in progress.

    ``shown`` has the mastery shown so far, ``left`` the questions ready; ``unasked`` are the skills
    of the lesson on which there are too few questions to prove them.
    """

    lesson: Lesson
    shown: Mapping[str, Mastery]
    left: Mapping[str, tuple[PracticeItem, ...]] = field(default_factory=dict)
    unasked: tuple[str, ...] = ()

    @classmethod
    def of(cls, lesson: Lesson, seed: int) -> MasteryTest:
        """A test on every skill of the lesson on which there are questions enough to prove it."""
        named = [skill for quiz in quizzes_of(lesson) for skill in quiz.skills]
        skills = tuple(dict.fromkeys((*lesson.skills, *named)))
        pools = {skill: review_items([lesson], [skill], MOST, seed) for skill in skills}
        left = {skill: pool for skill, pool in pools.items() if _suffice(skill, pool)}
        unasked = tuple(skill for skill in skills if skill not in left) if left else ()
        mastery = {skill: Mastery(skill) for skill in left}
        return cls(lesson, MappingProxyType(mastery), MappingProxyType(left), unasked)

    def rules(self) -> str:
        """What the learner is told before the test."""
        asked = _listed(self.shown)
        unasked = f" Not asked: {_listed(self.unasked)}." if self.unasked else ""
        return (
            f"Prove it: {safe(self.lesson.title)}. One try per question and no hints; answer until "
            f"every skill is proved. Asked: {asked}.{unasked} "
            "s leaves a question as not known, q stops."
        )

    @property
    def passed(self) -> bool:
        """Whether every skill that was asked is proved; without questions nothing is."""
        return bool(self.shown) and all(map(_is_proved, self.shown.values()))

    @property
    def _stuck(self) -> bool:
        return any(not _is_proved(self.shown[s]) and not pool for s, pool in self.left.items())

    def next(self) -> PracticeItem | None:
        """The next question, on the least certain skill; None when the test is over."""
        open_ = [mastery for mastery in self.shown.values() if not _is_proved(mastery)]
        if not open_ or self._stuck:
            return None
        return self.left[min(open_, key=lambda mastery: mastery.chance).skill][0]

    def after(self, item: PracticeItem, evidence: Iterable[Evidence]) -> MasteryTest:
        """The test after this question was answered; without evidence it was left (not right)."""
        shown = dict(self.shown)
        key = _occasion(item)
        found = tuple(evidence) or tuple(
            Evidence(skill, right=False) for skill in quizzes.skills_of(item.question)
        )
        for one in found:
            if one.skill in shown:
                shown[one.skill] = weighed(shown[one.skill], one, key, taught=False)
        left = {
            skill: tuple(other for other in pool if not _same(other, item))
            for skill, pool in self.left.items()
        }
        return replace(self, shown=MappingProxyType(shown), left=MappingProxyType(left))

    def outcome(self) -> str:
        """The result in words."""
        title = safe(self.lesson.title)
        unasked = _listed(self.unasked)
        left = f" Not asked, for there are too few questions on it: {unasked}." if unasked else ""
        if self.passed:
            return f"Proved: {title}. The lesson counts as finished.{left}"
        lacking = [safe(meaning(s)) for s, mastery in self.shown.items() if not _is_proved(mastery)]
        if not self.shown:
            return "This lesson has no questions, so nothing can be proved here."
        said = f"Not proved yet (each skill needs {100 * MASTERED:.0f} %): {'; '.join(lacking)}. "
        return f"{said}The lesson teaches them.{left}"


def _listed(skills: Iterable[str]) -> str:
    """Skills in words."""
    return "; ".join(safe(meaning(skill)) for skill in skills)


def _is_proved(mastery: Mastery) -> bool:
    return mastery.chance >= MASTERED


def _suffice(skill: str, pool: tuple[PracticeItem, ...]) -> bool:
    """Whether right answers to all of these prove a skill."""
    mastery = Mastery(skill)
    for item in pool:
        for one in quizzes.evidence_if_right(item.question):
            if one.skill == skill:
                key = _occasion(item)
                mastery = weighed(mastery, one, key, taught=False)
    return _is_proved(mastery)


def _occasion(item: PracticeItem) -> int:
    """A number for the graph with its values that a question is about, or for the question."""
    return int(quizzes.scene_of(item.question) or quizzes.content_of(item.question), 16)


def _same(one: PracticeItem, other: PracticeItem) -> bool:
    return (one.name, one.question.seed) == (other.name, other.question.seed)
