"""A walk through a forward or a backward pass, one step at a time.

The forward pass computes one node a step (Example 5 of the note).  The backward pass starts with
∂z/∂z = 1 and then delivers one message a step: from a successor, along one edge, to one of its
inputs (Example 6, Remark 2).  A walk is only a list; how far the learner has come is a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.core.graph import Edge, Graph, Pass
from tutor.core.lesson import AskWhat, Steps


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One step: ``node`` gets a value (no edge) or a message along ``edge``.

    ``asks`` are the numbers that the learner predicts before the step is taken.
    """

    node: str
    edge: Edge | None = None
    asks: tuple[AskWhat, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known after some steps of a walk; ``arrived`` counts the messages at each node."""

    values: Mapping[str, float]
    gradients: Mapping[str, float]
    locals: Mapping[Edge, float]
    arrived: Mapping[str, int]


def walk(steps: Steps, numbers: Pass) -> tuple[WalkStep, ...]:
    """All steps of this activity on the graph of ``numbers``."""
    asks = {node: ask.what for ask in steps.asks for node in ask.nodes}
    graph = numbers.graph
    if steps.mode == "watch":
        asks = {}
    if steps.kind == "forward":
        return tuple(WalkStep(n.name, None, asks.get(n.name, ())) for n in graph.computed)
    start = WalkStep(graph.output)
    sent = (WalkStep(s.edge.source, s.edge, asks.get(s.edge.source, ())) for s in numbers.messages)
    return (start, *sent)


def walk_length(steps: Steps, graph: Graph) -> int:
    """The number of steps of this activity, known without running the graph."""
    return len(graph.computed) if steps.kind == "forward" else 1 + len(graph.edges)


def known(kind: str, numbers: Pass, done: tuple[WalkStep, ...]) -> Known:
    """What the learner has seen after the steps ``done``."""
    graph = numbers.graph
    if kind == "forward":
        reached = {n.name for n in graph.leaves} | {step.node for step in done}
        values = {name: v for name, v in numbers.values.items() if name in reached}
        return Known(values, {}, {}, {})
    gradients = {graph.output: 1.0} if done else {}
    local: dict[Edge, float] = {}
    arrived: dict[str, int] = {}
    for step in done:
        if step.edge is None:
            continue
        local[step.edge] = numbers.locals[step.edge]
        gradients[step.node] = gradients.get(step.node, 0.0) + numbers.message(step.edge)
        arrived[step.node] = arrived.get(step.node, 0) + 1
    return Known(numbers.values, gradients, local, arrived)


def everything(numbers: Pass) -> Known:
    """What is known when both passes are complete."""
    arrived = {n.name: len(numbers.graph.outgoing(n.name)) for n in numbers.graph.nodes}
    return Known(numbers.values, numbers.gradients, numbers.locals, arrived)
