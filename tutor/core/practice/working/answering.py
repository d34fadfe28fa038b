"""A question that is answered with the working: the line that is what was asked is the answer."""

from __future__ import annotations

from tutor.core.answers import AnswerError, read_number
from tutor.core.lesson import LessonGraph
from tutor.core.practice.working.marking import mark_lines
from tutor.core.practice.working.result import WorkingMark
from tutor.core.practice.working.steps import Quantity, derivative_by
from tutor.core.questions import Asked, Question, Response
from tutor.core.typed import Typed


def asked_quantity(question: Question) -> Quantity | None:
    """What a numeric question asks for; None where it cannot be answered with a working."""
    key, numbers = question.key, question.numbers
    if not isinstance(key, Asked) or numbers is None or len(question.slots) != 1:
        return None
    graph = numbers.graph
    if key.of not in graph.by_name or (key.what != "value" and key.wrt not in graph.by_name):
        return None
    match key.what:
        case "value":
            return Quantity("value", key.of)
        case "local":
            return Quantity("local", key.of, key.wrt)
        case "gradient":
            return derivative_by(graph, key.of, key.wrt)
        case _:
            return None


def answer_with_working(
    question: Question, text: str
) -> tuple[WorkingMark, Response | None] | None:
    """The marks of a working, and the answer that stands in it; None where it fits no working.

    Raises AnswerError for too many lines and for a text without a line that can be read.
    """
    asked, numbers = asked_quantity(question), question.numbers
    if asked is None or numbers is None:
        return None
    marked = mark_lines(numbers, Typed(LessonGraph(numbers.graph), ()).node, text, asked)
    if marked.answer is None:
        return marked, None
    step = marked.answer.step
    is_number = _is_number(step.written, step.number)
    return marked, (step.written if is_number else repr(step.number),)


def _is_number(written: str, number: float) -> bool:
    try:
        return read_number(written) == number
    except AnswerError:
        return False
