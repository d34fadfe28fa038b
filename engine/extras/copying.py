"""Copying and pickling a graph without recursion, so that its depth does not matter.

Importing this file is what teaches it to ``copy.deepcopy`` and to ``pickle``, which lays a graph
out flat: its nodes in topological order, each naming its inputs by their position.
"""

from __future__ import annotations

import copyreg

from engine.value import Value, node, topological_order

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    Row = Value | tuple[str, str, float, float, tuple[float, ...], tuple[int | float, ...]]


def deep_copy(root: Value, memo: dict[int, object]) -> object:
    """A copy of the whole graph under ``root``; ``memo`` is that of ``copy.deepcopy``."""
    for old in topological_order(root):
        if id(old) not in memo:
            operands = tuple(memo[id(o)] if isinstance(o, Value) else o for o in old.operands)
            parts = old.op, old.label, old.data, old.grad, old.local_gradients, operands
            memo[id(old)] = rebuilt(*parts)
    return memo[id(root)]


def rebuilt(
    op: str,
    label: str,
    data: float,
    grad: float,
    local_gradients: tuple[float, ...],
    operands: tuple[object, ...],
) -> Value:
    """A node from its parts; a leaf without operands."""
    kept = tuple(o if isinstance(o, Value) else float(o) for o in operands)  # type: ignore[arg-type]
    inputs = tuple(o for o in kept if isinstance(o, Value))
    new = node(op, data, inputs, local_gradients, kept if len(inputs) < len(kept) else None)
    new.label, new.grad = label, grad
    return new


def flatten(root: Value) -> tuple[object, ...]:
    """What pickle stores for ``root``.

    Leaves are stored as objects, so several roots pickled together still share their parameters;
    each root brings its own copy of the computed nodes.
    """
    if not root.inputs:
        return rebuilt, ("", root.label, root.data, root.grad, (), ())
    order = topological_order(root)
    place = {value: k for k, value in enumerate(order)}
    return _restore, (tuple(_row(value, place) for value in order),)


def _row(value: Value, place: dict[Value, int]) -> Row:
    if not value.inputs:
        return value
    operands = tuple(place[o] if isinstance(o, Value) else o for o in value.operands)
    return value.op, value.label, value.data, value.grad, value.local_gradients, operands


def _restore(rows: tuple[Row, ...]) -> Value:
    nodes: list[Value] = []
    for row in rows:
        if isinstance(row, Value):
            nodes.append(row)
        else:
            op, label, data, grad, local_gradients, stored = row
            operands = tuple(nodes[o] if isinstance(o, int) else o for o in stored)
            nodes.append(rebuilt(op, label, data, grad, local_gradients, operands))
    return nodes[-1]


Value.__deepcopy__ = deep_copy  # type: ignore[attr-defined]
copyreg.pickle(Value, flatten)  # type: ignore[arg-type]
