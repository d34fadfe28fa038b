"""What one answer says about single skills."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tutor.core.progress.skills import FORMER

TYPED, CHOSEN, LEAST = 0.1, 0.25, 0.02
"""The chance of a right answer without the skill: to a number that is typed, to what is offered
(where it is not known how much is), and the least that is believed of any question."""


class Evidence(NamedTuple):
    """Whether one step of an answer was right, and what that is worth.

    ``guess`` is the chance that it is right without the skill; ``steps`` is the number of steps in
    which somebody who has the skill may slip.
    """

    skill: str
    right: bool
    guess: float = TYPED
    steps: int = 1


_TYPED_KINDS = frozenset({"numeric", "message", "grid", "formula", "prediction", "equation"})


def former_evidence(skills: Iterable[str], kind: str, *, right: bool) -> tuple[Evidence, ...]:
    """What an answer of an older version says, which kept the names of skills and the kind alone.

    A name for several skills of today counts for each of them, and little: which of them was asked
    for is not known, and the answer is right without a skill whenever it was another one.
    """
    guess = TYPED if kind in _TYPED_KINDS else CHOSEN
    found: dict[str, float] = {}
    for one in skills:
        names = FORMER.get(one, (one,))
        for name in names:
            found[name] = min(found.get(name, 1.0), 1 - (1 - guess) / len(names))
    return tuple(Evidence(skill, right, chance) for skill, chance in found.items())
