"""A walk through a forward or a backward pass, one step at a time.

The forward pass computes one node a step (Example 5 of the note).  The backward pass starts with
∂z/∂z = 1 and then delivers one message a step: from a successor, along one edge, to one of its
inputs (Example 6, Remark 2).  A walk is only a list; how far the learner has come is a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tutor.core.graph import Edge, Graph, Pass
from tutor.core.lesson import AskWhat, Steps


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One step: ``node`` gets a value (no edge) or a message along ``edge``.

    ``asks`` are the numbers that the learner predicts before the step is taken.  A step that asks
    for the order stands before the one it is about and does nothing by itself.
    """

    node: str
    edge: Edge | None = None
    asks: tuple[AskWhat, ...] = ()

    @property
    def is_turn(self) -> bool:
        """Whether this step only asks which node comes next."""
        return self.asks == ("order",)


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
        plain = [WalkStep(n.name, None, asks.get(n.name, ())) for n in graph.computed]
    else:
        sent = (WalkStep(s.edge.source, s.edge, asks.get(s.edge.source, ()))
                for s in numbers.messages)  # fmt: skip
        plain = [WalkStep(graph.output), *sent]
    return tuple(_with_turns(plain))


def _with_turns(steps: list[WalkStep]) -> Iterator[WalkStep]:
    """Before the first step at a node that asks for the order, a step for that question."""
    asked: set[str] = set()
    for step in steps:
        if "order" not in step.asks:
            yield step
            continue
        if step.node not in asked:
            asked.add(step.node)
            yield WalkStep(step.node, None, ("order",))
        yield replace(step, asks=tuple(what for what in step.asks if what != "order"))


def walk_length(steps: Steps, graph: Graph) -> int:
    """The number of steps of this activity, known without running the graph."""
    last = {node: ask.what for ask in steps.asks for node in ask.nodes}
    turns = 0 if steps.mode == "watch" else sum("order" in what for what in last.values())
    return turns + (len(graph.computed) if steps.kind == "forward" else 1 + len(graph.edges))


def done_nodes(kind: str, numbers: Pass, done: tuple[WalkStep, ...]) -> frozenset[str]:
    """The nodes that are finished after the steps ``done``: known, or with all their messages."""
    seen = known(kind, numbers, done)
    if kind == "forward":
        return frozenset(seen.values)
    graph = numbers.graph
    full = (n for n, count in seen.arrived.items() if count == len(graph.outgoing(n)))
    return frozenset({*full, *([graph.output] if seen.gradients else [])})


def known(kind: str, numbers: Pass, done: tuple[WalkStep, ...]) -> Known:
    """What the learner has seen after the steps ``done``."""
    graph = numbers.graph
    done = tuple(step for step in done if not step.is_turn)
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
