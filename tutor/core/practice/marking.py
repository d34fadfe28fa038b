"""Marking one answer on any graph, as the command line and instructors use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.core.answers import TOLERANCE, read_number
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, derivative, kink_at, run
from tutor.core.misconceptions import Cause, diagnose
from tutor.core.text import format_number
from tutor.core.typed import Typed


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark for one answer; ``mistakes`` are ids of misconceptions, most likely first.

    ``causes`` are the same with their places and shares; ``nearly`` is right to the figures given.
    """

    correct: bool
    expected: float
    mistakes: tuple[str, ...]
    feedback: str
    nearly: bool = False
    causes: tuple[Cause, ...] = ()


def mark_typed(typed: Typed, leaves: Mapping[str, float], wrt: str, answer: str) -> Mark:
    """``mark_one`` for a graph that was typed: ``wrt`` may be a label (ŷ) or another spelling.

    Raises GraphError and AnswerError as ``mark_one`` does.
    """
    if typed.graph is None:
        raise GraphError("this graph has problems")
    node = typed.node(wrt)
    if not node and typed.is_idle(wrt):
        return _idle(wrt, read_number(answer))
    return mark_one(typed.graph.graph, leaves, node or wrt, answer)


def _idle(wrt: str, given: float) -> Mark:
    """The mark at a name of the cases that do not hold: it moves nothing."""
    right = given == 0
    said = f"{wrt} stands only in cases that do not hold here, so that its gradient is 0."
    return Mark(right, 0.0, (), f"Right: {said}" if right else said)


def mark_one(
    graph: Graph,
    leaves: Mapping[str, float],
    wrt: str,
    answer: str | float,
    *,
    tolerance: float = TOLERANCE,
) -> Mark:
    """Mark ``answer`` to “what is the derivative of the output with respect to ``wrt``?”.

    Raises GraphError for a node or leaf that is not there or a graph without a value, AnswerError
    for an answer that is not a number.
    """
    given = read_number(answer) if isinstance(answer, str) else float(answer)
    pass_ = run(graph, leaves)
    if wrt not in graph.by_name:
        known = ", ".join(node.name for node in graph.nodes)
        raise GraphError(f"{wrt!r} is not a node of this graph; its nodes are {known}")
    text = answer if isinstance(answer, str) else ""
    diagnosis = diagnose(pass_, wrt, given, tolerance=tolerance, text=text)
    if diagnosis.correct:
        asked = derivative(graph.label(graph.output), graph.label(wrt))
        feedback = f"Right: {asked} = {format_number(diagnosis.expected)}."
    else:
        feedback = " ".join(diagnosis.feedback)
    corners = [corner for name in (wrt, *graph.after(wrt)) if (corner := kink_at(pass_, name))]
    sentences = " ".join((feedback, *corners))
    return Mark(
        diagnosis.correct, diagnosis.expected, diagnosis.mistakes, sentences,
        diagnosis.nearly, diagnosis.causes,
    )  # fmt: skip
