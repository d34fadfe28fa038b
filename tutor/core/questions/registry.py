"""The registry of question kinds, and what the rest of the program asks of a question.

A kind is one row: how its block is read, how its values are drawn, how an answer is marked, its
three rungs of hints, its worked answer.  Adding a kind is a file in ``quizzes`` and a row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.core.graph import along, said_message, said_value
from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.questions import retry as asking
from tutor.core.questions.generate import generate
from tutor.core.questions.kind import Kind
from tutor.core.questions.kinds import (
    choice,
    classify,
    equation,
    formula,
    grid,
    match,
    message,
    next_node,
    numeric,
    order,
    parsons,
    prediction,
    select,
    sign,
    spot,
)
from tutor.core.questions.kinds.message import message_question
from tutor.core.questions.kinds.numeric import value_question
from tutor.core.questions.model import Question, Response, Verdict

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            numeric.KIND,
            choice.KIND,
            classify.KIND,
            order.KIND,
            message.KIND,
            select.KIND,
            sign.KIND,
            formula.KIND,
            grid.KIND,
            match.KIND,
            spot.KIND,
            parsons.KIND,
        )
    }
)

_ROWS: Mapping[str, Kind] = {
    **KINDS,
    **{kind.name: kind for kind in (prediction.KIND, equation.KIND, next_node.KIND)},
}
"""With the kinds that only activities ask."""

__all__ = [
    "KINDS",
    "along",
    "ask_again",
    "generate",
    "hints",
    "make",
    "mark",
    "message_question",
    "remembering",
    "said_message",
    "said_value",
    "solution",
    "value_question",
    "worked",
]


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with its values drawn; ``seed`` 0 takes those that the author wrote.

    Raises GraphError when the quiz needs a graph that is not there.
    """
    return _ROWS[quiz.kind].make(quiz, lesson_graph, seed)


def mark(question: Question, response: Response) -> Verdict:
    """What an answer is worth, and what to say about it; never raises for any answer."""
    return _ROWS[question.quiz.kind].mark(question, response)


def hints(question: Question) -> tuple[Spans, ...]:
    """Three rungs: point, principle, numbers; the answer itself is in none of them."""
    return _ROWS[question.quiz.kind].hints(question)


def worked(question: Question) -> Spans:
    """The worked answer, shown after the third hint."""
    return _ROWS[question.quiz.kind].worked(question)


def solution(question: Question) -> Response:
    """A response that is marked right."""
    return _ROWS[question.quiz.kind].solution(question)


def remembering(question: Question, before: Question) -> Question:
    """The question, put to somebody who has just seen the values of ``before``."""
    return asking.remembering(question, before)


def ask_again(
    question: Question, lesson_graph: LessonGraph | None, suspects: tuple[str, ...]
) -> Question | None:
    """The question with values that tell apart what fitted; None where its values cannot change."""
    return asking.ask_again(_ROWS[question.quiz.kind], question, lesson_graph, suspects)
