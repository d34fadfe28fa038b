"""One wrong local gradient on one edge of a route."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks.diagnosis.slips.local import Edge, wrong_locals
from tests.benchmarks.diagnosis.slips.paper import EdgeSlip, Paper, Place, accepted

ACTIVATIONS: Mapping[str, Callable[[float], float]] = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
}
"""Derivatives by the activation's value."""


ON_ANY_EDGE = {"FACTOR_TWICE": 0.8, "SIGN_FLIPPED": 1.5, "RECIPROCAL": 0.5}
"""How often these happen in one question, on whichever of its edges."""


def edge_slips(paper: Paper, node: int) -> list[EdgeSlip]:
    """All wrong local gradients on the edges from ``node`` to the output."""
    found = []
    only_one = len(paper.successors(node)) == 1
    places = paper.places(node)
    for place in places:
        first = place.source == node and only_one
        for label, wrong, weight in _wrong(paper, place, len(places)):
            if weight and math.isfinite(wrong) and wrong != place.local:
                key = ("edge", label, place.row.node, place.slot, round(wrong, 12))
                ids = accepted(label, *_besides(label, wrong, first))
                found.append(EdgeSlip(key, ids, place.row, place.slot, place.source, wrong, weight))
    return found


def _wrong(paper: Paper, place: Place, edges: int) -> Iterator[tuple[str, float, float]]:
    row, slot, local = place.row, place.slot, place.local
    u, y = paper.operands(row), paper.values[row.node]
    yield from wrong_locals(Edge(row.op, slot, u, y, paper.gradients[row.node]))
    if row.op not in ("add", "sub", "sum"):
        upside_down = 1 / local if local and row.op not in ("div", "sqrt") else local
        for label, wrong in zip(ON_ANY_EDGE, (local * local, -local, upside_down), strict=True):
            yield label, wrong, ON_ANY_EDGE[label] / edges
    yield from _of_networks(paper, place)
    yield from _of_errors(paper, place)


def _of_networks(paper: Paper, place: Place) -> Iterator[tuple[str, float, float]]:
    """z for a, another entry of the same dot product, the derivative of another layer."""
    row = place.row
    if row.op == "mul":
        others = [i for slot, i in row.inputs if slot != place.slot]
        for other in others:
            if paper.op(other) in (*ACTIVATIONS, "relu"):
                yield "Z_INSTEAD_OF_A", paper.values[paper.rows[other].operands[0]], 2.0
        entries = list(_other_entries(paper, row.node, place.slot))
        for entry in entries:
            yield "OTHER_COMPONENT", entry, 2.0 / len(entries)
    if row.op in ACTIVATIONS:
        prime = ACTIVATIONS[row.op]
        same = [n for n in paper.needed if paper.op(n) == row.op and n != row.node]
        for n in same:
            yield "PRIME_OF_OTHER_LAYER", prime(paper.values[n]), 1.0 / len(same)
    if row.op == "log":
        logs = [n for n in paper.needed if paper.op(n) == "log" and n != row.node]
        for n in logs:
            yield "LOG_OTHER_INPUT", 1 / paper.values[paper.rows[n].operands[0]], 0.8 / len(logs)


def _other_entries(paper: Paper, product: int, slot: int) -> Iterator[float]:
    """The factors that meet the other weights of the sum that this product is part of."""
    sums = [m for m, _ in paper.tape.outgoing[product] if paper.op(m) == "add"]
    while sums:
        node = sums.pop()
        for _, part in paper.rows[node].inputs:
            if part != product and paper.op(part) == "mul":
                operands = paper.operands(paper.rows[part])
                if len(operands) == 2:
                    yield operands[1 - slot]
        sums += [m for m, _ in paper.tape.outgoing[node] if paper.op(m) == "add"]


def _of_errors(paper: Paper, place: Place) -> Iterator[tuple[str, float, float]]:
    """A square of a difference: the target forgotten, or z in the place of a."""
    row = place.row
    if row.op != "pow" or place.slot or paper.op(place.source) != "sub":
        return
    exponent = paper.operands(row)[1]
    one, two = (paper.rows[place.source].operands[k] for k in (0, 1))
    for index, sign in ((one, 1.0), (two, -1.0)):
        if index >= len(paper.tape.names) or paper.op(index) not in (*ACTIVATIONS, "relu"):
            continue
        a, z = paper.values[index], paper.values[paper.rows[index].operands[0]]
        error = paper.values[place.source]
        yield "ERROR_WITHOUT_TARGET", exponent * sign * a, 1.0
        yield "ERROR_WITH_Z", exponent * (error + sign * (z - a)), 1.0


def _besides(label: str, wrong: float, first: bool) -> tuple[str, ...]:
    """Other names of the same thing, at this place.

    A factor left out of the first edge is what arrives, alone; the own factor there is the other
    factor's gradient; a value as a derivative there is the arriving gradient times a value.
    """
    if wrong == 1.0 and first:
        return ("BACKPROP_ONLY", "FACTOR_LEFT_OUT")
    if wrong == 1.0:
        return ("FACTOR_LEFT_OUT",)
    if label == "MUL_OWN_VALUE" and first:
        return ("WRONG_NODE",)
    return ()
