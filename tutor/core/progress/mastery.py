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

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

INIT = 0.2
TRANSIT = 0.15
SLIP = 0.1
GuessOf = Callable[[str], float]
"""The chance g of a right answer without the skill, by the name of a kind of question."""

MASTERED = 0.95
"""A skill counts as mastered from here on."""


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


def observed(before: Mastery, at: datetime, *, right: bool, guess: float) -> Mastery:
    """The mastery after one more first try; ``guess`` is the chance to get it right without."""
    return Mastery(
        before.skill,
        update_chance(before.chance, right=right, guess=guess),
        before.seen + 1,
        before.right + right,
        at,
    )
