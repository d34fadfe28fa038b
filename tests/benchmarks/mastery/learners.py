"""Simulated learners who answer the questions of the lessons, as the review asks them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from tests.core.lessons import lesson
from tests.soak.learners import NUMBERS
from tutor.core import questions as quizzes
from tutor.core.answers import are_apart
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import RULES, GradientContext, wrong_locals
from tutor.core.misconceptions.slips import slips_of
from tutor.core.questions import Asked, Question, Response
from tutor.core.questions.kinds.formula import Points
from tutor.core.questions.kinds.grid import GridKey
from tutor.core.questions.kinds.message import MessageKey
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
    """Knows everything, and slips in one of so many slots: another number, another option."""

    def answer(question: Question, chance: random.Random) -> Response:
        right = list(quizzes.solution(question))
        for place in range(len(right)):
            if chance.random() < slip:
                if question.way == "arrange":
                    other = (place + 1) % len(right)
                    right[place], right[other] = right[other], right[place]
                else:
                    right[place] = guess(question, chance)[place]
        return tuple(right)

    return answer


def with_rule(rule: str) -> Learner:
    """Knows everything but follows this wrong rule for ever, wherever it gives a number."""

    def answer(question: Question, _chance: random.Random) -> Response:
        right = quizzes.solution(question)
        if question.numbers is None:
            return right
        match question.key:
            case Asked(what, _, of, wrt):
                return (_number(question, rule, what, of, wrt) or right[0],)
            case GridKey():
                cells = [_number(question, rule, *one) for one in question.key.asked]
                return tuple(x or fine for x, fine in zip(cells, right, strict=True))
            case MessageKey():
                return _message(question, question.key, rule, right)
            case Points(_, _, body) if body.of and body.wrt:
                wrong = _local(question, rule, body.of, body.wrt)
                return (wrong,) if wrong else right  # a number for a formula is as wrong
            case _:
                return right

    return answer


def _message(question: Question, key: MessageKey, rule: str, right: Response) -> Response:
    """The local gradient by the rule, and the product that follows from it."""
    given = dict(zip(key.blanks, right, strict=True))
    wrong = _local(question, rule, key.edge.target, key.edge.source)
    if wrong and "local" in given:
        given["local"] = wrong
    product = (
        _number(question, rule, "gradient", question.numbers.graph.output, key.edge.source)
        if question.numbers
        else None
    )
    if wrong and "product" in given:
        given["product"] = repr(key.backprop * float(wrong))
    elif product and "product" in given:
        given["product"] = product
    return tuple(given[blank] for blank in key.blanks)


def _number(question: Question, rule: str, what: str, of: str, wrt: str) -> str | None:
    numbers = question.numbers
    if numbers is None or of not in numbers.graph.by_name:
        return None
    if what == "local":
        return _local(question, rule, of, wrt)
    if what != "gradient" or wrt not in numbers.graph.by_name:
        return None
    board = GradientContext.of_pass(numbers, of, question.background)
    node = board.tape.index[wrt]
    found = (slip.guess.number for slip in slips_of(board, node, [RULES[rule]]))
    return next((repr(x) for x in found if are_apart(x, board.gradients[node])), None)


def _local(question: Question, rule: str, of: str, wrt: str) -> str | None:
    if question.numbers is None:
        return None
    edges = (one for one in question.numbers.graph.incoming(of) if one.source == wrt)
    edge = next(edges, None)
    if edge is None:
        return None
    found = (x for id_, _, x in wrong_locals(question.numbers, edge) if id_ == rule)
    return next(map(repr, found), None)


def every_second() -> Learner:
    """Right every second time."""
    turn = 0

    def answer(question: Question, chance: random.Random) -> Response:
        nonlocal turn
        turn += 1
        return quizzes.solution(question) if turn % 2 else _wrong(question, chance)

    return answer


def half(question: Question, chance: random.Random) -> Response:
    """Right or wrong, as a coin falls."""
    if chance.random() < 0.5:
        return quizzes.solution(question)
    return _wrong(question, chance)


def _wrong(question: Question, chance: random.Random) -> Response:
    """An answer that is wrong, where guessing finds one."""
    for _ in range(20):
        tried = guess(question, chance)
        if not quizzes.mark(question, tried).correct:
            break
    return tried
