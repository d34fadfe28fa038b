"""The loss of a network as one box: everything after its last neurons, with the targets.

The arrow from an output a into this box stands for all that lies between: beside its head is
∂C/∂a through it, which is also the message that comes back.  A walk goes through the nodes in the
box one by one: its last two rows are then those of the step.
"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.drawing.picture import Face, Fact, Marks, Picture
from tutor.core.graph import Edge, Graph

TARGETS = 2
"""Targets that the box has rows for, as many as a neuron's box."""


def loss_nodes(graph: Graph, inner: Iterable[str]) -> frozenset[str]:
    """The nodes behind the neurons, and the leaves that only they use.

    ``inner`` are all nodes of the neurons.  Empty where there is nothing to fold.
    """
    before = set(inner)
    for node in reversed(graph.nodes):
        if any(edge.target in before for edge in graph.outgoing(node.name)):
            before.add(node.name)
    found = {node.name for node in graph.nodes if node.name not in before}
    return frozenset(found) if len(found) > 1 and graph.output in found else frozenset()


def asks_inside(loss: frozenset[str], output: str, asked: Iterable[str | Edge]) -> bool:
    """Whether a number that the box of the loss does not show is among the ``asked``."""
    inner = loss - {output}
    return any(one.target in loss if isinstance(one, Edge) else one in inner for one in asked)


def loss_edges(graph: Graph, loss: frozenset[str]) -> tuple[Edge, ...]:
    """The edges that lead from the network into its loss."""
    return tuple(e for e in graph.edges if e.target in loss and e.source not in loss)


def loss_face(graph: Graph, loss: frozenset[str]) -> Face:
    """The loss with its value, its gradient 1 and, where they are few, the targets."""
    out = graph.by_name[graph.output]
    targets = [node for node in graph.leaves if node.name in loss]
    told = targets if len(targets) <= TARGETS else []
    return Face(
        out.label,
        (
            Fact("", "value", out.name),
            Fact("∇", "gradient", out.name),
            *(Fact(node.label, "value", node.name) for node in told),
        ),
        out.name,
    )


def at_work(picture: Picture, face: Face, marks: Marks) -> Face:
    """The face of a box; that of a loss through which a walk goes tells the step within it.

    Backwards these are the gradients of the node that sends the message and of the one that gets
    it; forwards the value computed before, and the one to come.  The size stays the same.
    """
    graph = picture.numbers.graph
    if face.node != graph.output or not picture.inside:
        return face
    for target in marks.active:
        if isinstance(target, Edge):
            pair = [target.target, target.source]
        elif not marks.backward:
            known = [node.name for node in graph.computed if node.name in marks.values]
            pair = [*known[-1:], target]
        else:
            continue
        kind = int(isinstance(target, Edge))
        told = [step_facts(graph, name)[kind] for name in pair if name in picture.inside]
        if told:
            return face._replace(facts=(*face.facts[: -len(told)], *told))
    return face


def step_facts(graph: Graph, name: str) -> tuple[Fact, Fact]:
    """A node within the loss as its box tells it: its value, and its gradient."""
    label = graph.label(name)
    return Fact(label, "value", name), Fact(label + " ∇", "gradient", name)
