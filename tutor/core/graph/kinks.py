"""Where an operation has no slope: at the corner of relu and abs, at a tie of max and min.

There the table of the engine has a convention (0 for relu, ½ each at a tie), and a learner is told
that it is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, nextafter

from engine import OPERATIONS, Operation
from tutor.core.graph.passes import Pass
from tutor.core.text import number

_JUMP = 1e-6
"""How much a local gradient differs between the two sides of a corner, at least."""


def has_kink(operation: Operation, operands: Sequence[float]) -> bool:
    """Whether the local gradients just below and just above an operand differ."""
    if not operation.kinked:
        return False
    for at, operand in enumerate(operands):
        sides = [
            _local(operation, [*operands[:at], nextafter(operand, to), *operands[at + 1 :]], at)
            for to in (-inf, inf)
        ]
        if abs(sides[1] - sides[0]) > _JUMP:
            return True
    return False


def _local(operation: Operation, operands: Sequence[float], at: int) -> float:
    return operation.local_gradients(operation.value(*operands), *operands)[at]


def kink_at(numbers: Pass, name: str) -> str:
    """What is to be said of a node whose operation has a corner at its operands; "" elsewhere."""
    graph = numbers.graph
    node = graph.by_name[name]
    if node.is_leaf:
        return ""
    operands = [numbers.values[one] if isinstance(one, str) else one for one in node.operands]
    if not has_kink(OPERATIONS[node.op], operands):
        return ""
    taken = ", ".join(
        f"{graph.local_label(edge)} = {number(numbers.locals[edge])}"
        for edge in graph.incoming(name)
    )
    return f"At {node.label} there is a corner and so no slope; by convention {taken}."


def kinks(numbers: Pass) -> Iterator[str]:
    """One sentence for each node that has a corner."""
    return filter(None, (kink_at(numbers, node.name) for node in numbers.graph.nodes))
