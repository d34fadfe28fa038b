"""What a wrong number means in a blank that asks for a value or for one factor of a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tutor.core.answers import TOLERANCE, is_close
from tutor.core.graph import Edge, Graph, Pass, derivative, neurons
from tutor.core.misconceptions import (
    diagnose,
    diagnose_local,
    diagnose_values,
    other_factor,
    wrong_locals,
)
from tutor.core.text import format_number


class Explained(NamedTuple):
    """Ids of mistakes, most likely first, and what to say: a paragraph each.

    ``again`` is True when several causes fit and other values would tell them apart; ``asks`` is
    the node whose gradient is asked back because it would, "" for none.
    """

    mistakes: tuple[str, ...]
    feedback: tuple[str, ...]
    again: bool = False
    asks: str = ""


def explain_local(
    numbers: Pass, edge: Edge, answer: float, tolerance: float, *, together: bool = True
) -> Explained:
    """Why ``answer`` is not the local gradient on one edge.

    ``together`` takes all edges from the source to the target as one: ∂target/∂source.
    """
    twins = () if together else numbers.graph.twins(edge)
    if len(twins) > 1 and is_close(answer, numbers.local(edge.target, edge.source), tolerance):
        return _of_all(numbers.graph, edge, answer, len(twins))
    found = diagnose_local(numbers, edge, answer, tolerance, together=together)
    exact = any(is_close(answer, x, tolerance) for _, _, x in wrong_locals(numbers, edge))
    if not exact and (other := _weight_elsewhere(numbers, edge, answer, tolerance)):
        source, target = numbers.graph.label(edge.source), numbers.graph.label(edge.target)
        said = f"{format_number(answer)} is {other}, the weight on another edge."
        return Explained((), (said, f"Which weight leads from {source} to {target}?"))
    return Explained(found.mistakes, found.feedback)


def _weight_elsewhere(numbers: Pass, edge: Edge, answer: float, tolerance: float) -> str:
    """The label of a weight with this number that belongs to another edge between neurons."""
    found = [
        (weight, (other.source, other.target))
        for neuron in neurons(numbers.graph)
        for weight, other in zip(neuron.weights, neuron.edges, strict=True)
    ]
    if (edge.source, edge.target) not in [ends for _, ends in found]:
        return ""
    close = (
        numbers.graph.label(weight)
        for weight, ends in found
        if ends != (edge.source, edge.target)
        and is_close(answer, numbers.values[weight], tolerance)
    )
    return next(close, "")


def _of_all(graph: Graph, edge: Edge, answer: float, count: int) -> Explained:
    """The whole of ∂target/∂source where one of several edges was asked for."""
    source, target = graph.label(edge.source), graph.label(edge.target)
    said = (
        f"{format_number(answer)} is {derivative(target, source)}: what all {count} edges from "
        f"{source} to {target} give together."
    )
    moved = graph.operand_label(edge)
    asked = f"Move only the {moved}, and hold the rest fixed: how fast does {target} change?"
    return Explained((), (said, asked))


def explain_arriving(
    numbers: Pass, edge: Edge, answer: float, tolerance: float, probes: tuple[str, ...], *,
    stored: bool,
) -> Explained:  # fmt: skip
    """Why ``answer`` is not the backpropagated gradient at the target of ``edge``.

    Where it is ``stored`` in a picture, to be read off, the ways to work it out are no help.
    """
    graph = numbers.graph
    z, target, source = (graph.label(x) for x in (graph.output, edge.target, edge.source))
    n, asks = format_number(answer), _stored(graph, edge, stored=stored)
    if is_close(answer, numbers.gradients[edge.source], tolerance):
        said = f"{n} is {derivative(z, source)}: the message is already multiplied out."
        return Explained(("WRONG_NODE",), (said, f"What is stored at {target} before that?"))
    swapped = other_factor(numbers, edge)
    if edge.target == graph.output and not is_close(answer, swapped.guess.number, tolerance):
        return Explained((), (f"The backward pass starts at {z}.", f"What is ∂{z}/∂{z}?"))
    if is_close(answer, numbers.values[edge.target], tolerance):
        return explain_value_sent(numbers, edge, stored=stored)
    found = diagnose(numbers, edge.target, answer, probes, tolerance=tolerance, besides=(swapped,))
    if not stored:
        return Explained(found.mistakes, found.feedback)
    is_fact = found.mistakes and found.feedback[0].startswith(f"{n} is ")
    said = found.feedback[0] if is_fact else f"{n} is not {derivative(z, target)}."
    return Explained(found.mistakes, (said, asks))


def explain_value_sent(numbers: Pass, edge: Edge, *, stored: bool) -> Explained:
    """The sender's value was taken, which stands in the same box as the gradient."""
    sender = numbers.graph.label(edge.target)
    said = (
        f"{format_number(numbers.values[edge.target])} is the value of {sender}. A message takes "
        "the gradient that is stored there."
    )
    asks = _stored(numbers.graph, edge, stored=stored)
    return Explained(("VALUE_FOR_GRADIENT",), (said, asks))


def _stored(graph: Graph, edge: Edge, *, stored: bool) -> str:
    asked = derivative(*map(graph.label, (graph.output, edge.target)))
    return f"{asked} is known already: which number is it?" if stored else f"What is {asked}?"


def explain_values(
    numbers: Pass, wrong: Mapping[str, float], tolerance: float = TOLERANCE
) -> Explained:
    """Why these are not the values of the nodes.

    A rule counts when it gives all the numbers; where none does, the first is judged alone.
    """
    found = diagnose_values(numbers, wrong, tolerance)
    if not found.mistakes and len(wrong) > 1:
        found = diagnose_values(numbers, dict(list(wrong.items())[:1]), tolerance)
    return Explained(found.mistakes, found.feedback)
