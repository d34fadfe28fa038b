"""``quiz numeric``: one number.  Also the prediction of a node's value in the forward pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.core.answers import close, tolerance_said
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import (
    Call,
    Expression,
    LeafScope,
    Name,
    PassScope,
    alias,
    evaluate,
    show,
)
from tutor.core.graph import Edge, Pass, derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import LessonGraph, Quiz, Span, Spans
from tutor.core.misconceptions import diagnose
from tutor.core.questions.common import (
    background_of,
    ladder,
    numbers_for,
    read_blanks,
    right,
    worked_or,
    worked_text,
)
from tutor.core.questions.explain import Explained, explain_local, explain_value
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import figure

What = Literal["gradient", "local", "value", "other"]


@dataclass(frozen=True, slots=True)
class NumericBody:
    """The expression whose value is asked for."""

    answer: Expression


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: ``what`` of ``of`` with respect to ``wrt``, and its value.

    ``gradient`` is the derivative through all routes, ``local`` that of one edge, ``value`` a
    node's value; ``other`` any other expression.
    """

    what: What
    expected: float
    of: str = ""
    wrt: str = ""


def parse(fields: Fields) -> object:
    """``answer: EXPRESSION``."""
    answer = fields.expression("answer")
    return None if answer is None else NumericBody(answer)


def asked_by(expr: Expression) -> tuple[What, str, str]:
    """What an answer expression asks for."""
    match expr:
        case Call("grad", (Name(of), Name(wrt))):
            return "gradient", of, wrt
        case Call("local", (Name(of), Name(wrt))):
            return "local", of, wrt
        case Call("value", (Name(of),)) | Name(of):
            return "value", of, ""
        case _:
            return "other", "", ""


def in_terms_of(
    lesson_graph: LessonGraph | None, what: What, of: str, wrt: str
) -> tuple[What, str, str]:
    """``delta2_1`` is the gradient of the output at ``z2_1``, and is diagnosed as one."""
    graph = lesson_graph.graph if lesson_graph else None
    node = alias(of, graph.by_name) if graph and what == "value" else ""
    return ("gradient", graph.output, node) if graph and node else (what, of, wrt)


