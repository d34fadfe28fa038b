"""The same questions for everybody, with values of each student's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from tutor.core import questions as quizzes
from tutor.core.errors import GraphError
from tutor.core.practice import PracticeItem
from tutor.core.text import Draws

TRIED = 5
"""Seeds that are tried where a draw of values fails."""


class Sheet(NamedTuple):
    """The questions of one student; ``student`` is "" where they are everybody's."""

    student: str
    items: tuple[PracticeItem, ...]


def sheet_for(items: Iterable[PracticeItem], student: str, seed: int) -> Sheet:
    """The questions with values that follow from the seed and the student's name alone.

    A question whose values cannot change, as the author wants it, is the same for all.
    """
    return Sheet(student, tuple(_variant(item, student, seed, n) for n, item in enumerate(items)))


def _variant(item: PracticeItem, student: str, seed: int, number: int) -> PracticeItem:
    draws = Draws(seed, student.casefold(), str(number))
    for _ in range(TRIED if item.question.quiz.varied else 0):
        with suppress(GraphError):
            own = 1 + draws.below(2**31)
            question = quizzes.make(item.question.quiz, item.lesson_graph, own)
            return replace(item, question=question)
    return item


def different_first(items: Sequence[PracticeItem], count: int) -> tuple[PracticeItem, ...]:
    """``count`` of these, what differs in more than its values first."""
    first: dict[object, PracticeItem] = {}
    for item in items:
        first.setdefault(_what(item), item)
    rest = [item for item in items if first[_what(item)] is not item]
    return (*first.values(), *rest)[:count]


def _what(item: PracticeItem) -> object:
    question = item.question
    return question.quiz.kind, question.derivative or tuple(slot.label for slot in question.slots)
