"""What a wrong number means where a value, a local gradient or a gradient is asked for.

A blank that stands alone and a cell of a grid are explained in the same way; of a cell the other
cells are known, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.core.answers import TypedNumber
from tutor.core.drawing import without_box
from tutor.core.expression import Binary, Call, Expression, Name, Number, alias
from tutor.core.expression import names as names_in
from tutor.core.graph import Graph, Pass, relabelled, without_names
from tutor.core.lesson import LessonGraph, Quiz
from tutor.core.misconceptions import Shown, diagnose
from tutor.core.questions.asked import What, asked_by, in_terms_of
from tutor.core.questions.explain import Explained, explain_local, explain_values
from tutor.core.questions.fill import plain
from tutor.core.questions.model import Question

MANY = 4
"""Up to here a count is small itself."""


def explain_asked(
    question: Question,
    asked: tuple[What, str, str],
    answer: float,
    known: Mapping[str, TypedNumber],
    called: str,
) -> Explained | None:
    """What ``answer`` is, given for (what, of, wrt); None where nothing of a graph is asked for.

    ``known`` is what the same learner has typed for ∂of/∂ other nodes, ``called`` what the blank is
    called on the screen.
    """
    (what, of, wrt), numbers, tolerance = asked, question.numbers, question.quiz.tolerance
    if numbers is None:
        return None
    names = numbers.graph.by_name
    named = without_names(numbers, nameless(question, numbers))
    if what == "local" and wrt in names:
        return explain_local(numbers, numbers.graph.edge(wrt, of), answer, tolerance)
    if what == "gradient" and wrt in names:
        found = diagnose(
            named, wrt, answer, question.quiz.probes, of,
            tolerance=tolerance, suspects=question.suspects, background=question.background,
            known=known, shown=shown_of(question, numbers.graph, of, wrt),
        )  # fmt: skip
        return Explained(found.mistakes, found.feedback, found.ambiguous, found.asks)
    if what == "value" and of in names and names[of].op:  # a leaf comes from nothing
        if question.quiz.pictured:
            return explain_values(named, {of: answer}, tolerance)
        if of in _printed(question):  # it is there to be read, under another name
            return None
        return explain_values(relabelled(named, of, called), {of: answer}, tolerance)
    return None


def made_of(question: Question, expr: Expression | None, called: str) -> str:
    """What to ask of a number that no rule is about: how it is made, by its last operation.

    Nothing is said of the numbers that go in, which are the way to the answer.
    """
    graph = question.numbers.graph if question.numbers else None
    match expr:
        case Binary(op):
            last: str = op
        case Name(of) | Call("value", (Name(of),)) if graph and of in graph.by_name:
            last = graph.by_name[of].op
        case Number(value) if value > MANY and value.is_integer():
            return "Take a smaller case, and count there one by one: how many are they?"
        case _:
            last = ""
    asks = {
        "mul": f"Which factors does {called} have?",
        "add": f"Which parts are added up in {called}?",
        "sum": f"Which parts are added up in {called}?",
        "dot": f"Which products are added up in {called}?",
        "sub": f"From what is something taken away in {called}?",
        "div": f"What is divided by what in {called}?",
    }
    return asks.get(last, f"Which words of the question say what {called} is?")


def told_by(quiz: Quiz, lesson_graph: LessonGraph | None, of: str) -> frozenset[str]:
    """The nodes whose gradient of ``of`` the question states, in its words or in a matrix."""
    parts = (in_terms_of(lesson_graph, *asked_by(x)) for x in _stated(quiz))
    return frozenset(wrt for what, out, wrt in parts if what == "gradient" and out == of)


def _stated(quiz: Quiz) -> Iterator[Expression]:
    """What the question gives the numbers of, in its words and in its matrices."""
    yield from (x for span in quiz.ask if (x := span.value))
    yield from _cells(quiz)


def _cells(quiz: Quiz) -> Iterator[Expression]:
    return (cell.expr for one in quiz.given for row in one.rows for cell in row)


def nameless(question: Question, numbers: Pass) -> frozenset[str]:
    """The nodes that nothing on the screen gives a name to.

    A picture names them all but those inside a box.  Without one the words do, and the place in a
    matrix; a computed node is also known by its name where its value is printed.
    """
    graph = numbers.graph
    if question.quiz.pictured:
        return without_box(graph, question.focus)
    words = " ".join((plain(question.prompt), *(slot.label for slot in question.slots)))
    printed = _printed(question)
    body = question.quiz.body
    asked = getattr(body, "cells", (getattr(body, "answer", None),))
    deltas = {x for one in asked if isinstance(one, Name) and (x := alias(one.name, graph.by_name))}
    by_delta = deltas | {graph.output} if deltas else deltas  # who asks for δ has said ∂C/∂z
    cells = {one.name for one in _cells(question.quiz) if isinstance(one, Name)}
    return frozenset(
        node.name
        for node in graph.nodes
        if node.name not in cells | by_delta
        and not _occurs(node.label, words)
        and (node.is_leaf or node.name not in printed)
    )


def _printed(question: Question) -> frozenset[str]:
    """The nodes whose values make the numbers in the prompt."""
    return frozenset(
        name for span in question.quiz.ask if (x := span.value) for name in names_in(x)
    )


def shown_of(question: Question, graph: Graph, of: str, wrt: str) -> Shown:
    """What stands beside the blank."""
    told = question.told | (question.given if of == graph.output else frozenset())
    return Shown(told - {wrt}, question.asks_back, question.quiz.everyday)


def _occurs(label: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text) is not None
