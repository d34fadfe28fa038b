"""The inspector: one node's gradient as a sum over routes, or one edge's message.

    ∂f/∂b = ∂f/∂x · ∂x/∂b + ∂f/∂y · ∂y/∂b
          =   7   ·   1   +   2   ·   1
          = 9                                  via x: 7   via y: 2

Equation of Section 1.3 of the note: the gradient at a node is the sum over its successors of
backpropagated gradient times local gradient.  Numbers that are not known yet are shown as ``?``.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine import OPERATIONS
from tutor.core.drawing import UNKNOWN, Marks, gradient_text, message_text
from tutor.core.graph import Edge, Graph, Pass, kink_at, local_symbols, short_side
from tutor.core.text import number, ordinal, pad, width, wrap_text


def explain(numbers: Pass, marks: Marks, target: str | Edge, cells: int = 72) -> tuple[str, ...]:
    """Lines about a node or an edge, from what ``marks`` knows; at most ``cells`` cells wide.

    A target that the graph does not have gives no lines.
    """
    graph = numbers.graph
    if not graph.has(target):
        return ()
    if isinstance(target, Edge):
        return _edge(graph, marks, target)
    return _node(numbers, marks, target, cells)


def _known(found: Mapping[str, float], name: str) -> str:
    return number(found[name]) if name in found else UNKNOWN


def _node(numbers: Pass, marks: Marks, name: str, cells: int) -> tuple[str, ...]:
    graph = numbers.graph
    node = graph.by_name[name]
    value = _known(marks.values, name)
    made = "" if node.is_leaf else f" = {short_side(graph, name)}"
    rule = () if node.is_leaf else (f"rule: {OPERATIONS[node.op].rule}",)
    corner = wrap_text(kink_at(numbers, name), cells) if _is_explained(graph, marks, name) else ()
    return (f"{node.label}{made} = {value}", *rule, *corner, *_gradient(graph, marks, name, cells))


def _is_explained(graph: Graph, marks: Marks, name: str) -> bool:
    """Whether the local gradients at a node are on the board already."""
    return all(edge in marks.locals and edge != marks.asked for edge in graph.incoming(name))


def _gradient(graph: Graph, marks: Marks, name: str, cells: int) -> tuple[str, ...]:
    out, here = graph.label(graph.output), graph.label(name)
    title = f"∂{out}/∂{here}"
    if marks.stored:
        return (f"stored as its gradient: {gradient_text(marks, name)}",)
    if name == graph.output:
        return (f"{title} = 1: the backward pass starts here",)
    routes = graph.outgoing(name)
    told = name not in marks.untold
    symbols = [(f"∂{out}/∂{graph.label(edge.target)}", graph.local_label(edge)) for edge in routes]
    values = [
        (
            _factor(gradient_text(marks, edge.target) if told and edge != marks.asked else UNKNOWN),
            _factor(number(marks.locals[edge]) if told and edge in marks.locals else UNKNOWN),
        )
        for edge in routes
    ]
    total = gradient_text(marks, name)
    split = told and len(routes) > 1
    via = "   ".join(_via(graph, marks, edge) for edge in routes) if split else ""
    indent = " " * width(title)
    first, second = _columns(symbols, values)
    if width(title) + 3 + width(first) > cells:
        return (*_by_route(title, symbols, values), f"{indent} = {total}")
    last = f"{indent} = {total}"
    lines = (f"{title} = {first}", f"{indent} = {second}", last)
    return (*lines, f"  {via}") if via else lines


def _columns(symbols: list[tuple[str, str]], values: list[tuple[str, str]]) -> tuple[str, str]:
    """Two lines, symbols above numbers, each factor as wide as the wider of the two."""
    above, below = [], []
    for (a, b), (x, y) in zip(symbols, values, strict=True):
        first, second = max(width(a), width(x)), max(width(b), width(y))
        above.append(f"{pad(a, first)} · {pad(b, second)}")
        below.append(f"{pad(x, first, 'centre')} · {pad(y, second, 'centre')}")
    return " + ".join(above).rstrip(), " + ".join(below).rstrip()


def _by_route(
    title: str, symbols: list[tuple[str, str]], values: list[tuple[str, str]]
) -> tuple[str, ...]:
    """One row a route, where all on one line would be too wide."""
    indent = " " * width(title)
    lines = []
    for i, ((a, b), (x, y)) in enumerate(zip(symbols, values, strict=True)):
        lead = f"{title} =" if i == 0 else f"{indent} +"
        lines.append(f"{lead} {a} · {b} = {x} · {y}")
    return tuple(lines)


def _factor(text: str) -> str:
    return f"({text})" if text.startswith("−") or text.endswith("+?") else text


def _via(graph: Graph, marks: Marks, edge: Edge) -> str:
    name = graph.label(edge.target)
    if len(graph.twins(edge)) > 1:
        name += f" and the {graph.operand_label(edge)}"
    return f"via {name}: {message_text(marks, edge) or UNKNOWN}"


def _edge(graph: Graph, marks: Marks, edge: Edge) -> tuple[str, ...]:
    """The local gradient as symbol = rule = number, and the message; nothing of what is asked."""
    out = graph.label(graph.output)
    source, target = graph.label(edge.source), graph.label(edge.target)
    asked = edge == marks.asked
    local = number(marks.locals[edge]) if edge in marks.locals else UNKNOWN
    back = UNKNOWN if asked else gradient_text(marks, edge.target)
    product = message_text(marks, edge) or UNKNOWN
    symbol = local_symbols(graph, edge, number)
    if local == UNKNOWN and _is_number(symbol) and not asked:
        local = symbol  # −1 on the edge of a difference: there is nothing to put in
    symbol = "" if asked or symbol in (local, "") else f" = {symbol}"
    if marks.stored:
        return (f"local gradient: {graph.local_label(edge)}{symbol} = {local}",)
    return (
        *_together(graph, edge),
        f"local gradient: {graph.local_label(edge)}{symbol} = {local}",
        f"backpropagated gradient: ∂{out}/∂{target} = {back}",
        f"message to {source}: {_factor(back)} · {_factor(local)} = {product}",
        *_weight(graph, marks, edge, back),
    )


def _is_number(text: str) -> bool:
    """Whether a rule's symbols are a number already."""
    return text.removeprefix("−").replace(".", "", 1).isdecimal()


