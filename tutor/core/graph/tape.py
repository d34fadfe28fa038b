"""A graph as a list of float operations: both passes, fast, and with other local gradients.

``graph.run`` is the pass that a learner sees and builds it from the engine's ``Value``.  Drawing a
variant and diagnosing an answer need hundreds of passes over one graph, most of them *wrong* ones:
one operation's local gradient is replaced and the backward pass runs again.  The same rows of the
engine's table are used here, on plain lists; a test proves both passes equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isnan, nan
from typing import NamedTuple

from engine import OPERATIONS, Operation
from tutor.core.budget import spend
from tutor.core.graph.model import Graph

Locals = list[Sequence[float]]
"""For each node the local gradients of its operands, constants included."""


class TapeRow(NamedTuple):
    """One computed node.

    ``node`` is its number; ``operands`` index the values: nodes first, then the graph's
    constants.  ``inputs`` are the operands that are nodes, as (slot, node).
    """

    node: int
    op: str
    rule: Operation
    operands: tuple[int, ...]
    inputs: tuple[tuple[int, int], ...]

    def value(self, values: Sequence[float]) -> float:
        """What the operation gives for these values; NaN where it gives none."""
        try:
            return self.rule.value(*[values[i] for i in self.operands])
        except (ArithmeticError, ValueError):
            return nan


@dataclass(frozen=True, eq=False)
class Tape:
    """A graph with its nodes numbered in topological order."""

    graph: Graph
    names: tuple[str, ...]
    index: Mapping[str, int]
    rows: tuple[TapeRow, ...]
    row_of: tuple[TapeRow | None, ...]
    constants: tuple[float, ...]
    outgoing: tuple[tuple[tuple[int, int], ...], ...]
    """For each node its (successor, slot) pairs, in topological order."""

    def forward(self, leaves: Mapping[str, float]) -> list[float] | None:
        """All values (constants last), or None where a leaf or an operation has none."""
        values = self._at_leaves(leaves)
        return None if values is None or self._computed(values) is not None else values

    def undefined(self, leaves: Mapping[str, float]) -> tuple[TapeRow, list[float]] | None:
        """The first node that has no value, with its operands' values; None if all have one."""
        values = self._at_leaves(leaves)
        row = None if values is None else self._computed(values)
        return None if values is None or row is None else (row, [values[i] for i in row.operands])

    def _at_leaves(self, leaves: Mapping[str, float]) -> list[float] | None:
        """The leaves and the constants in their places; None if a leaf has no value."""
        spend(10 + len(self.names))
        values: list[float] = [0.0] * len(self.names)
        values.extend(self.constants)
        for node in self.graph.leaves:
            value = leaves.get(node.name, node.default)
            if value is None:
                return None
            values[self.index[node.name]] = value
        return values

    def _computed(self, values: list[float]) -> TapeRow | None:
        """Put the value of each node in its place, up to the first that has none: this one."""
        for row in self.rows:
            value = values[row.node] = row.value(values)
            if isnan(value):
                return row
        return None

    def nudged(self, values: Sequence[float], node: int, by: float) -> list[float]:
        """The values when ``node`` is ``by`` greater; NaN where an operation has none then."""
        moved = list(values)
        moved[node] += by
        undefined = isnan(moved[node])
        for row in _rows_after(self, node):
            if undefined and any(isnan(moved[i]) for i in row.operands):
                moved[row.node] = nan
            else:
                value = moved[row.node] = row.value(moved)
                undefined = undefined or isnan(value)
        return moved

    def local_gradients(
        self,
        values: Sequence[float],
        rows: Iterable[TapeRow] | None = None,
        others: Sequence[Sequence[float]] = (),
    ) -> Locals | None:
        """The local gradients of every node's operands, or None where one is undefined.

        Where only some ``rows`` have other values than before, the ``others`` stay as they are.
        """
        spend(2 * len(self.names))
        found: Locals = [*others] or [()] * len(self.names)
        try:
            for row in self.rows if rows is None else rows:
                operands = [values[i] for i in row.operands]
                here = found[row.node] = row.rule.local_gradients(values[row.node], *operands)
                for slot, _ in row.inputs:
                    if isnan(here[slot]):
                        return None
        except (ArithmeticError, ValueError):
            return None
        return found

    def backward(self, local: Sequence[Sequence[float]], of: int, seed: float = 1.0) -> list[float]:
        """∂of/∂node for every node, by these local gradients and ∂of/∂of = ``seed``."""
        spend(10 + len(self.names))
        gradients = [0.0] * len(self.names)
        gradients[of] = seed
        for row in reversed(self.rows):
            arriving = gradients[row.node]
            if arriving:
                here = local[row.node]
                for slot, node in row.inputs:
                    gradients[node] += arriving * here[slot]
        return gradients

    def tangent(self, local: Sequence[Sequence[float]], wrt: int) -> list[float]:
        """∂node/∂wrt for every node."""
        found = [0.0] * len(self.names)
        found[wrt] = 1.0
        for row in self.rows:
            if row.node > wrt:
                here = local[row.node]
                for slot, node in row.inputs:
                    if found[node]:
                        found[row.node] += here[slot] * found[node]
        return found

    def reaches(self, of: int) -> frozenset[int]:
        """The nodes that ``of`` is computed from, itself included."""
        return _reaches(self, of)

    @property
    def output(self) -> int:
        """The node that the graph computes."""
        return self.index[self.graph.output]

    def needs(self, node: int) -> frozenset[int]:
        """The nodes that ``node`` is computed from, itself included; a constant needs none."""
        return self.reaches(node) if node < len(self.names) else frozenset()

    def reached(self, start: int) -> frozenset[int]:
        """The nodes that are computed from ``start``, itself included."""
        return _reached(self, start)


@lru_cache(maxsize=4096)
def _reaches(tape: Tape, of: int) -> frozenset[int]:
    found = {of}
    for row in reversed(tape.rows):
        if row.node in found:
            found.update(node for _, node in row.inputs)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _reached(tape: Tape, start: int) -> frozenset[int]:
    found = {start}
    for row in tape.rows:
        if any(node in found for _, node in row.inputs):
            found.add(row.node)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _rows_after(tape: Tape, start: int) -> tuple[TapeRow, ...]:
    after = _reached(tape, start) - {start}
    return tuple(row for row in tape.rows if row.node in after)


@lru_cache(maxsize=64)
def tape_of(graph: Graph) -> Tape:
    """The tape of ``graph``, made once."""
    names = tuple(node.name for node in graph.nodes)
    index = {name: i for i, name in enumerate(names)}
    constants: list[float] = []
    rows: list[TapeRow] = []
    row_of: list[TapeRow | None] = [None] * len(names)
    outgoing: list[list[tuple[int, int]]] = [[] for _ in names]
    for node in graph.computed:
        operands: list[int] = []
        for operand in node.operands:
            if isinstance(operand, str):
                operands.append(index[operand])
            else:
                operands.append(len(names) + len(constants))
                constants.append(operand)
        i = index[node.name]
        inputs = tuple((slot, o) for slot, o in enumerate(operands) if o < len(names))
        for slot, o in inputs:
            outgoing[o].append((i, slot))
        row = TapeRow(i, node.op, OPERATIONS[node.op], tuple(operands), inputs)
        rows.append(row)
        row_of[i] = row
    return Tape(
        graph=graph,
        names=names,
        index=index,
        rows=tuple(rows),
        row_of=tuple(row_of),
        constants=tuple(constants),
        outgoing=tuple(tuple(edges) for edges in outgoing),
    )
