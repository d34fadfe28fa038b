"""What follows from what somebody has written: both passes, with written numbers in their places.

A number that was written stands for itself; every other one is computed from those before it, so
that an error is carried forward as the one who made it would carry it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from math import isfinite, nan
from typing import NamedTuple

from tutor.core.graph import Graph, Pass, TapeRow, tape_of, values_of
from tutor.core.working.steps import Quantity, derivative_by

NOTHING: frozenset[int] = frozenset()


FROM_THE_RESULT: Mapping[str, Callable[[float], float]] = {
    "sigmoid": lambda a: a * (1.0 - a), "tanh": lambda a: 1.0 - a * a,
}  # fmt: skip
"""Derivatives that are worked out by hand from the activation, not from what goes into it."""


class Found(NamedTuple):
    """A number, and the steps (by position) whose numbers went into it directly."""

    number: float
    uses: frozenset[int] = NOTHING


Slots = Mapping[int, Found]
"""The local gradients of one node, one a slot."""


class OwnNumbers:
    """The numbers that follow from ``stated``, which has the written ones."""

    def __init__(self, numbers: Pass, stated: Mapping[Quantity, Found]) -> None:
        self.graph: Graph = numbers.graph
        self._tape = tape_of(self.graph)
        self._numbers = numbers
        self._stated = stated
        self._passes: dict[int, tuple[list[Found], list[Found]]] = {}
        self._locals: dict[tuple[int, bool], Slots] = {}

    def candidates(self, asked: Quantity) -> Iterator[Found]:
        """What the quantity should be by those before it, in each way that people go.

        What is written of the quantity itself does not count.
        """
        index = self._tape.index
        of = index[asked.of]
        if asked.kind == "value":
            yield self._forward[1][of]
            return
        wrt = index[asked.wrt]
        if asked.kind == "local":
            yield self._together(of, wrt, own=True)
            yield self._together(of, wrt, own=False)
        elif asked.kind == "message":
            yield _product(self._backward(self._tape.output)[0][of], self._local(of, wrt))
        else:
            yield self._backward(of)[1][wrt]
            yield from self._by_inner_derivatives(of, wrt)

    def values(self) -> dict[str, float]:
        """The values of all nodes, those that were written as they were written."""
        return {name: self._forward[0][at].number for at, name in enumerate(self._tape.names)}

    def factors(self, asked: Quantity) -> list[tuple[str, float, float]]:
        """For a gradient or message: each successor, what arrives there and the local gradient."""
        index = self._tape.index
        if asked.kind == "message":
            of, wrt = self._tape.output, index[asked.wrt]
            successors = [index[asked.of]]
        else:
            of, wrt = index[asked.of], index[asked.wrt]
            needed = self._tape.reaches(of)
            successors = list(dict.fromkeys(m for m, _ in self._tape.outgoing[wrt] if m in needed))
        arriving = self._backward(of)[0]
        names = self._tape.names
        return [(names[m], arriving[m].number, self._local(m, wrt).number) for m in successors]

    @cached_property
    def _forward(self) -> tuple[list[Found], list[Found]]:
        """All values (constants last), written ones as written; and as they are computed."""
        computed = [Found(value) for value in values_of(self._tape, self._numbers)]
        own = list(computed)
        row_of = self._tape.row_of
        for at, name in enumerate(self._tape.names):
            row = row_of[at]
            if row is not None:
                computed[at] = self._value(row, own)
            own[at] = self._stated.get(Quantity("value", name), computed[at])
        return own, computed

    def _value(self, row: TapeRow, own: list[Found]) -> Found:
        operands = [own[i] for i in row.operands]
        try:
            found = float(row.rule.value(*[one.number for one in operands]))
        except (ArithmeticError, ValueError, TypeError):
            found = nan
        return Found(found, _uses(operands))

    def _slots(self, at: int, *, own: bool) -> Slots:
        """Local gradients from the values of the operands, and of the node ``own`` as written."""
        key = (at, own)
        if key not in self._locals:
            self._locals[key] = dict(self._computed_slots(at, own=own))
        return self._locals[key]

    def _computed_slots(self, at: int, *, own: bool) -> Iterator[tuple[int, Found]]:
        row = self._tape.row_of[at]
        if row is None:
            return
        values, computed = self._forward
        operands = [values[i] for i in row.operands]
        here = values[at] if own else computed[at]
        try:
            found = row.rule.local_gradients(here.number, *[one.number for one in operands])
            if own and row.op in FROM_THE_RESULT:
                found = (FROM_THE_RESULT[row.op](here.number),)
        except (ArithmeticError, ValueError, TypeError):
            found = (nan,) * len(operands)
        uses = _uses([*operands, here])
        yield from ((slot, Found(float(found[slot]), uses)) for slot, _ in row.inputs)

    def _together(self, m: int, v: int, *, own: bool) -> Found:
        """∂m/∂v on all edges between the two, from values alone."""
        row = self._tape.row_of[m]
        slots = self._slots(m, own=own)
        return _sum([slots[slot] for slot, node in row.inputs if node == v] if row else [])

    def _local(self, m: int, v: int) -> Found:
        names = self._tape.names
        stated = self._stated.get(Quantity("local", names[m], names[v]))
        return stated or self._together(m, v, own=True)

    def _backward(self, of: int) -> tuple[list[Found], list[Found]]:
        """∂of/∂node for every node, written ones as written; and as they are computed."""
        if of not in self._passes:
            self._passes[of] = self._ran_backwards(of)
        return self._passes[of]

    def _ran_backwards(self, of: int) -> tuple[list[Found], list[Found]]:
        tape = self._tape
        computed = [Found(0.0)] * len(tape.names)
        computed[of] = Found(1.0)
        own = list(computed)
        needed = tape.reaches(of)
        for v in range(of, -1, -1):
            if v != of:
                successors = dict.fromkeys(m for m, _ in tape.outgoing[v] if m in needed)
                computed[v] = _sum([self._message(of, m, v, own[m]) for m in successors])
            stated = Quantity("gradient", tape.names[of], tape.names[v])
            own[v] = self._stated.get(stated, computed[v])
        return own, computed

    def _message(self, of: int, m: int, v: int, arriving: Found) -> Found:
        names = self._tape.names
        written = None
        if of == self._tape.output:
            written = self._stated.get(Quantity("message", names[m], names[v]))
        return written or _product(arriving, self._local(m, v))

    def _by_inner_derivatives(self, of: int, wrt: int) -> Iterator[Found]:
        """∂J/∂e · ∂e/∂w where ∂e/∂w was written, over all routes: ∂E₁/∂w + ∂E₂/∂w, too."""
        names, tape = self._tape.names, self._tape
        written = {
            tape.index[quantity.of]
            for quantity in self._stated
            if quantity.kind == "gradient"
            and quantity.wrt == names[wrt]
            and tape.index[quantity.of] in tape.reaches(of) - {of}
        }
        if written:
            last = {k for k in written if not written & (tape.reached(k) - {k})}
            yield self._forwards(of, wrt, last)

    def _forwards(self, of: int, wrt: int, ends: Collection[int]) -> Found:
        """∂of/∂wrt in the order of the values; at ``ends`` the rest of a route is taken at once."""
        names = self._tape.names
        found = {wrt: Found(1.0)}
        total: list[Found] = []
        for row in self._tape.rows:
            k = row.node
            if k not in self._tape.reaches(of) or k == wrt:
                continue
            inputs = dict.fromkeys(node for _, node in row.inputs if node in found)
            if not inputs:
                continue
            sent = _sum([_product(found[node], self._local(k, node)) for node in inputs])
            stated = Quantity("gradient", names[k], names[wrt])
            here = sent if k == of else self._stated.get(stated, sent)
            if k in ends:
                rest = self._stated.get(derivative_by(self.graph, names[of], names[k]))
                total.append(_product(rest or self._backward(of)[0][k], here))
            else:
                found[k] = here
        return _sum([*total, *([found[of]] if of in found else [])])


def _uses(found: list[Found]) -> frozenset[int]:
    return NOTHING.union(*(one.uses for one in found))


def _sum(found: list[Found]) -> Found:
    return Found(sum(one.number for one in found), _uses(found))


def _product(one: Found, other: Found) -> Found:
    """0 of what arrives sends 0, whatever the local gradient is."""
    number = one.number * other.number if one.number else 0.0
    return Found(number if isfinite(number) else nan, one.uses | other.uses)