def _together(graph: Graph, edge: Edge) -> tuple[str, ...]:
    """Where several edges lead from the one node to the other, none of them has all of it."""
    twins = graph.twins(edge)
    if len(twins) == 1:
        return ()
    source, target = graph.label(edge.source), graph.label(edge.target)
    return (
        f"the {ordinal(twins.index(edge) + 1)} of {len(twins)} edges from {source} to {target}: "
        f"together they give ∂{target}/∂{source}",
    )


def _weight(graph: Graph, marks: Marks, edge: Edge, back: str) -> tuple[str, ...]:
    """What the weight on this edge gets, where the edge is one of a neuron (equation 2.1)."""
    node = graph.by_name[edge.target]
    weight = node.operands[edge.slot - len(node.operands) // 2] if node.op == "dot" else None
    if not isinstance(weight, str) or not _is_activation(graph, edge):
        return ()
    out, here = graph.label(graph.output), graph.label(weight)
    asked = Edge(weight, edge.target, edge.slot - len(node.operands) // 2)
    if marks.asked == asked or weight in marks.untold:
        return ()
    signal = _factor(_known(marks.values, edge.source))
    gradient = UNKNOWN if marks.asked == edge else gradient_text(marks, weight)
    return (
        f"weight {here} = {_known(marks.values, weight)}",
        f"∂{out}/∂{here} = ∂{out}/∂{node.label} · {graph.label(edge.source)}"
        f" = {_factor(back)} · {signal} = {gradient}",
    )


def _is_activation(graph: Graph, edge: Edge) -> bool:
    """Whether ``edge`` brings a dot its second factor, not a weight or the bias."""
    half = len(graph.by_name[edge.target].operands) // 2
    return half <= edge.slot < 2 * half
