"""A graph as a straight-line Python program: one line a value, then one line a message.

The program needs nothing but the standard library's ``math``; it prints the output and the
gradients of the leaves.  Each local gradient is written as its operation's row says.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterator, Sequence

from engine import OPERATIONS
from tutor.core.graph import Edge, Graph, Node, Pass

HELPERS = {
    "sigmoid": "def sigmoid(u):\n    return 1 / (1 + exp(-u)) if u >= 0 else exp(u) / (1 + exp(u))",
    "softplus": "def softplus(u):\n    return max(u, 0.0) + log1p(exp(-abs(u)))",
    "logsumexp": (
        "def logsumexp(*u):\n    m = max(u)\n    return m + log(sum(exp(x - m) for x in u))"
    ),
}


def _dot(operands: Sequence[str]) -> str:
    half = len(operands) // 2
    terms = [f"{operands[k]} * {operands[half + k]}" for k in range(half)]
    return " + ".join([*terms, *operands[2 * half :]])


VALUES: dict[str, Callable[[Sequence[str]], str]] = {
    "pow": lambda u: f"{u[0]} ** {u[1]}",
    "exp": lambda u: f"exp({u[0]})",
    "sigmoid": lambda u: f"sigmoid({u[0]})",
    "softplus": lambda u: f"softplus({u[0]})",
    "logsumexp": lambda u: f"logsumexp({', '.join(u)})",
    "sum": " + ".join,
    "dot": _dot,
}
"""Operations whose row has no Python template."""

LOCALS: dict[str, Callable[[Sequence[str], int, str], str]] = {
    "pow": lambda u, slot, y: f"{y} * log({u[0]})" if slot else f"{u[1]} * {u[0]} ** ({u[1]} - 1)",
    "exp": lambda _u, _slot, y: y,
    "softplus": lambda u, _slot, _y: f"sigmoid({u[0]})",
    "logsumexp": lambda u, slot, y: f"exp({u[slot]} - {y})",
    "sum": lambda _u, _slot, _y: "1",
    "dot": lambda u, slot, _y: _partner(u, slot),
    "tanh": lambda _u, _slot, y: f"1 - {y} * {y}",
    "leaky_relu": lambda u, _slot, _y: f"1.0 if {u[0]} > 0 else 0.01",
}


def _partner(operands: Sequence[str], slot: int) -> str:
    half = len(operands) // 2
    if slot == 2 * half:
        return "1"
    return operands[slot + half if slot < half else slot - half]


def python(numbers: Pass) -> str:
    """The forward and the backward pass as a program that runs."""
    graph = numbers.graph
    names = _names(graph)
    forward = [
        f"{names[node.name]} = "
        + (repr(numbers.values[node.name]) if node.is_leaf else _value(node, names))
        for node in graph.nodes
    ]
    parts = (
        "from math import cos, exp, log, log1p, sin, sqrt, tanh",
        *(f"\n\n{one}" for one in _helpers(graph)),
        "\n# forward: every value once",
        *forward,
        "\n# backward: gradient += backpropagated * local, from the output to the leaves",
        *_backward(numbers, names),
        "",
        f"print({graph.output!r}, {names[graph.output]})",
        *(f"print('d/d' {leaf.name!r}, d_{names[leaf.name]})" for leaf in graph.leaves),
    )
    return "\n".join(parts)


def _names(graph: Graph) -> dict[str, str]:
    """Names that Python accepts, that clash with nothing, and that stay as they are if they can."""
    taken = {"cos", "exp", "log", "log1p", "sin", "sqrt", "tanh", "print", "sum", "abs", "max"}
    taken |= set(HELPERS)
    found: dict[str, str] = {}
    for i, node in enumerate(graph.nodes):
        name = node.name if re.fullmatch("[A-Za-z][A-Za-z0-9_]*", node.name) else f"v{i}"
        while keyword.iskeyword(name) or name in taken or name.startswith("d_"):
            name = f"v{i}_{name}" if not name.startswith(f"v{i}") else name + "_"
        taken.add(name)
        found[node.name] = name
    return found


def _helpers(graph: Graph) -> Iterator[str]:
    used = {node.op for node in graph.nodes}
    if "softplus" in used:
        used.add("sigmoid")
    return (code for op, code in HELPERS.items() if op in used)


def _operands(node: Node, names: dict[str, str]) -> list[str]:
    return [names[o] if isinstance(o, str) else _constant(o) for o in node.operands]


def _constant(x: float) -> str:
    return f"({x!r})" if x < 0 else repr(x)


def _value(node: Node, names: dict[str, str]) -> str:
    operands = _operands(node, names)
    if node.op in VALUES:
        return VALUES[node.op](operands)
    return OPERATIONS[node.op].code[0].format(*operands)


def _local(graph: Graph, edge: Edge, names: dict[str, str]) -> str:
    node = graph.by_name[edge.target]
    operands, y = _operands(node, names), names[node.name]
    if node.op in LOCALS:
        return LOCALS[node.op](operands, edge.slot, y)
    return OPERATIONS[node.op].code[1 + edge.slot].format(*operands, y=y)


def _backward(numbers: Pass, names: dict[str, str]) -> Iterator[str]:
    graph, begun = numbers.graph, {numbers.graph.output}
    yield f"d_{names[graph.output]} = 1.0"
    for step in numbers.messages:
        edge = step.edge
        sign = "+=" if edge.source in begun else "="
        begun.add(edge.source)
        local = _local(graph, edge, names)
        factor = local if re.fullmatch(r"[\w.]+", local) else f"({local})"
        yield f"d_{names[edge.source]} {sign} d_{names[edge.target]} * {factor}"
