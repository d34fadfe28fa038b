"""What several kinds of question need: values, hints in the author's words, answers read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.core.answers import (
    TOLERANCE,
    AnswerError,
    is_close,
    is_nearly,
    is_right,
    read_number,
    said_of_nearly,
    tolerance_words,
)
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import Expression, LeafScope, PassScope, evaluate
from tutor.core.graph import Pass, run
from tutor.core.lesson import LessonGraph, Quiz, Span, Spans
from tutor.core.misconceptions import NO_TRAINING, TrainingContext
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.variants import Foreseen, draw, training_context


def plain_span(text: str) -> Spans:
    """``text`` as one plain span."""
    return (Span(text),)


def numbers_for(
    quiz: Quiz,
    lesson_graph: LessonGraph | None,
    seed: int,
    asked: Sequence[str] = (),
    of: str | None = None,
    answer: Expression | None = None,
) -> Pass | None:
    """The pass with the values of ``seed`` (0, or not varied: as the author wrote them).

    ``answer`` is what is right, where the question asks for one number.
    """
    if lesson_graph is None:
        return None
    if not (quiz.varied and seed and lesson_graph.vary):
        return run(lesson_graph.graph)
    stated = tuple(span.value for span in quiz.ask if span.value)
    wrongs = tuple(wrong.when for wrong in quiz.wrongs)
    foreseen = Foreseen(answer, wrongs, stated, quiz.tolerance)
    leaves = draw(lesson_graph, seed, quiz.probes, asked, of, quiz.descent, foreseen)
    return run(lesson_graph.graph, leaves)


def pass_for(
    quiz: Quiz, lesson_graph: LessonGraph | None, seed: int, asked: Sequence[str] = ()
) -> Pass:
    """``numbers_for`` a kind that makes no sense without a graph: raises GraphError there."""
    numbers = numbers_for(quiz, lesson_graph, seed, asked)
    if numbers is None:
        raise GraphError(f"the question {quiz.id!r} needs a graph")
    return numbers


def background_of(quiz: Quiz, numbers: Pass | None) -> TrainingContext:
    """The numbers around a question that stands in gradient descent.

    Raises GraphError where a value from before cannot be worked out.
    """
    if numbers is None:
        return NO_TRAINING
    leaves = {leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves}
    try:
        return training_context(quiz.descent, PassScope(numbers), leaves)
    except ExpressionError as error:
        raise GraphError(f"the question {quiz.id!r}: {error}") from error


def with_exactness(prompt: Spans, expected: Iterable[float], tolerance: float = TOLERANCE) -> Spans:
    """The prompt, and behind it how exact an answer must be, where that is not as usual."""
    said = max(tolerance_words(number, tolerance) for number in expected)
    return (*prompt, Span(f" {said}", "emphasis")) if said else prompt


def value_or_none(expr: Expression, numbers: Pass) -> float | None:
    """What a typed expression is worth at these values; None where it has no value."""
    try:
        return evaluate(expr, PassScope(numbers))
    except ExpressionError:
        return None


def author_hints(question: Question) -> tuple[Spans, ...]:
    """The author's hints with their numbers filled in."""
    return tuple(fill(hint, question.numbers) for hint in question.quiz.hints)


def author_feedback(question: Question, answer: float) -> str:
    """What the author says to this wrong number; empty where nothing fits.

    A wrong number is recognised by the figures that people type, even if a right one must be exact.
    """
    tolerance = max(question.quiz.tolerance, TOLERANCE)
    for wrong in question.quiz.wrongs:
        scope = PassScope(question.numbers) if question.numbers else LeafScope({})
        try:
            expected = evaluate(wrong.when, scope)
        except ExpressionError:
            continue
        if is_close(answer, expected, tolerance):
            return plain(fill(wrong.feedback, question.numbers))
    return ""


def ladder(question: Question, made: Sequence[str]) -> tuple[Spans, ...]:
    """Three rungs: the author's hints, then those made from the graph where fewer are given."""
    given = author_hints(question)[:3]
    return given + tuple(plain_span(text) for text in made[len(given) : 3])


def worked_or(question: Question, made: str) -> Spans:
    """The author's solution, or ``made`` where there is none."""
    return fill(question.quiz.solution, question.numbers) or plain_span(made)


def worked_text(question: Question, made: str) -> str:
    """The worked answer as plain text, for the reason that follows a right answer."""
    return plain(worked_or(question, made))


def read_blanks(
    question: Question, response: Response, expected: Sequence[float] = ()
) -> tuple[float, ...] | Verdict:
    """The numbers that were typed, or the verdict that asks again.

    A number that is nearly the ``expected`` one is asked for again with more figures.
    """
    if len(response) != len(question.slots):
        return unreadable(question, f"This needs {len(question.slots)} answers.")
    found = []
    for at, text in enumerate(response):
        try:
            found.append(read_number(text))
        except AnswerError as error:
            return unreadable(question, str(error), at)
    tolerance = question.quiz.tolerance
    for at, (text, number, right_one) in enumerate(zip(response, found, expected, strict=False)):
        if not is_right(number, right_one, tolerance) and is_nearly(number, right_one, text):
            return unreadable(question, said_of_nearly(number, text), at)
    return tuple(found)


def read_picks(question: Question, response: Response) -> tuple[int, ...] | Verdict:
    """The positions that were chosen, or the verdict that asks again."""
    found = [
        int(text) for text in response if text.isascii() and text.isdecimal() and len(text) < 9
    ]
    count = 1 if question.way == "pick" else len(question.slots)
    known = all(0 <= pick < len(question.options) for pick in found)
    if len(found) != len(response) or len(found) != count or not known:
        what = "Choose one of the options." if count == 1 else "Give each its place first."
        return unreadable(question, what)
    return tuple(found)


def unreadable(question: Question, message: str, at: int | None = None) -> Verdict:
    """A verdict that does not count as a try; ``at`` is the one slot that is to be filled again."""
    slots = tuple(at not in (None, index) for index in range(len(question.slots)))
    if at is not None and len(slots) > 1:
        message = f"{question.slots[at].label}: {message}"
    return Verdict(correct=False, score=0.0, slots=slots, unreadable=message)


def right(question: Question, *reasons: str) -> Verdict:
    """The verdict for a right answer, with the reasons why it is right."""
    slots = (True,) * len(question.slots)
    return Verdict(correct=True, score=1.0, slots=slots, feedback=tuple(filter(None, reasons)))


def wrong(
    *feedback: str, mistakes: Iterable[str] = (), slots: tuple[bool, ...] = (False,)
) -> Verdict:
    """The verdict for an answer that is wrong, or right in some ``slots`` alone."""
    return Verdict(False, sum(slots) / len(slots), slots, feedback, tuple(mistakes))


def praise(slots: Sequence[bool], what: str = "") -> tuple[str, ...]:
    """What is right comes first: ``2 of 4 are right.``; nothing where nothing is."""
    good = sum(slots)
    are = "is" if good == 1 else "are"
    return (f"{good} of {len(slots)} {what}{are} right.",) if good else ()


def in_place(first: int) -> tuple[str, ...]:
    """What is right of an order whose first mistake stands behind ``first`` places."""
    if not first:
        return ()
    if first == 1:
        return ("The first one is in the right place.",)
    return (f"The first {first} are in the right place.",)
