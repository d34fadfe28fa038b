"""What one line of a hand calculation claims: a number for one quantity of the graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tutor.core.answers import is_right
from tutor.core.graph import Graph, Pass, Tape, derivative, tape_of

QuantityKind = Literal["value", "local", "gradient", "message"]
"""``local`` is ∂of/∂wrt on the edges between the two, ``gradient`` the same through all routes;
``message`` is what ``of`` sends its input ``wrt`` in the backward pass of the output."""


class Quantity(NamedTuple):
    """One number of a pass: the value of ``of``, or a derivative or message from it to ``wrt``."""

    kind: QuantityKind
    of: str
    wrt: str = ""

    def symbols(self, graph: Graph) -> str:
        """``u``, ``∂u/∂w``, or ``message u → w``."""
        of = graph.label(self.of)
        if self.kind == "value":
            return of
        wrt = graph.label(self.wrt)
        return f"message {of} → {wrt}" if self.kind == "message" else derivative(of, wrt)

    def number(self, numbers: Pass) -> float:
        """What it is in a pass."""
        match self.kind:
            case "value":
                return numbers.values[self.of]
            case "local":
                return numbers.local(self.of, self.wrt)
            case "gradient":
                return numbers.derivative(self.of, self.wrt)
            case _:
                return numbers.gradients[self.of] * numbers.local(self.of, self.wrt)

    def order(self, tape: Tape) -> tuple[int, int, int]:
        """A place in an order in which each quantity comes after those it is computed from."""
        of = tape.index[self.of]
        if self.kind == "value":
            return (0, of, 0)
        if self.kind == "local":
            return (1, of, 0)
        wrt = tape.index[self.wrt]
        if self.kind == "message":
            return (2, tape.output, -2 * wrt)
        return (2, of, 1 - 2 * wrt)


def derivative_by(graph: Graph, of: str, wrt: str, *, seeded: bool = False) -> Quantity:
    """∂of/∂wrt: a local gradient where one edge, or two beside each other, are the only route.

    ``seeded``: the gradient of the output by itself was given, and the gradients follow from it.
    """
    tape = tape_of(graph)
    start, end = tape.index[wrt], tape.index[of]
    between = (tape.reached(start) & tape.reaches(end)) - {start, end}
    direct = wrt in graph.by_name[of].inputs
    alone = direct and not between and not (seeded and of == graph.output)
    return Quantity("local" if alone else "gradient", of, wrt)


@dataclass(frozen=True, slots=True)
class Step:
    """One claim as it was written, at ``line`` and ``column`` (both from 1).

    ``asks`` is None where it could not be read; ``problem`` says why, and a ``remark`` claims
    nothing in numbers.  ``unit`` is what one is worth in the last decimal that was written, 0 where
    no decimals were; ``between`` is what stands between the quantity and its number (``2e`` in
    ``∂J/∂e = 2e = 8``), ``worth`` what a formula at its end comes to.
    """

    line: int
    column: int
    text: str
    asks: Quantity | None = None
    number: float = 0.0
    unit: float = 0.0
    between: tuple[str, ...] = ()
    problem: str = ""
    worth: float | None = None
    remark: bool = False

    @property
    def written(self) -> str:
        """The number as it was written, behind the last sign that says equal."""
        return re.split(r"[=≈\u2243\u2245]", self.text)[-1].strip()

    def agrees(self, expected: float) -> bool:
        """Whether the number is ``expected``, to the decimals that were written."""
        if is_right(self.number, expected):
            return True
        return self.number != 0 and abs(self.number - expected) <= self.unit / 2 * (1 + 1e-9)
