"""The answers of a class: questions, who answered what, and the mark for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tutor.core.practice import Mark
from tutor.core.progress import Answered


class Question(NamedTuple):
    """What was asked: a derivative of a graph's output, or an item of a lesson.

    ``asked`` is the derivative as it is written (∂J/∂w), or the words of the item.  ``values`` is
    empty where they are other ones for each student; ``of`` is "" where the graph has one output.
    ``lesson`` is the id of the lesson and ``item`` what tells its questions apart; of such ones
    only those that were made for practice on a known graph have a ``source``.
    """

    source: str
    values: tuple[tuple[str, float], ...]
    wrt: str
    of: str
    asked: str
    lesson: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its mark; ``student`` is "" where nobody is named.

    ``event`` is what an export has of it, None for an answer of a class file.
    """

    question: Question
    student: str
    given: str
    mark: Mark
    event: Answered | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether it is neither right nor nearly right."""
        return not (self.mark.correct or self.mark.nearly)

    @property
    def is_explained(self) -> bool:
        """Whether it is wrong and its mistakes were looked for."""
        return self.is_wrong and self.mark.read


class Unmarked(NamedTuple):
    """An answer without a mark: why, whose, to which question where that is known, which row."""

    reason: str
    student: str = ""
    question: Question | None = None
    row: int = 0


def tidy_name(name: str) -> str:
    """A student's name without what nobody sees in it; to compare two, fold their capitals."""
    return " ".join(unicodedata.normalize("NFC", name).split())


UNKNOWN = ""
"""In the place of a cause: none of those that are known."""

Shares = Mapping[str, float]
"""How likely each cause (its id, or ``UNKNOWN``) is behind one wrong answer; they add up to 1."""


class Read(NamedTuple):
    """An answer, the number of its question (from 1), the shares of its causes."""

    answer: Answer
    question: int
    shares: Shares


class Told(NamedTuple):
    """An answer in words, and the right one; "" where that is not known."""

    given: str
    expected: str


COMPANION = 0.1
"""How likely a mistake is that a diagnosis takes together with another one, next to that one."""


def shares_of(mark: Mark) -> dict[str, float]:
    """The shares of the causes of a wrong answer, those of one id at several places together.

    A diagnosis names one cause for all mistakes that it cannot tell apart by this answer.  The
    others, which are among the mark's mistakes, get a little: another answer may speak for them.
    """
    causes: dict[str, float] = {}
    for cause in mark.causes:
        causes[cause.id] = causes.get(cause.id, 0.0) + cause.share
    known = min(1.0, sum(causes.values()))
    little = COMPANION * max(causes.values(), default=0.0)
    weights = {**dict.fromkeys(mark.mistakes, little), **causes}
    total = sum(weights.values()) or 1.0
    return {**{id_: known * w / total for id_, w in weights.items()}, UNKNOWN: 1.0 - known}


def likeliest(shares: Shares) -> tuple[str, float]:
    """The likeliest of the known causes and its share; ``("", 0)`` where there is none."""
    known = {id_: share for id_, share in shares.items() if id_ != UNKNOWN and share > 0}
    return max(known.items(), key=lambda pair: pair[1], default=(UNKNOWN, 0.0))
