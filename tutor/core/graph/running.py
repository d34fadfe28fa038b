"""Numbers put into a graph.

It is built from the engine's ``Value`` objects, so every gradient that a learner sees is one that
the engine computed; only where terms cancel is there a 0 in place of what rounding has left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf
from types import MappingProxyType

from engine import DomainError, EngineError, Value, apply, messages
from tutor.core.budget import spend
from tutor.core.errors import GraphError
from tutor.core.graph.cancelling import cancels, cancels_as_written
from tutor.core.graph.model import Edge, Graph, Node
from tutor.core.graph.notation import spoken
from tutor.core.graph.passes import Message, Pass


def run(graph: Graph, leaves: Mapping[str, float] | None = None) -> Pass:
    """Run the forward and the backward pass with these leaf values (defaults where none is given).

    Raises GraphError for a leaf without a value, a name that is not a leaf, an operation outside
    its domain, and a value, local gradient or gradient that is not a finite number: nothing can be
    learnt from, or marked against, ∞ or what 0 · ∞ made 0.
    """
    spend(20 * len(graph.nodes))
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
                f"the gradient at {spoken(graph, name)!r} is too large for a floating-point number "
                "here: choose smaller values"
            )
    return found


def built_of(graph: Graph, leaves: dict[str, float]) -> dict[str, Value]:
    """The nodes as values of the engine; leaves that are used are taken out of ``leaves``.

    Raises GraphError for a leaf without a value and an operation outside its domain.
    """
    built: dict[str, Value] = {}
    for node in graph.nodes:
        built[node.name] = _leaf(node, leaves) if node.is_leaf else _computed(graph, node, built)
    return built


def _leaf(node: Node, given: dict[str, float]) -> Value:
    value = given.pop(node.name, node.default)
    if value is None:
        raise GraphError(f"the leaf {node.name!r} has no value: give one, as in {node.name}=2")
    try:
        return Value(value, label=node.label)
    except (EngineError, TypeError, ValueError) as error:
        raise GraphError(f"the leaf {node.name!r} cannot be {value!r}: {error}") from error


def _computed(graph: Graph, node: Node, built: Mapping[str, Value]) -> Value:
    operands = [built[o] if isinstance(o, str) else o for o in node.operands]
    try:
        result = apply(node.op, *operands)
    except DomainError as error:
        raise GraphError(
            f"{spoken(graph, node.name)!r} has no value here: {error}{_stable(node, operands)}"
        ) from error
    if isinf(result.data):
        raise GraphError(
            f"{spoken(graph, node.name)!r} is too large for a floating-point number here: "
            f"choose smaller values{_stable(node, operands)}"
        )
    if any(map(isinf, result.local_gradients)):
        raise GraphError(
            f"{spoken(graph, node.name)!r} has no finite slope here: a local gradient of {node.op} "
            "is infinite, so no message can be computed from it; choose other values"
        )
    if node.op in SUMS and _is_noise(node, result, operands):
        result.data = 0.0
    result.label = node.label
    return result


SUMS = frozenset({"add", "sub", "sum", "dot"})
"""Operations whose result is the sum of local gradient times operand, or half of that."""


def _is_noise(node: Node, result: Value, operands: Sequence[Value | float]) -> bool:
    """Whether the terms of a sum cancel; of numbers that are given, as they are written."""
    reached = [one.data if isinstance(one, Value) else one for one in operands]
    slopes = iter(result.local_gradients)
    slope = [next(slopes) if isinstance(o, Value) else 1.0 for o in operands]
    terms = [factor * number for factor, number in zip(slope, reached, strict=True)]
    if not cancels(result.data, sum(map(abs, terms)), len(terms)):
        return False
    given = all(not isinstance(one, Value) or not one.op for one in operands)
    return node.op == "dot" or not given or cancels_as_written(terms)


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
    sent, cancelled = _sent(graph, built[graph.output], names)
    gradients = {name: value.grad for name, value in built.items()}
    return Pass(
        graph=graph,
        values=MappingProxyType({name: value.data for name, value in built.items()}),
        gradients=MappingProxyType(gradients | dict(cancelled)),
        locals=MappingProxyType(locals_),
        messages=sent,
    )


def _sent(
    graph: Graph, output: Value, names: Mapping[int, str]
) -> tuple[tuple[Message, ...], Mapping[str, float]]:
    """The engine's messages, each with the edge it runs along, and the gradients that cancel.

    Where the messages to a node cancel it has 0, and what it sends on goes from there.
    """
    waiting = {name: list(graph.incoming(name)) for name in names.values()}
    sizes, arrived = dict.fromkeys(waiting, 0.0), dict.fromkeys(waiting, 0)
    other: dict[str, float] = {}
    steps = []
    for sent in messages(output):
        target = names[id(sent.successor)]
        edge = waiting[target].pop(0)
        back, product, total = sent.backpropagated, sent.product, sent.total
        if target in other:
            back, product = other[target], other[target] * sent.local
        if target in other or edge.source in other:
            before = other.get(edge.source, total - sent.product)
            total = other[edge.source] = before + product
        sizes[edge.source] += abs(product)
        arrived[edge.source] += 1
        if cancels(total, sizes[edge.source], arrived[edge.source]):
            total = other[edge.source] = 0.0
        steps.append(Message(edge, back, sent.local, product, total))
    return tuple(steps), other
