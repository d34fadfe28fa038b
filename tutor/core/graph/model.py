"""A computation graph with named nodes.

Definition 1 of the note: nodes are the inputs and the computed quantities; an edge from A to B
means that B is computed directly from A.  A ``Graph`` is the picture on the board: names, labels,
operations, no numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Literal, NamedTuple

from tutor.core.budget import spend
from tutor.core.text import ordinal

Role = Literal["input", "param", "computed", "output"]
Operand = str | float


class Edge(NamedTuple):
    """One edge of the graph: ``target`` is a successor of ``source``.

    ``slot`` is the position of ``source`` among the operands of ``target``, so that the two edges
    of a·a are two.
    """

    source: str
    target: str
    slot: int


@dataclass(frozen=True, slots=True)
class Node:
    """One node: a leaf (``op`` is empty) or the result of one operation on operands.

    ``operands`` are names of nodes, or numbers where a constant is folded into the operation.
    ``default`` is a leaf's value when nobody gives another one; ``made`` is a node in the middle of
    an expression, that nobody gave a name.
    """

    name: str
    label: str
    role: Role
    op: str = ""
    operands: tuple[Operand, ...] = ()
    default: float | None = None
    made: bool = False

    @property
    def is_leaf(self) -> bool:
        """True for an input or a parameter."""
        return not self.op

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the operands that are nodes, in order, repeated ones kept."""
        return tuple(o for o in self.operands if isinstance(o, str))


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that stand for a vector, or for one operation on it such as a softmax: one box.

    ``members`` are all of them, ``results`` those that the operation gives, in order.
    """

    name: str
    title: str
    members: tuple[str, ...]
    results: tuple[str, ...]


@dataclass(frozen=True)
class Graph:
    """A directed acyclic graph; ``nodes`` are in topological order, inputs before successors.

    Every node leads to the output: what the output does not need is not part of its gradient.
    """

    name: str
    nodes: tuple[Node, ...]
    output: str
    groups: tuple[Group, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.nodes, self.output))

    @cached_property
    def shape(self) -> str:
        """Which operations are made from which, without names, values and constants: 12 digits.

        Two graphs of one shape are the same exercise with other numbers.
        """
        places = {node.name: place for place, node in enumerate(self.nodes)}
        rows = [(node.op, [places.get(o, -1) if isinstance(o, str) else -1 for o in node.operands])
                for node in self.nodes]  # fmt: skip
        return blake2b(repr(rows).encode(), digest_size=6).hexdigest()

    @cached_property
    def by_name(self) -> Mapping[str, Node]:
        """Every node under its name."""
        return MappingProxyType({node.name: node for node in self.nodes})

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All edges, in the order of their targets, then of their slots."""
        return tuple(
            Edge(operand, node.name, slot)
            for node in self.nodes
            for slot, operand in enumerate(node.operands)
            if isinstance(operand, str)
        )

    @cached_property
    def _outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        found: dict[str, list[Edge]] = {node.name: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.source].append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    def outgoing(self, name: str) -> tuple[Edge, ...]:
        """The edges from ``name`` to its successors: the routes that its gradient sums over."""
        return self._outgoing[name]

    def incoming(self, name: str) -> tuple[Edge, ...]:
        """The edges into ``name``, in the order of its operands."""
        return tuple(
            Edge(operand, name, slot)
            for slot, operand in enumerate(self.by_name[name].operands)
            if isinstance(operand, str)
        )

    def edge(self, source: str, target: str) -> Edge:
        """The edge from ``source`` to its successor ``target``; of several the first."""
        return next(edge for edge in self.incoming(target) if edge.source == source)

    def twins(self, edge: Edge) -> tuple[Edge, ...]:
        """All edges from the source of ``edge`` to its target: two in a·a, else this one alone."""
        return tuple(one for one in self.incoming(edge.target) if one.source == edge.source)

    def operand_label(self, edge: Edge) -> str:
        """What moves when only this edge is looked at: ``a``, or ``1st a`` in a·a.

        Each of the two edges of s = a·a has a local gradient of its own, and neither is ∂s/∂a:
        that is their sum.
        """
        twins, label = self.twins(edge), self.label(edge.source)
        return label if len(twins) == 1 else f"{ordinal(twins.index(edge) + 1)} {label}"

    def local_label(self, edge: Edge) -> str:
        """The local gradient on one edge: ``∂u/∂w``, or ``∂s/∂(1st a)`` in s = a·a."""
        below, target = self.operand_label(edge), self.label(edge.target)
        return f"∂{target}/∂({below})" if " " in below else f"∂{target}/∂{below}"

    def successors(self, name: str) -> tuple[str, ...]:
        """Names of the nodes computed directly from ``name``, each once."""
        return tuple(dict.fromkeys(edge.target for edge in self.outgoing(name)))

    def after(self, name: str) -> tuple[str, ...]:
        """Names of all nodes that depend on ``name``, in topological order."""
        spend(len(self.nodes))
        moved = {name}
        for node in self.nodes:
            if not moved.isdisjoint(node.inputs):
                moved.add(node.name)
        return tuple(node.name for node in self.nodes if node.name in moved and node.name != name)

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The inputs and parameters, in topological order."""
        return tuple(node for node in self.nodes if node.is_leaf)

    @cached_property
    def computed(self) -> tuple[Node, ...]:
        """The nodes that the forward pass computes, in an order it can use."""
        return tuple(node for node in self.nodes if not node.is_leaf)

    @cached_property
    def backward_order(self) -> tuple[str, ...]:
        """Names in an order that the backward pass can use: every successor first."""
        return tuple(node.name for node in reversed(self.nodes))

    def has(self, target: str | Edge) -> bool:
        """Whether this node or edge is part of the graph."""
        if isinstance(target, Edge):
            return target in self._outgoing.get(target.source, ())
        return target in self.by_name

    def label(self, name: str) -> str:
        """How the node is written on the screen."""
        return self.by_name[name].label
