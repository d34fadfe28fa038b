"""Simulated learners who answer the questions of the lessons, as the review asks them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from tests.core.simulated import by_rule
from tests.soak.learners import NUMBERS
from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.graph import Edge
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import wrong_locals
from tutor.core.questions import Asked, Question, Response
from tutor.core.text import format_number

Learner = Callable[[Question, random.Random], Response]

TRIED_FIRST = ("1", "0", "-1", "2")
"""Numbers that somebody tries who knows nothing."""


@cache
def course() -> tuple[Lesson, ...]:
    """All lessons."""
    return tuple(lesson(number) for number in NUMBERS)


def guess(question: Question, chance: random.Random) -> Response:
    """Knows nothing: picks anything, types a number that is in sight, or one of the common ones."""
    slots, options = len(question.slots), len(question.options)
    match question.way:
        case "blanks" | "grid":
            return tuple(_any_number(question, chance) for _ in range(slots))
        case "pick":
            return (str(chance.randrange(options)),)
        case "arrange":
            order = list(range(options))
            chance.shuffle(order)
            return tuple(map(str, order))
        case _:
            return tuple(str(chance.randrange(options)) for _ in range(slots))


def _any_number(question: Question, chance: random.Random) -> str:
    if question.letters:
        names = [n.name for n in question.numbers.graph.nodes] if question.numbers else ["x"]
        return chance.choice((*names, *TRIED_FIRST))
    seen: list[float] = []
    if question.numbers is not None:
        graph = question.numbers.graph
        seen = [question.numbers.values[node.name] for node in graph.leaves]
        seen += [question.numbers.values[node.name] for node in graph.computed]
    shown = [format_number(x).replace("−", "-") for x in seen]
    return chance.choice((*TRIED_FIRST, *TRIED_FIRST, *shown))


def know(slip: float = 0.04) -> Learner:
    """Knows everything, and slips in one step of so many."""

    def answer(question: Question, chance: random.Random) -> Response:
        right = list(quizzes.solution(question))
        for place in range(len(right)):
            if chance.random() < slip:
                right = list(guess(question, chance))
        return tuple(right)

    return answer


def with_rule(rule: str) -> Learner:
    """Knows everything but follows this wrong rule for ever, wherever it gives a number."""

    def answer(question: Question, _chance: random.Random) -> Response:
        key = question.key
        right = quizzes.solution(question)
        if question.numbers is None or not isinstance(key, Asked):
            return right
        if question.derivative is not None:
            found = by_rule(question, rule, None)
            return (repr(found[0]),) if found else right
        if key.what == "local":
            edges = question.numbers.graph.incoming(key.of)
            edge: Edge = next(one for one in edges if one.source == key.wrt)
            wrong = [x for id_, _, x in wrong_locals(question.numbers, edge) if id_ == rule]
            return (repr(wrong[0]),) if wrong else right
        return right

    return answer


def every_second() -> Learner:
    """Right every second time."""
    turn = 0

    def answer(question: Question, chance: random.Random) -> Response:
        nonlocal turn
        turn += 1
        if turn % 2:
            return quizzes.solution(question)
        for _ in range(20):
            tried = guess(question, chance)
            if not quizzes.mark(question, tried).correct:
                break
        return tried

    return answer
