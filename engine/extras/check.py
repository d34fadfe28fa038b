"""Is a gradient right?  Every leaf is nudged, and what the root does is compared with ``grad``.

Where all operations on the way are analytic, the complex step f′(x) ≈ Im f(x + ih)/h subtracts
nothing, so h may be tiny and the answer is right to rounding (Squire and Trapp 1998).  Else it is
the central difference (f(x + h) − f(x − h))/2h, right to about nine digits.  At a kink, where the
slopes on both sides differ, any number between the two is a gradient (Clarke 1975).
"""

from __future__ import annotations

from typing import NamedTuple

from engine.errors import DomainError, GraphError
from engine.extras.complex_step import COMPLEX_VALUES
from engine.graph import depending
from engine.ops import OPERATIONS
from engine.value import Value, evaluate, topological_order

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_COMPLEX_STEP = 1e-60
_DIFFERENCE_STEP = 6e-6  # the cube root of the rounding error: truncation and rounding balance
_RIGHT_TO = {"complex step": 1e-9, "central difference": 1e-5, "kink": 1e-5}


class Argument(NamedTuple):
    """One leaf: what the engine says, what nudging it says, and how far apart they are.

    ``method`` is "complex step", "central difference" or "kink"; ``error`` is relative to the
    larger of the two numbers, or absolute where both are below 1.
    """

    name: str
    data: float
    gradient: float
    numeric: float
    error: float
    method: str

    @property
    def right(self) -> bool:
        """Whether the two agree as well as the method can tell."""
        return self.error <= _RIGHT_TO[self.method]


class Report(NamedTuple):
    """All arguments, the worst first."""

    arguments: tuple[Argument, ...]

    @property
    def worst(self) -> Argument:
        """The argument with the largest error."""
        return self.arguments[0]

    @property
    def right(self) -> bool:
        """Whether every gradient is right."""
        return all(argument.right for argument in self.arguments)

    def __str__(self) -> str:
        worst = self.worst
        return (
            f"{'right' if self.right else 'WRONG'}: the worst of {len(self.arguments)} gradients "
            f"is that of {worst.name} = {worst.data!r}: the engine says {worst.gradient!r}, "
            f"the {worst.method} {worst.numeric!r}; error {worst.error:.2g}"
        )


def check_gradients(root: Value, wrt: Iterable[Value] | None = None) -> Report:
    """Run ``backward`` and check the gradient of every leaf, or of the leaves ``wrt``.

    The graph is as before afterwards, gradients included.  Raises GraphError for a node that is no
    leaf of the graph, for a graph of no leaves to check, and for leaves that were changed (by an
    optimiser, say) after the graph was made: then ``recompute(root)`` first.
    """
    order = topological_order(root)
    leaves = [node for node in order if not node.inputs]
    wanted = leaves if wrt is None else [*wrt]
    for node in wanted:
        if node.inputs or node not in leaves:
            raise GraphError(f"{node!r} is not a leaf of this graph, so it cannot be nudged")
    if not wanted:
        raise GraphError("there is no leaf to check; name at least one")
    _refuse_stale(order)
    gradients = _gradients(root, order)
    found = [
        _argument(leaf, f"leaf {number}", gradients[leaf], order)
        for number, leaf in enumerate(wanted, 1)
    ]
    return Report(tuple(sorted(found, key=lambda argument: argument.error, reverse=True)))


def _refuse_stale(order: Sequence[Value]) -> None:
    """Raise GraphError if a node is no longer what its inputs make of it."""
    for node in order:
        if node.inputs:
            now = evaluate(OPERATIONS[node.op], node.operands)[0]
            if now != node.data:
                raise GraphError(
                    f"{node!r} would be {now!r} now: a leaf was changed after the graph was made; "
                    "call recompute(root) first"
                )


def _gradients(root: Value, order: Sequence[Value]) -> dict[Value, float]:
    """What ``backward`` computes from a fresh start; the nodes keep the gradients they had."""
    before = [node.grad for node in order]
    try:
        for node in order:
            node.grad = 0.0
        root.backward()
        return {node: node.grad for node in order}
    finally:
        for node, grad in zip(order, before, strict=True):
            node.grad = grad


def _argument(leaf: Value, name: str, gradient: float, order: Sequence[Value]) -> Argument:
    moved = depending(order, {leaf})
    affected = [node for node in order if node in moved and node is not leaf]
    low, high, method = _slopes(leaf, affected, order[-1])
    numeric = min(max(gradient, low), high)  # the nearest number that would be right
    larger = max(1.0, abs(gradient), abs(numeric))
    error = 0.0 if gradient == numeric else abs(gradient - numeric) / larger
    return Argument(leaf.label or name, leaf.data, gradient, numeric, error, method)


def _slopes(leaf: Value, affected: Sequence[Value], root: Value) -> tuple[float, float, str]:
    """The least and the greatest number that the derivative may be, and how they were found."""
    if all(_is_analytic(node.op) for node in affected):
        step = abs(leaf.data) * 1e-8 if 0.0 < abs(leaf.data) < 1e-50 else _COMPLEX_STEP
        nudged = _run(affected, {leaf: complex(leaf.data, step)}, root)
        slope = complex(nudged).imag / step
        return slope, slope, "complex step"
    step = _DIFFERENCE_STEP * max(1.0, abs(leaf.data))
    for _ in range(4):
        try:
            return _differences(leaf, affected, root, step)
        except DomainError:
            step /= 1000  # the leaf is close to the edge of a domain
    raise DomainError(f"{leaf!r} cannot be nudged both ways: it is at the edge of a domain")


def _is_analytic(name: str) -> bool:
    return name in COMPLEX_VALUES and not OPERATIONS[name].kinked


def _differences(
    leaf: Value, affected: Sequence[Value], root: Value, step: float
) -> tuple[float, float, str]:
    above = float(_run(affected, {leaf: leaf.data + step}, root).real)
    below = float(_run(affected, {leaf: leaf.data - step}, root).real)
    here = float(_run(affected, {leaf: leaf.data}, root).real)
    right, left = (above - here) / step, (here - below) / step
    if abs(right - left) > 1e-3 * max(1.0, abs(right), abs(left)):
        return min(right, left), max(right, left), "kink"
    slope = (above - below) / (leaf.data + step - (leaf.data - step))
    return slope, slope, "central difference"


def _run(affected: Sequence[Value], numbers: dict[Value, complex], root: Value) -> complex:
    """The root's value with some leaves replaced; complex where a leaf is."""
    values = dict(numbers)
    for node in affected:
        operands = [values.get(o, o.data) if isinstance(o, Value) else o for o in node.operands]
        is_complex = any(isinstance(operand, complex) for operand in operands)
        function = COMPLEX_VALUES[node.op] if is_complex else OPERATIONS[node.op].value
        arguments = [complex(operand) for operand in operands] if is_complex else operands
        try:
            values[node] = function(*arguments)
        except (ArithmeticError, ValueError) as error:
            raise DomainError(f"{node.op} is not defined when a leaf is nudged: {error}") from error
    return values.get(root, root.data)
