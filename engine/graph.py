"""Questions about a graph: in what order, who comes next, how many routes, how deep.

Definition 1 of the lecture note: a computation graph is directed and acyclic, and an edge from A to
B means that B is computed directly from A; B is then a *successor* of A.  All answers are worked
out without recursion, so a chain of a million nodes is as good as one of ten.  Nothing here changes
a node, but for ``recompute``, whose purpose that is.
"""

from __future__ import annotations

from engine.errors import GraphError
from engine.ops import OPERATIONS
from engine.value import Value, evaluate

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Sequence


def topological_order(root: Value) -> list[Value]:
    """``root`` and every Value it depends on, each once, inputs before successors.

    Depth first, operands in order: for J = (w·x + b − y)² the order is w, x, u, b, ŷ, y, e, J.
    """
    search = object()  # every node that has been met carries this mark: no table, no hashing
    order: list[Value] = []
    stack: list[Value | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:  # all inputs of the node below are in the order by now
            order.append(stack.pop())  # type: ignore[arg-type]
            continue
        while node._mark is not search:  # down along the first inputs, most of the way
            node._mark = search
            first = node._first
            if first is None:
                if node.op:
                    stack += (node, None)
                    stack += [value for value in node._many[0][::-1] if value._mark is not search]
                else:
                    order.append(node)
                break
            second = node._second
            if second is None or second._mark is search:
                stack += (node, None)
            else:
                stack += (node, None, second)
            node = first
    return order


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


def recompute(root: Value) -> float:
    """Run the forward pass again with the leaves as they are now; return the root's new value.

    Values and local gradients of all computed nodes are refreshed; gradients are left alone.
    Raises DomainError where an operation is not defined at the new numbers; the nodes after it
    then keep their old numbers.
    """
    for node in topological_order(root):
        if node.inputs:
            operands = node.operands
            node.data, locals_ = evaluate(OPERATIONS[node.op], numbers_of(operands), operands)
            pairs = zip(locals_, operands, strict=True)
            node.local_gradients = tuple(g for g, o in pairs if isinstance(o, Value))
    return root.data


def numbers_of(operands: Sequence[Value | float]) -> list[float]:
    """Operands as plain numbers."""
    return [operand.data if isinstance(operand, Value) else operand for operand in operands]


def slots(node: Value) -> list[int]:
    """For each input of ``node``, its position among the operands (constants count too)."""
    return [k for k, operand in enumerate(node.operands) if isinstance(operand, Value)]


def named(root: Value, label: str) -> Value:
    """The node of the graph with this label.

    Raises GraphError unless exactly one node has it.
    """
    found = [node for node in topological_order(root) if node.label == label]
    if len(found) != 1:
        raise GraphError(f"{len(found)} nodes are labelled {label!r}; exactly one is needed")
    return found[0]
