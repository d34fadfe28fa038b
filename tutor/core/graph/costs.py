"""The cost of one example as nodes, from the network's outputs and the targets.

Squares are those of the note.  Cross-entropy (Bishop 2006, section 4.3) is that of σ for one output
and of the softmax for several.  It takes weighted inputs z: its σ or softmax is part of it, and in
these forms nothing overflows or is lost, however large they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tutor.core.graph.model import Operand

CROSS_ENTROPY = "cross-entropy"
COSTS = ("half-square", "square", CROSS_ENTROPY)


class CostPart(NamedTuple):
    """A node of the cost; ``made`` as in ``Node``."""

    name: str
    op: str
    operands: tuple[Operand, ...]
    made: bool = True


def cost_parts(cost: str, outputs: Sequence[str], targets: Sequence[str]) -> Iterator[CostPart]:
    """The nodes of one of ``COSTS``, in topological order; the last is C."""
    if cost != CROSS_ENTROPY:
        return _squares(cost, outputs, targets)
    return _of_one(outputs[0], targets[0]) if len(outputs) == 1 else _of_several(outputs, targets)


def _squares(cost: str, outputs: Sequence[str], targets: Sequence[str]) -> Iterator[CostPart]:
    """C = Σ (a − y)², or half of it."""
    squares: list[str] = []
    for i, (a, y) in enumerate(zip(outputs, targets, strict=True), 1):
        yield CostPart(f"e_{i}", "sub", (a, y))
        last = cost == "square" and len(outputs) == 1
        squares.append("C" if last else f"q_{i}")
        yield CostPart(squares[-1], "pow", (f"e_{i}", 2.0), made=not last)
    if len(squares) > 1:
        name = "C" if cost == "square" else "q"
        yield CostPart(name, "sum", tuple(squares), made=name == "q")
        squares = [name]
    if cost == "half-square":
        yield CostPart("C", "mul", (0.5, squares[0]), made=False)


def _of_one(z: str, y: str) -> Iterator[CostPart]:
    """C = log(1 + eˢ) with s = z for y = 0 and s = −z for y = 1: −log of what σ gives to y."""
    yield CostPart("m_1", "mul", (2.0, y))
    yield CostPart("t_1", "sub", (1.0, "m_1"))
    yield CostPart("s_1", "mul", ("t_1", z), made=False)
    yield CostPart("C", "softplus", ("s_1",), made=False)


def _of_several(outputs: Sequence[str], targets: Sequence[str]) -> Iterator[CostPart]:
    """C = log Σₖ e^dₖ, where dₖ = zₖ − r and r is z of the right class: −log of its softmax."""
    for k, (z, y) in enumerate(zip(outputs, targets, strict=True), 1):
        yield CostPart(f"h_{k}", "mul", (y, z))
    yield CostPart("r", "sum", tuple(f"h_{k}" for k in range(1, len(outputs) + 1)), made=False)
    ahead = []
    for k, z in enumerate(outputs, 1):
        yield CostPart(f"d_{k}", "sub", (z, "r"), made=False)
        ahead.append(f"d_{k}")
    yield CostPart("C", "logsumexp", tuple(ahead), made=False)
