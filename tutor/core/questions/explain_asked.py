"""What a wrong number means where a value, a local gradient or a gradient is asked for.

A blank that stands alone and a cell of a grid are explained in the same way; of a cell the other
cells are known, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.core.answers import TypedNumber
from tutor.core.drawing import without_box
from tutor.core.expression import Expression
from tutor.core.expression import names as names_in
from tutor.core.graph import Edge, Pass
from tutor.core.lesson import LessonGraph, Quiz
from tutor.core.misconceptions import Shown, diagnose
from tutor.core.questions.asked import What, asked_by, in_terms_of
from tutor.core.questions.explain import Explained, explain_local, explain_values
from tutor.core.questions.fill import plain
from tutor.core.questions.model import Question


def explain_asked(
    question: Question,
    asked: tuple[What, str, str],
    answer: float,
    known: Mapping[str, TypedNumber],
) -> Explained | None:
    """What ``answer`` is, given for (what, of, wrt); None where nothing of a graph is asked for.

    ``known`` is what the same learner has typed for ∂of/∂ other nodes.
    """
    (what, of, wrt), numbers, tolerance = asked, question.numbers, question.quiz.tolerance
    if numbers is None:
        return None
    names = numbers.graph.by_name
    if what == "local" and wrt in names:
        return explain_local(numbers, edge_of(numbers, of, wrt), answer, tolerance)
    if what == "gradient" and wrt in names:
        found = diagnose(
            numbers, wrt, answer, question.quiz.probes, of,
            tolerance=tolerance, suspects=question.suspects, background=question.background,
            known=known, shown=shown_of(question, numbers, of, wrt),
        )  # fmt: skip
        return Explained(found.mistakes, found.feedback, found.ambiguous, found.asks)
    if what == "value" and of in names and names[of].op:  # a leaf comes from nothing
        return explain_values(numbers, {of: answer}, tolerance)
    return None


def edge_of(numbers: Pass, of: str, wrt: str) -> Edge:
    """The edge on which ∂of/∂wrt is local."""
    return next(edge for edge in numbers.graph.incoming(of) if edge.source == wrt)


def told_by(quiz: Quiz, lesson_graph: LessonGraph | None, of: str) -> frozenset[str]:
    """The nodes whose gradient of ``of`` the question states, in its words or in a matrix."""
    parts = (in_terms_of(lesson_graph, *asked_by(x)) for x in _stated(quiz))
    return frozenset(wrt for what, out, wrt in parts if what == "gradient" and out == of)


def _stated(quiz: Quiz) -> Iterator[Expression]:
    """What the question gives the numbers of, in its words and in its matrices."""
    yield from (x for span in quiz.ask if (x := span.value))
    yield from (cell.expr for one in quiz.given for row in one.rows for cell in row)


def shown_of(question: Question, numbers: Pass, of: str, wrt: str) -> Shown:
    """What stands beside the blank; where there is no picture, names are those of the words."""
    graph = numbers.graph
    told = question.told | (question.given if of == graph.output else frozenset())
    unnamed = without_box(graph, question.focus)
    if not question.quiz.pictured:
        words = " ".join((plain(question.prompt), *(slot.label for slot in question.slots)))
        values = (x for x in _stated(question.quiz) if asked_by(x)[0] in {"value", "other"})
        valued = {name for x in values for name in names_in(x)}
        unnamed = frozenset(
            node.name
            for node in graph.nodes
            if node.name not in valued and not _occurs(node.label, words)
        )
    return Shown(told - {wrt}, unnamed, question.asks_back, question.quiz.everyday)


def _occurs(label: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text) is not None
