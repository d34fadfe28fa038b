"""The numbers of one forward and one backward pass."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from tutor.core.errors import GraphError
from tutor.core.graph.model import Edge, Graph
from tutor.core.graph.tape import Locals, Tape, tape_of


class Message(NamedTuple):
    """One message of the backward pass, from a successor to one of its inputs."""

    edge: Edge
    backpropagated: float
    local: float
    product: float
    total: float


@dataclass(frozen=True)
class Pass:
    """The numbers of one forward and one backward pass over ``graph``.

    ``values`` and ``gradients`` (of the output) have one number a node, ``locals`` one an edge;
    ``messages`` are the steps of the backward pass in the order in which they are sent.
    """

    graph: Graph
    values: Mapping[str, float]
    gradients: Mapping[str, float]
    locals: Mapping[Edge, float]
    messages: tuple[Message, ...] = field(repr=False)

    def message(self, edge: Edge) -> float:
        """backpropagated × local on one edge."""
        return self.gradients[edge.target] * self.locals[edge]

    def local(self, successor: str, node: str) -> float:
        """∂successor/∂node with all else held: the sum over the slots that ``node`` fills.

        Raises GraphError when ``successor`` is not a successor of ``node``.
        """
        slots = [edge for edge in self.graph.incoming(successor) if edge.source == node]
        if not slots:
            raise GraphError(
                f"{successor!r} is not computed directly from {node!r}: "
                "a local gradient belongs to one edge"
            )
        return sum(self.locals[edge] for edge in slots)

    def derivative(self, of: str, wrt: str) -> float:
        """∂of/∂wrt through all routes; 0.0 when no route leads from ``wrt`` to ``of``."""
        if of == self.graph.output:
            return self.gradients[wrt]
        tape = tape_of(self.graph)
        return tape.backward(self._operand_locals, tape.index[of])[tape.index[wrt]]

    @cached_property
    def _operand_locals(self) -> Locals:
        """The local gradients of every node's operands, 0 for a constant."""
        return [
            [
                self.locals[Edge(operand, node.name, slot)] if isinstance(operand, str) else 0.0
                for slot, operand in enumerate(node.operands)
            ]
            for node in self.graph.nodes
        ]


def values_of(tape: Tape, numbers: Pass) -> list[float]:
    """The values of ``numbers`` in the order of the tape, its constants last."""
    return [numbers.values[name] for name in tape.names] + list(tape.constants)


def nudged(numbers: Pass, node: str, by: float) -> dict[str, float]:
    """All values when ``node`` is ``by`` greater; NaN where an operation has none then."""
    tape = tape_of(numbers.graph)
    values = tape.nudged(values_of(tape, numbers), tape.index[node], by)
    return dict(zip(tape.names, values, strict=False))


def without_names(pass_: Pass, names: Collection[str]) -> Pass:
    """The same pass where these nodes are like those that nobody gave a name."""
    graph = pass_.graph
    nodes = tuple(replace(node, made=node.made or node.name in names) for node in graph.nodes)
    return replace(pass_, graph=replace(graph, nodes=nodes)) if names else pass_


def relabelled(pass_: Pass, name: str, label: str) -> Pass:
    """The same pass where a node has another label, which somebody gave it."""
    graph = pass_.graph
    node = replace(graph.by_name[name], label=label, made=False)
    nodes = tuple(node if one.name == name else one for one in graph.nodes)
    return replace(pass_, graph=replace(graph, nodes=nodes))
