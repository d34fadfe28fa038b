"""How likely it is that a skill is known, as the answers say.

The chance that a learner knows a skill follows Bayesian knowledge tracing (Corbett and Anderson,
"Knowledge tracing", User Modeling and User-Adapted Interaction 4, 1995).  An answer is evidence by
Bayes' rule, then the skill may have been learnt from it:

    right:  P ← P(1 − s) / (P(1 − s) + (1 − P)g)
    wrong:  P ← P s / (P s + (1 − P)(1 − g))
    then    P ← P + (1 − P) t

with slip s, guess g and transit t.  Only the first try at a question counts, and only an unaided
one can be right: later tries say more about the feedback than about the skill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from tutor.core.progress.events import Answered

INIT = 0.2
TRANSIT = 0.15
SLIP = 0.1
GuessOf = Callable[[str], float]
"""The chance g of a right answer without the skill, by the name of a kind of question."""

MASTERED = 0.95
"""A skill counts as mastered from here on."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One first try that says something about ``skill``; ``right`` when unaided and correct."""

    skill: str
    at: datetime
    kind: str
    right: bool


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is known about one skill: the chance that the learner has it, and the evidence."""

    skill: str
    chance: float = INIT
    seen: int = 0
    right: int = 0
    last: datetime | None = None

    @property
    def mastered(self) -> bool:
        """Whether the skill counts as known."""
        return self.chance >= MASTERED


def update_chance(chance: float, *, right: bool, guess: float) -> float:
    """The chance that the skill is known after one more observation."""
    known, lucky = (1 - SLIP, guess) if right else (SLIP, 1 - guess)
    evidence = chance * known + (1 - chance) * lucky
    posterior = chance * known / evidence
    return posterior + (1 - posterior) * TRANSIT


def observations(answers: Iterable[Answered]) -> Iterator[Observation]:
    """One observation a skill for the first try at each question with each of its values."""
    seen: set[tuple[str, str, int]] = set()
    for answer in answers:
        key = answer.lesson, answer.item, answer.seed
        if key in seen or answer.tries_before:
            continue
        seen.add(key)
        right = answer.correct and not answer.hints_used
        for skill in dict.fromkeys(answer.skills):
            yield Observation(skill, answer.at, answer.quiz_kind, right)


def mastery(answers: Iterable[Answered], guess_of: GuessOf) -> Mapping[str, Mastery]:
    """What the answers say about every skill, in the order in which the skills were first met."""
    found: dict[str, Mastery] = {}
    for one in observations(answers):
        before = found.get(one.skill, Mastery(one.skill))
        found[one.skill] = Mastery(
            one.skill,
            update_chance(before.chance, right=one.right, guess=guess_of(one.kind)),
            before.seen + 1,
            before.right + one.right,
            one.at,
        )
    return MappingProxyType(found)


def weakest_first(
    skills: Iterable[str], answers: Iterable[Answered], guess_of: GuessOf
) -> tuple[str, ...]:
    """``skills`` by the chance that they are known, the least first; equals keep their order."""
    known = mastery(answers, guess_of)
    return tuple(sorted(skills, key=lambda skill: known.get(skill, Mastery(skill)).chance))
