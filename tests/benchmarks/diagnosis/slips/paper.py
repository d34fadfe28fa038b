"""The numbers of one worked question, as they stand on somebody's paper."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from tests.benchmarks.diagnosis.labels import ids_of
from tutor.core.graph import Pass, TapeRow, tape_of, values_of


class Slip(NamedTuple):
    """One wrong answer and how it came about.

    ``ids`` are all ids that would be right for it, ``weight`` says how often people do it.
    """

    key: tuple[object, ...]
    ids: frozenset[str]
    number: float
    weight: float


class EdgeSlip(NamedTuple):
    """A wrong local gradient on the edge into ``slot`` of the node that ``row`` computes."""

    key: tuple[object, ...]
    ids: frozenset[str]
    row: TapeRow
    slot: int
    source: int
    wrong: float
    weight: float


class Place(NamedTuple):
    """One edge on a route: into ``slot`` of ``row``, from node ``source``; its local gradient."""

    row: TapeRow
    slot: int
    source: int
    local: float


class Paper:
    """A pass laid out by number: values, local gradients, ∂of/∂· and, from one node, ∂·/∂node."""

    def __init__(self, numbers: Pass) -> None:
        self.numbers = numbers
        self.tape = tape_of(numbers.graph)
        self.values = values_of(self.tape, numbers)
        found = self.tape.local_gradients(self.values)
        assert found is not None
        self.locals = found
        self.of = self.tape.index[numbers.graph.output]
        self.gradients = self.tape.backward(self.locals, self.of)
        self.rows: Mapping[int, TapeRow] = {row.node: row for row in self.tape.rows}

    @cached_property
    def needed(self) -> frozenset[int]:
        """The nodes that the output is computed from."""
        return self.tape.reaches(self.of)

    def along(self, node: int) -> list[float]:
        """∂m/∂node for every node m."""
        found = [0.0] * len(self.tape.names)
        found[node] = 1.0
        for row in self.tape.rows:
            if row.node != node:
                found[row.node] = sum(
                    self.locals[row.node][slot] * found[source] for slot, source in row.inputs
                )
        return found

    def places(self, node: int) -> list[Place]:
        """The edges on all routes from ``node`` to the output."""
        on_route = self.needed & (self.tape.reached(node) | {node})
        return [
            Place(row, slot, source, self.locals[row.node][slot])
            for row in self.tape.rows
            if row.node in on_route
            for slot, source in row.inputs
            if source in on_route
        ]

    def operands(self, row: TapeRow) -> list[float]:
        """The values that the operation of a row was given."""
        return [self.values[i] for i in row.operands]

    def successors(self, node: int) -> dict[int, float]:
        """The local gradient ∂m/∂node of each successor m that leads to the output."""
        found: dict[int, float] = {}
        for successor, slot in self.tape.outgoing[node]:
            if successor in self.needed:
                found[successor] = found.get(successor, 0.0) + self.locals[successor][slot]
        return found

    def op(self, node: int) -> str:
        """The operation of a node, "" for a leaf."""
        return self.rows[node].op if node in self.rows else ""

    def rerun(self, changed: Mapping[int, float], node: int) -> float | None:
        """∂of/∂node where these nodes had other values and everything after followed from them."""
        values = list(self.values)
        values_set = dict(changed)
        for name, value in values_set.items():
            values[name] = value
        touched = set(values_set)
        for row in self.tape.rows:
            if row.node not in values_set and touched & {source for _, source in row.inputs}:
                values[row.node] = row.value(values)
                touched.add(row.node)
        if not all(math.isfinite(value) for value in values):
            return None
        local = self.tape.local_gradients(values)
        return None if local is None else self.tape.backward(local, self.of)[node]


def accepted(*labels: str) -> frozenset[str]:
    """The ids that would be right for a slip that goes by these labels."""
    return ids_of(labels)
