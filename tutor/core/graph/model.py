"""A computation graph with named nodes, and the numbers of one forward and backward pass.

Definition 1 of the note: nodes are the inputs and the computed quantities; an edge from A to B
means that B is computed directly from A.  A ``Graph`` is the picture on the board: names, labels,
operations, no numbers.  ``run`` puts numbers in: it builds the graph from the engine's ``Value``
objects, so every gradient that a learner sees is one that the engine computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isinf
from types import MappingProxyType
from typing import Literal, NamedTuple

from engine import DomainError, EngineError, Value, apply, messages
from tutor.core.errors import GraphError
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
    ``default`` is a leaf's value when nobody gives another one.
    """

    name: str
    label: str
    role: Role
    op: str = ""
    operands: tuple[Operand, ...] = ()
    default: float | None = None

    @property
    def is_leaf(self) -> bool:
        """True for an input or a parameter."""
        return not self.op

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the operands that are nodes, in order, repeated ones kept."""
        return tuple(o for o in self.operands if isinstance(o, str))


@dataclass(frozen=True)
class Graph:
    """A directed acyclic graph; ``nodes`` are in topological order, inputs before successors.

    Every node leads to the output: what the output does not need is no part of its gradient.
    """

    name: str
    nodes: tuple[Node, ...]
    output: str

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
        moved = {name}
        for node in self.nodes:
            if not moved.isdisjoint(node.inputs):
                moved.add(node.name)
        return tuple(node.name for node in self.nodes if node.name in moved and node.name != name)

    @property
    def leaves(self) -> tuple[Node, ...]:
        """The inputs and parameters, in topological order."""
        return tuple(node for node in self.nodes if node.is_leaf)

    @property
    def computed(self) -> tuple[Node, ...]:
        """The nodes that the forward pass computes, in an order it can use."""
        return tuple(node for node in self.nodes if not node.is_leaf)

    @cached_property
    def backward_order(self) -> tuple[str, ...]:
        """Names in an order that the backward pass can use: every successor first."""
        return tuple(node.name for node in reversed(self.nodes))

    def has(self, target: str | Edge) -> bool:
        """Whether this node or edge is part of the graph."""
        return target in self.edges if isinstance(target, Edge) else target in self.by_name

    def label(self, name: str) -> str:
        """How the node is written on the screen."""
        return self.by_name[name].label


class Step(NamedTuple):
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
    messages: tuple[Step, ...] = field(repr=False)

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
        total = dict.fromkeys(self.values, 0.0)
        total[of] = 1.0
        for name in self.graph.backward_order:
            if total[name] != 0.0:
                for edge in self.graph.incoming(name):
                    total[edge.source] += total[name] * self.locals[edge]
        return total[wrt]


def run(graph: Graph, leaves: Mapping[str, float] | None = None) -> Pass:
    """Run the forward and the backward pass with these leaf values (defaults where none is given).

    Raises GraphError for a leaf without a value, a name that is no leaf, an operation outside its
    domain, and a value, local gradient or gradient that is no finite number: nothing can be learnt
    from, or marked against, ∞ or what 0 · ∞ made 0.
    """
    given = dict(leaves or {})
    built = built_of(graph, given)
    if given:
        unknown = sorted(given)[0]
        known = ", ".join(node.name for node in graph.leaves)
        raise GraphError(f"{unknown!r} is not a leaf of this graph; its leaves are {known}")
    try:
        found = _read(graph, built)
    except DomainError as error:
        raise GraphError(f"the backward pass has no value here: {error}") from error
    for name, gradient in found.gradients.items():
        if isinf(gradient):
            raise GraphError(
                f"the gradient at {name!r} is too large for a floating-point number here: "
                "choose smaller values"
            )
    return found


def built_of(graph: Graph, leaves: dict[str, float]) -> dict[str, Value]:
    """The nodes as values of the engine; leaves that are used are taken out of ``leaves``.

    Raises GraphError for a leaf without a value and an operation outside its domain.
    """
    built: dict[str, Value] = {}
    for node in graph.nodes:
        built[node.name] = _leaf(node, leaves) if node.is_leaf else _computed(node, built)
    return built


def _leaf(node: Node, given: dict[str, float]) -> Value:
    value = given.pop(node.name, node.default)
    if value is None:
        raise GraphError(f"the leaf {node.name!r} has no value: give one, as in {node.name}=2")
    try:
        return Value(value, label=node.label)
    except (EngineError, TypeError, ValueError) as error:
        raise GraphError(f"the leaf {node.name!r} cannot be {value!r}: {error}") from error


def _computed(node: Node, built: Mapping[str, Value]) -> Value:
    operands = [built[o] if isinstance(o, str) else o for o in node.operands]
    try:
        result = apply(node.op, *operands)
    except DomainError as error:
        raise GraphError(
            f"{node.name!r} has no value here: {error}{_stable(node, operands)}"
        ) from error
    if isinf(result.data):
        raise GraphError(
            f"{node.name!r} is too large for a floating-point number here: "
            f"choose smaller values{_stable(node, operands)}"
        )
    if any(map(isinf, result.local_gradients)):
        raise GraphError(
            f"{node.name!r} has no finite slope here: a local gradient of {node.op} is infinite, "
            "so no message can be computed from it; choose other values"
        )
    result.label = node.label
    return result


def _stable(node: Node, operands: Sequence[Value | float]) -> str:
    """The form of the same mathematics that large numbers do not break, where there is one."""
    reached = [one.data if isinstance(one, Value) else one for one in operands]
    return "" if node.op == "log" and reached != [0.0] else _STABLE.get(node.op, "")


_STABLE = {
    "exp": "; log(exp(a)+exp(b)) is logsumexp(a, b), log(1+exp(z)) is softplus(z)",
    "log": "; the logarithm of a saturated sigmoid is -softplus(-z), that of 1-sigmoid(z) is "
    "-softplus(z)",
}
"""What to write instead, by the operation that gives up."""


def _read(graph: Graph, built: Mapping[str, Value]) -> Pass:
    names = {id(value): name for name, value in built.items()}
    locals_: dict[Edge, float] = {}
    for node in graph.nodes:
        slots = graph.incoming(node.name)
        locals_.update(zip(slots, built[node.name].local_gradients, strict=True))
    sent = _sent(graph, built[graph.output], names)
    return Pass(
        graph=graph,
        values=MappingProxyType({name: value.data for name, value in built.items()}),
        gradients=MappingProxyType({name: value.grad for name, value in built.items()}),
        locals=MappingProxyType(locals_),
        messages=sent,
    )


def _sent(graph: Graph, output: Value, names: Mapping[int, str]) -> tuple[Step, ...]:
    """The engine's messages, each with the edge it runs along."""
    waiting = {name: list(graph.incoming(name)) for name in names.values()}
    steps = []
    for message in messages(output):
        target = names[id(message.successor)]
        edge = waiting[target].pop(0)
        steps.append(
            Step(edge, message.backpropagated, message.local, message.product, message.total)
        )
    return tuple(steps)