def label_of(what: str, of: str, wrt: str, numbers: Pass | None, expr: Expression) -> str:
    """What is asked for, as it is written: ``∂J/∂w``, ``u``, or ``δ₁²`` for ``delta2_1``."""
    if numbers is None or what == "other":
        return show(expr)
    names = numbers.graph.by_name
    if isinstance(expr, Name) and expr.name != of and wrt in names:
        return "δ" + names[wrt].label.removeprefix("z")
    of, wrt = (names[n].label if n in names else n for n in (of, wrt))
    return of if what == "value" else derivative(of, wrt)


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with its values drawn so that the probed mistakes show."""
    body = quiz.body
    if not isinstance(body, NumericBody):
        raise GraphError(f"the question {quiz.id!r} has no answer")
    what, of, wrt = in_terms_of(lesson_graph, *asked_by(body.answer))
    in_graph = lesson_graph is not None and wrt in lesson_graph.graph.by_name
    asked = (wrt,) if what == "gradient" and in_graph else ()
    numbers = numbers_for(quiz, lesson_graph, seed, asked, of if asked else None)
    expected = evaluate(body.answer, PassScope(numbers) if numbers else LeafScope({}))
    # Any other expression is the way to the answer: it is not shown beside the blank.
    label = "answer" if what == "other" else label_of(what, of, wrt, numbers, body.answer)
    prompt = fill(quiz.ask, numbers)
    exact = tolerance_said(expected, quiz.tolerance)
    if exact:
        prompt = (*prompt, Span(f" {exact}", "emphasis"))
    names = numbers.graph.by_name if numbers else {}
    return Question(
        quiz=quiz,
        seed=seed,
        way="blanks",
        prompt=prompt,
        slots=(Slot(label, "" if what == "other" else what),),
        numbers=numbers,
        focus=tuple(n for n in (wrt or of,) if n in names),
        hidden=frozenset({of} & names.keys()) if what == "value" else frozenset(),
        key=Asked(what, expected, of, wrt),
        derivative=(of, wrt) if what == "gradient" and wrt in names else None,
        background=background_of(quiz, numbers),
    )


def value_question(numbers: Pass, node: str, where: str) -> Question:
    """The prediction of a node's value in the forward pass; ``where`` is the question's id."""
    label = numbers.graph.label(node)
    prompt = (Span(f"{written.equation(numbers.graph, node)}. What is "), Span(label, "strong"),
              Span("?"))  # fmt: skip
    body = NumericBody(Call("value", (Name(node),)))
    quiz = Quiz("numeric", where, prompt, body, skills=("forward-value",))
    return Question(
        quiz=quiz,
        seed=0,
        way="blanks",
        prompt=prompt,
        slots=(Slot(label, "value"),),
        numbers=numbers,
        focus=(node,),
        key=Asked("value", numbers.values[node], node),
    )


def mark(question: Question, response: Response) -> Verdict:
    """Right within the tolerance; otherwise what the number is."""
    typed = read_blanks(question, response)
    if isinstance(typed, Verdict):
        return typed
    answer, asked = typed[0], _key(question)
    tolerance = question.quiz.tolerance
    if close(answer, asked.expected, tolerance):
        return right(question, worked_text(question, _reason(question)))
    found = _explained(question, asked, answer, tolerance)
    own = author_feedback(question, answer)
    return Verdict(
        correct=False,
        score=0.0,
        slots=(False,),
        feedback=(own,) if own else found.feedback,
        mistakes=found.mistakes,
        again=found.again and not own and question.quiz.varied,
    )


def author_feedback(question: Question, answer: float) -> str:
    """What the author says to this wrong number; empty where nothing fits."""
    for wrong in question.quiz.wrongs:
        scope = PassScope(question.numbers) if question.numbers else LeafScope({})
        try:
            expected = evaluate(wrong.when, scope)
        except ExpressionError:
            continue
        if close(answer, expected, question.quiz.tolerance):
            return plain(fill(wrong.feedback, question.numbers))
    return ""


def _explained(question: Question, asked: Asked, answer: float, tolerance: float) -> Explained:
    numbers = question.numbers
    if numbers is not None and asked.wrt in numbers.graph.by_name:
        probes = question.quiz.probes
        if asked.what == "local":
            return explain_local(numbers, _edge(numbers, asked), answer, tolerance)
        if asked.what == "gradient":
            found = diagnose(
                numbers, asked.wrt, answer, probes, asked.of,
                tolerance=tolerance, suspects=question.suspects, background=question.background,
            )  # fmt: skip
            return Explained(found.mistakes, found.feedback, found.ambiguous)
    if numbers is not None and asked.what == "value" and asked.of in numbers.graph.by_name:
        return explain_value(numbers, asked.of, answer, tolerance)
    return Explained((), (f"{figure(answer)} is not it yet.", "Which quantities go in?"))


def _edge(numbers: Pass, asked: Asked) -> Edge:
    edges = numbers.graph.incoming(asked.of)
    return next(edge for edge in edges if edge.source == asked.wrt)


def _key(question: Question) -> Asked:
    if not isinstance(question.key, Asked):
        raise TypeError(f"{question.quiz.id!r} was not made by this kind")
    return question.key


def hints(question: Question) -> tuple[Spans, ...]:
    """Point, principle, numbers."""
    return ladder(question, _rungs(question))


def _rungs(question: Question) -> tuple[str, str, str]:
    asked, numbers = _key(question), question.numbers
    names = numbers.graph.by_name if numbers else {}
    if numbers is None or asked.of not in names or asked.what == "other":
        return ("Which quantities go in?", "Write the formula first.", "Put the numbers in.")
    graph = numbers.graph
    if asked.what == "value":
        return value_rungs(numbers, asked.of)
    if asked.what == "local":
        return local_rungs(numbers, _edge(numbers, asked))
    v, z = graph.label(asked.wrt), graph.label(asked.of)
    sums = written.gradient_symbols(graph, asked.wrt, asked.of)
    return (
        f"How many successors has {v}? Each of them sends one message.",
        f"A message is backpropagated × local: {derivative(z, v)} = {sums}.",
        factors_in_numbers(numbers, asked.wrt, asked.of),
    )


def factors_in_numbers(numbers: Pass, wrt: str, of: str) -> str:
    """The factors of every message, not yet multiplied."""
    graph = numbers.graph
    z = graph.label(of)
    parts = []
    for edge in graph.outgoing(wrt):
        m = edge.target
        if m == of:
            parts.append(written.said_local(numbers, edge))
        elif numbers.derivative(of, m) or numbers.gradients[m]:
            arriving = f"{derivative(z, graph.label(m))} = {figure(numbers.derivative(of, m))}"
            parts += [arriving, written.said_local(numbers, edge)]
    return ("; ".join(dict.fromkeys(parts)) or f"{z} does not depend on {graph.label(wrt)}") + "."


def value_rungs(numbers: Pass, node: str) -> tuple[str, str, str]:
    """The ladder for a value in the forward pass."""
    graph = numbers.graph
    inputs = tuple(dict.fromkeys(graph.by_name[node].inputs))
    label = graph.label(node)
    if not inputs:
        found = f"Nothing has to be computed: find {label} in the picture."
        return (found, found, f"{written.said_value(numbers, node)}.")
    *first, last = map(graph.label, inputs)
    names = f"{', '.join(first)} and {last}" if first else last
    given = ", ".join(f"{graph.label(n)} = {figure(numbers.values[n])}" for n in inputs)
    return (
        f"{label} is computed from {names}: their values are in the picture.",
        f"{given}. Put them in: {written.equation(graph, node)}.",
        f"{label} = {written.in_numbers(numbers, node)} = ?",
    )


def local_rungs(numbers: Pass, edge: Edge) -> tuple[str, str, str]:
    """The ladder for a local gradient."""
    graph = numbers.graph
    source, target = graph.label(edge.source), graph.label(edge.target)
    asked = derivative(target, source)
    symbols = written.whole_symbols(graph, edge)
    return (
        f"{asked} stands on one edge. Which operation makes {target}?",
        f"{written.equation(graph, edge.target)}: hold the rest still and change {source}.",
        f"{asked} = {symbols}. Which number is that here?",
    )


def _reason(question: Question) -> str:
    asked, numbers = _key(question), question.numbers
    names = numbers.graph.by_name if numbers else {}
    if numbers is None or asked.of not in names or asked.what == "other":
        return f"{question.slots[0].label} = {figure(asked.expected)}."
    if asked.what == "value":
        return written.said_value(numbers, asked.of) + "."
    if asked.what == "local":
        return written.said_whole(numbers, _edge(numbers, asked)) + "."
    return written.said_gradient(numbers, asked.wrt, asked.of) + "."


def worked(question: Question) -> Spans:
    """The author's solution, or the sum over routes in symbols and numbers."""
    return worked_or(question, _reason(question))


def solution(question: Question) -> Response:
    """The expected number."""
    return (repr(_key(question).expected),)


KIND = Kind("numeric", parse, make, mark, hints, worked, solution)
