"""Questions about a graph: who comes next, how many routes, how deep; and a new forward pass.

Definition 1 of the lecture note: a computation graph is directed and acyclic, and an edge from A to
B means that B is computed directly from A; B is then a *successor* of A.  All answers are worked
out without recursion, so a chain of a million nodes is as good as one of ten.  Nothing here changes
a value or a gradient, but for ``recompute``, whose purpose that is; so threads may ask at once.
"""

from __future__ import annotations

from engine.ops import OPERATIONS
from engine.value import Value, evaluate, topological_order

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Iterable


def successors(root: Value) -> dict[Value, list[Value]]:
    """For every node of the graph, the nodes computed directly from it, in topological order.

    A node that fills two operands of a successor (a·a) names that successor twice: two edges.
    """
    order = topological_order(root)
    found: dict[Value, list[Value]] = {node: [] for node in order}
    for node in order:
        for value in node.inputs:
            found[value].append(node)
    return found


def routes(root: Value) -> dict[Value, int]:
    """For every node, the number of routes from it to ``root`` (an exact whole number).

    This many products the chain rule multiplied out would add up; the backward pass needs one
    message an edge.
    """
    order = topological_order(root)
    count = dict.fromkeys(order, 0)
    count[root] = 1
    for node in reversed(order):
        for value in node.inputs:
            count[value] += count[node]
    return count


def depth(root: Value) -> int:
    """The number of edges on the longest route from a leaf to ``root``."""
    level: dict[Value, int] = {}
    for node in topological_order(root):
        level[node] = 1 + max((level[value] for value in node.inputs), default=-1)
    return level[root]


def depending(order: Iterable[Value], on: set[Value]) -> set[Value]:
    """The nodes of ``on``, and all that are computed from one of them, however far away."""
    found: set[Value] = set()
    for node in order:
        if node in on or not found.isdisjoint(node.inputs):
            found.add(node)
    return found


def recompute(root: Value) -> float:
    """Run the forward pass again with the leaves as they are now; return the root's new value.

    Values and local gradients of all computed nodes are refreshed; gradients are left alone.
    Raises DomainError where an operation is not defined at the new numbers; the nodes after it
    then keep their old numbers.
    """
    for node in topological_order(root):
        if node.inputs:
            node.data, locals_ = evaluate(OPERATIONS[node.op], node.operands)
            pairs = zip(locals_, node.operands, strict=True)
            node.local_gradients = tuple(g for g, o in pairs if isinstance(o, Value))
    return root.data
