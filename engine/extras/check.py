"""Is a gradient right?  Every leaf is nudged, and what the root does is compared with ``grad``.

The nudge goes through the graph a node at a time, by the complex step: f′(u) = Im f(u + ih)/h up to
rounding, for nothing is subtracted and h may be tiny (Squire and Trapp 1998).  The node's own value
stays as it is, so the check is as sharp at 10⁻⁹ and at 10⁹.  relu, abs, max and min are analytic on
either side of their kink; exactly there one comes from both sides, and any number between the two
slopes is a gradient (Clarke 1975).  An operation that has no function on complex numbers
(``complex_step.py``) is nudged by differences; a node of your own is taken at its word.
"""

from __future__ import annotations

from itertools import pairwise
from math import copysign, inf, isfinite, isinf, nan
from typing import NamedTuple

from engine.errors import GraphError
from engine.extras.complex_step import COMPLEX_VALUES, at_tie
from engine.extras.own import Sign
from engine.graph import depending
from engine.ops import OPERATIONS
from engine.value import Value, evaluate, topological_order

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Numbers = tuple[float, ...]

_STEPS = (1e-60, 1e-30, 1e-8)  # in units of the operand; larger ones where floats get too small
_SMALL, _TINY = 1e-290, 1e-270  # below these, floats have lost digits to tell
_DIFFERENCE_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)  # relative; the two that agree best are taken
_RIGHT_TO = {"complex step": 1e-10, "kink": 1e-10, "difference": 1e-5, "beyond floats": inf}


class Argument(NamedTuple):
    """One leaf: what the engine says, what nudging it says, and how far apart they are.

    ``method`` is "complex step", "kink", "difference", or "beyond floats": a number on the way is ∞
    or so small that its digits are lost, and what the gradient should be cannot be told.  ``error``
    is relative to the sum of all routes, each without its sign: where large messages cancel, no
    engine can do better.
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
    wanted, known = leaves if wrt is None else [*wrt], set(leaves)
    for node in wanted:
        if node not in known:
            raise GraphError(f"{node!r} is not a leaf of this graph, so it cannot be nudged")
    if not wanted:
        raise GraphError("there is no leaf to check; name at least one")
    _refuse_stale(order)
    gradients = _gradients(root, order)
    sizes = _sizes(order)
    found = [
        _argument(leaf, f"leaf {number}", gradients[leaf], sizes[leaf], order)
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


def _sizes(order: Sequence[Value]) -> dict[Value, float]:
    """For every node, Σ over its routes to the root of |product of local gradients|."""
    found = dict.fromkeys(order, 0.0)
    found[order[-1]] = 1.0
    for node in reversed(order):
        if size := found[node]:
            for value, local in zip(node.inputs, node.local_gradients, strict=True):
                found[value] += abs(size * local) if local else 0.0
    return found


def _argument(
    leaf: Value, name: str, gradient: float, size: float, order: Sequence[Value]
) -> Argument:
    moved = depending(order, {leaf})
    affected = [node for node in order if node in moved and node is not leaf]
    above, tied = _slope(leaf, affected, order[-1], 1.0)
    below = _slope(leaf, affected, order[-1], -1.0)[0] if tied else above
    numeric = min(max(gradient, min(above, below)), max(above, below))  # the nearest right number
    larger = max(abs(gradient), abs(numeric), size if isfinite(size) else 0.0)
    error = 0.0 if gradient == numeric else abs(gradient - numeric) / max(larger, _TINY)
    method = "kink" if above != below else "complex step"
    if error and not (
        all(map(_ordinary, (gradient, above, below, *(node.data for node in affected))))
        and not any(0.0 < abs(g) < 1e-150 for node in affected for g in node.local_gradients)
    ):
        method, error = "beyond floats", 0.0
    elif any(_by_difference(node.op) for node in affected):
        method = "difference"
    return Argument(leaf.label or name, leaf.data, gradient, numeric, error, method)


def _ordinary(number: float) -> bool:
    return isfinite(number) and (not number or abs(number) > _TINY)


def _slope(leaf: Value, affected: Sequence[Value], root: Value, side: float) -> tuple[float, bool]:
    """The slope on one side of the leaf (1 or −1), and whether a kink lies exactly here."""
    slopes, tied = {leaf: side}, False
    for node in affected:
        operands = node.operands
        numbers = tuple([o.data if isinstance(o, Value) else o for o in operands])
        found = tuple([slopes.get(o, 0.0) if isinstance(o, Value) else 0.0 for o in operands])
        tied = tied or (any(found) and at_tie(node.op, numbers))
        slopes[node] = _pushed(node, numbers, found)
    return slopes.get(root, 0.0) * side, tied


def _pushed(node: Value, numbers: Numbers, slopes: Numbers) -> float:
    """How fast the node moves if its operands move with these slopes; NaN where that is unknown."""
    largest = max(map(abs, slopes))
    if not largest:
        return 0.0
    if isinf(largest):  # ∞ drowns the others, but for a node that does not depend on it
        infinite = tuple([copysign(1.0, s) if isinf(s) else 0.0 for s in slopes])
        moves = _pushed(node, numbers, infinite)
        return moves * inf if moves else _pushed(node, numbers, _without_infinite(slopes))
    try:
        if isinstance(node.op, Sign):
            return sum(s * g for s, g in zip(slopes, node.local_gradients, strict=True) if s)
        if OPERATIONS[node.op].kinked and not _by_difference(node.op):  # linear on either side
            return complex(COMPLEX_VALUES[node.op](*map(complex, numbers, slopes))).imag
        return sum(s * _partial(node.op, numbers, k, s) for k, s in enumerate(slopes) if s)
    except (ArithmeticError, ValueError):
        return nan


def _without_infinite(slopes: Numbers) -> Numbers:
    return tuple([0.0 if isinf(s) else s for s in slopes])


def _by_difference(name: str) -> bool:
    return name not in COMPLEX_VALUES and not isinstance(name, Sign)


def _partial(name: str, numbers: Numbers, slot: int, slope: float) -> float:
    """∂f/∂uₖ at a node: by the complex step, or by differences."""
    if _by_difference(name):
        side = copysign(1.0, slope) if at_tie(name, numbers) else 0.0
        return _difference(name, numbers, slot, side)
    found, moved = 0.0, [complex(u) for u in numbers]
    for relative in _STEPS:
        step = relative * min(1.0, abs(numbers[slot]) or 1.0)
        if step > _SMALL:
            moved[slot] = complex(numbers[slot], step)
            found = complex(COMPLEX_VALUES[name](*moved)).imag
            if not abs(found) < _SMALL:
                return found / step
    return found / step


def _difference(name: str, numbers: Numbers, slot: int, side: float) -> float:
    """The difference quotient, from one side at a kink (``side`` 1 or −1), else from both."""
    value, u = OPERATIONS[name].value, numbers[slot]
    found: list[float] = []
    for relative in _DIFFERENCE_STEPS:
        step = relative * (abs(u) or 1.0)
        ahead, behind = (u + step, u - step) if not side else (u + side * step, u)
        try:
            ends = [
                float(value(*numbers[:slot], end, *numbers[slot + 1 :])) for end in (ahead, behind)
            ]
        except (ArithmeticError, ValueError):
            continue  # the step leads out of the domain
        found.append((ends[0] - ends[1]) / (ahead - behind))
    pairs = list(pairwise(found))
    return min(pairs, key=lambda pair: abs(pair[0] - pair[1]))[1] if pairs else nan
