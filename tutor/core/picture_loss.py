"""The loss of a network as one box: everything after its last neurons, with the targets.

The arrow from an output a into this box stands for all that lies between: beside its head is
∂C/∂a through it, which is also the message that comes back.
"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.graph import Edge, Graph
from tutor.core.picture import Face, Fact

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
