"""What must hold for every generated question, and the wrong answers that must be refused."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core import questions as quizzes
from tutor.core.answers import are_apart
from tutor.core.misconceptions import wrong_numbers
from tutor.core.questions.kinds.grid import GridKey
from tutor.core.questions.kinds.message import MessageKey
from tutor.core.questions.model import Question, Response
from tutor.core.questions.options import same


def faults(question: Question) -> list[str]:
    """Everything that is wrong with a question; empty for a good one."""
    found = []
    right = quizzes.solution(question)
    verdict = quizzes.mark(question, right)
    if not verdict.correct or verdict.score != 1.0:
        found.append(f"refuses its own answer {right}: {verdict.unreadable or verdict.feedback}")
    texts = question.options
    if any(same(one, other) for i, one in enumerate(texts) for other in texts[:i]):
        found.append(f"has an option twice: {texts}")
    for wrong in wrong_responses(question, right):
        judged = quizzes.mark(question, wrong)
        if judged.correct:
            found.append(f"accepts {wrong} beside {right}")
        elif not (judged.feedback or judged.unreadable):
            found.append(f"says nothing about {wrong}")
    rungs = quizzes.hints(question)
    if len(rungs) != 3 or not all(rungs) or not quizzes.worked(question):
        found.append("has not three hints and a worked answer")
    return found


def wrong_responses(question: Question, right: Response) -> Iterator[Response]:
    """Responses that are not right: other options, probed mistakes, lines turned round."""
    match question.way:
        case "pick":
            yield from ((str(i),) for i in range(len(question.options)) if str(i) != right[0])
        case "label" | "tick":
            for at, given in enumerate(right):
                for other in range(len(question.options)):
                    if str(other) != given:
                        yield (*right[:at], str(other), *right[at + 1 :])
        case "assemble":
            yield (" ".join(reversed(right[0].split())),)
        case "arrange":
            if len(right) > 1:
                yield tuple(reversed(right))
        case _:
            yield from _typed(question, right)


def _typed(question: Question, right: Response) -> Iterator[Response]:
    if question.quiz.kind == "formula":
        yield from ((f"({right[0]}) {change}",) for change in ("+ 1", "* 2 + 0.5", "* 1.1 - 3"))
        return
    for at, wrong in _mistaken(question):
        yield (*right[:at], repr(wrong), *right[at + 1 :])


def _mistaken(question: Question) -> Iterator[tuple[int, float]]:
    """(blank, wrong number) for each probed rule that gives another number there."""
    numbers, key = question.numbers, question.key
    assert numbers is not None
    asked: list[tuple[int, str, str]] = []
    if question.derivative is not None:
        asked = [(0, *question.derivative)]
    elif isinstance(key, GridKey):
        asked = [(at, of, wrt) for at, (_, of, wrt) in enumerate(key.asked)]
    elif isinstance(key, MessageKey):
        for at, blank in enumerate(key.blanks):
            if are_apart(key.expected(blank), -key.expected(blank)) and blank != "product":
                yield at, -key.expected(blank)
            if blank == "product" and are_apart(key.product, key.backprop + key.local):
                yield at, key.backprop + key.local
    for at, of, wrt in asked:
        expected = numbers.derivative(of, wrt)
        for number in set().union(*wrong_numbers(numbers, wrt, of).values()):
            if are_apart(number, expected):
                yield at, number
