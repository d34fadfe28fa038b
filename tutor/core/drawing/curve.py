"""The output over one leaf, with the tangent whose slope is the gradient, in characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Literal, NamedTuple

from tutor.core.graph import Pass, tape_of
from tutor.core.text import number, pad, width

CURVE, TANGENT, HERE = "•", "·", "◉"


class CurvePart(NamedTuple):
    """Characters of one kind."""

    text: str
    kind: Literal["axis", "curve", "tangent", "here"]


CurveRow = tuple[CurvePart, ...]
Holds = Callable[[Mapping[str, float]], bool]
"""Whether the values of all nodes are those of this graph: a case of a choice holds somewhere."""


def always(_: Mapping[str, float]) -> bool:
    """A graph that holds everywhere."""
    return True


def curve(
    numbers: Pass,
    leaf: str,
    ends: tuple[float, float],
    columns: int,
    rows: int,
    holds: Holds = always,
) -> tuple[CurveRow, ...]:
    """``rows`` rows of ``columns`` cells: the output where ``leaf`` runs over ``ends``.

    Values where the output has none, or where this graph does not hold, are left out.  The tangent
    touches the curve at the leaf's own value, and its slope is the gradient there.
    """
    graph = numbers.graph
    here, slope = numbers.values[leaf], numbers.gradients[leaf]
    now = numbers.values[graph.output]
    low, high = ends
    wide, deep = max(8, columns - 12), max(3, rows - 2)
    places = [low + (high - low) * x / (wide - 1) for x in range(wide)]
    found = _outputs(numbers, leaf, places, holds)
    known = [*(y for y in found if y is not None), now]
    bottom, top = min(known), max(known)
    if top - bottom < 1e-12 * max(1.0, abs(top)):
        bottom, top = bottom - 1, top + 1

    def row_of(y: float) -> int:
        return round((top - y) / (top - bottom) * (deep - 1))

    cells: dict[tuple[int, int], str] = {}
    for x, place in enumerate(places):
        tangent = now + slope * (place - here)
        if bottom <= tangent <= top:
            cells[row_of(tangent), x] = TANGENT
    for x, y in enumerate(found):
        if y is not None:
            cells[row_of(y), x] = CURVE
    if low <= here <= high:
        cells[row_of(now), round((here - low) / (high - low) * (wide - 1))] = HERE
    axis = {0: number(top), deep - 1: number(bottom)}
    edge = max(map(width, axis.values()))
    body = [
        (CurvePart(f"{pad(axis.get(y, ''), edge, 'right')} │", "axis"), *_parts(cells, y, wide))
        for y in range(deep)
    ]
    left, right = number(low), number(high)
    gap = " " * max(1, wide - width(left) - width(right))
    label = f"∂{graph.label(graph.output)}/∂{graph.label(leaf)} = {number(slope)}"
    return (
        *body,
        (CurvePart(f"{' ' * edge} └{'─' * wide}", "axis"),),
        (CurvePart(f"{' ' * (edge + 2)}{left}{gap}{right}", "axis"),),
        (
            CurvePart(
                f"{graph.label(leaf)} = {number(here)}; slope of the tangent: {label}", "tangent"
            ),
        ),
    )


def _outputs(numbers: Pass, leaf: str, places: list[float], holds: Holds) -> list[float | None]:
    tape = tape_of(numbers.graph)
    leaves: Mapping[str, float] = {one.name: numbers.values[one.name] for one in tape.graph.leaves}
    found: list[float | None] = []
    for place in places:
        values = tape.forward({**leaves, leaf: place})
        there = values is not None and holds(
            {node.name: values[tape.index[node.name]] for node in tape.graph.nodes}
        )
        y = values[tape.output] if values is not None and there else None
        found.append(y if y is not None and isfinite(y) else None)
    return found


_KINDS: Mapping[str, Literal["curve", "tangent", "here"]] = {
    CURVE: "curve", TANGENT: "tangent", HERE: "here",
}  # fmt: skip


def _parts(cells: Mapping[tuple[int, int], str], y: int, wide: int) -> list[CurvePart]:
    last = max((x for row, x in cells if row == y), default=-1)
    parts = []
    for x in range(min(last + 1, wide)):
        sign = cells.get((y, x), " ")
        parts.append(CurvePart(sign, _KINDS.get(sign, "axis")))
    return parts


def range_of(numbers: Pass, leaf: str, step: float) -> tuple[float, float]:
    """The range that is shown of a leaf that has none: twenty steps to either side."""
    here = numbers.values[leaf]
    return here - 20 * step, here + 20 * step
