"""The answers of a class: questions, who answered what, and the mark for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tutor.core.practice import Mark


class Question(NamedTuple):
    """What was asked: a graph with its values, and a derivative of its output.

    ``asked`` is the derivative as it is written (∂J/∂w); ``of`` is "" where the graph has one
    output.
    """

    source: str
    values: tuple[tuple[str, float], ...]
    wrt: str
    of: str
    asked: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its mark; ``student`` is "" where nobody is named."""

    question: Question
    student: str
    given: str
    mark: Mark

    @property
    def is_wrong(self) -> bool:
        """Whether it is neither right nor nearly right."""
        return not (self.mark.correct or self.mark.nearly)


UNKNOWN = ""
"""In the place of a cause: none of those that are known."""

Shares = Mapping[str, float]
"""How likely each cause (its id, or ``UNKNOWN``) is behind one wrong answer; they add up to 1."""


def shares_of(mark: Mark) -> dict[str, float]:
    """The shares of the causes of a wrong answer, those of one id at several places together."""
    shares: dict[str, float] = {}
    for cause in mark.causes:
        shares[cause.id] = shares.get(cause.id, 0.0) + cause.share
    known = sum(shares.values())
    if known > 1:
        shares = {id_: share / known for id_, share in shares.items()}
    return {**shares, UNKNOWN: max(0.0, 1 - known)}


def likeliest(shares: Shares) -> tuple[str, float]:
    """The likeliest of the known causes and its share; ``("", 0)`` where there is none."""
    known = {id_: share for id_, share in shares.items() if id_ != UNKNOWN and share > 0}
    return max(known.items(), key=lambda pair: pair[1], default=(UNKNOWN, 0.0))
