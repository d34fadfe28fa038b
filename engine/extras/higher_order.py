"""Gradients that are graphs: the backward pass is a computation, so it has derivatives itself.

    x = Value(3.0, "x")
    first, = gradients(x**3, [x])       # 27, a Value on the same leaf
    second, = gradients(first, [x])     # 18
    third, = gradients(second, [x])     # 6

The straight-line program of a graph has a line for every message.  Run on Values instead of floats,
its backward half makes nodes, and these lead back to the leaves.
"""

from __future__ import annotations

from types import FunctionType

import engine.ops
from engine.extras.program import load, straight_line
from engine.ops import OPERATIONS
from engine.value import Value, apply, topological_order

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def gradients(root: Value, wrt: Iterable[Value]) -> list[Value]:
    """∂root/∂x for every x of ``wrt``, each the root of a graph on the leaves of ``root``.

    Exact to any order, by calling it again; 0 by what ``root`` does not depend on.  At a kink it
    follows the conventions of ``ops.py``.  Raises DomainError where an operation of the backward
    pass is not defined.
    """
    wanted, order = [*wrt], topological_order(root)
    reached = [x for x in dict.fromkeys(wanted) if x in set(order)]
    if not reached:
        return [Value(0.0) for _ in wanted]
    leaves = [node for node in order if not node.inputs]
    _, numbers = load(straight_line(root, reached).source, _on_values())(*leaves)
    found = {x: _as_value(g) for x, g in zip(reached, numbers.values(), strict=True)}
    return [found.get(x) or Value(0.0) for x in wanted]


def hessian(root: Value, wrt: Iterable[Value]) -> list[list[float]]:
    """∂²root/∂xᵢ∂xⱼ as numbers, one row an xᵢ."""
    wanted = [*wrt]
    return [[second.data for second in gradients(g, wanted)] for g in gradients(root, wanted)]


def _as_value(number: object) -> Value:
    return number if isinstance(number, Value) else Value(float(number))  # type: ignore[arg-type]  # a number that no Value came into


def _on_values() -> dict[str, object]:
    """What a program may call, for Values: rows of the table, and functions made of these."""
    row_of = {row.value: name for name, row in OPERATIONS.items()}
    names: dict[str, object] = {}
    for name, thing in vars(engine.ops).items():
        if thing in row_of if callable(thing) else False:
            names[name] = _applied(row_of[thing])
        elif isinstance(thing, FunctionType) and thing.__module__ == engine.ops.__name__:
            names[name] = FunctionType(thing.__code__, names, name)  # its calls are found here
        else:
            names[name] = thing
    names["exp"] = _applied("exp")
    names["erfc"] = lambda u: 1.0 - apply("erf", u)
    names["log1p"] = lambda u: apply("log", 1.0 + u)
    return names


def _applied(row: str) -> Callable[..., Value]:
    return lambda *operands: apply(row, *operands)
