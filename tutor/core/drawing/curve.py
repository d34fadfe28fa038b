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


def curve_and_slope(
    numbers: Pass, of: str, leaf: str, ends: tuple[float, float], columns: int, rows: int
) -> tuple[str, ...]:
    """The value of a node over one leaf, and beside it how steep that is, both with their dots.

    Both vertical axes begin at 0 where nothing is negative.
    """
    graph, tape = numbers.graph, tape_of(numbers.graph)
    leaves = {one.name: numbers.values[one.name] for one in graph.leaves}
    places = [ends[0] + (ends[1] - ends[0]) * x / (columns - 1) for x in range(columns)]

    def value(place: float) -> float | None:
        values = tape.forward({**leaves, leaf: place})
        return None if values is None else values[tape.index[of]]

    def slope(place: float) -> float | None:
        below, above = value(place - STEP), value(place + STEP)
        return None if below is None or above is None else (above - below) / (2 * STEP)

    here = numbers.values[leaf]
    node, wrt = graph.by_name[of], graph.label(leaf)
    titles = f"{node.label} over {wrt}", f"how steep: ∂{node.label}/∂{wrt}"
    parts = [
        _panel(title, [function(place) for place in places], function(here),
               (here - ends[0]) / (ends[1] - ends[0]), ends, rows)
        for title, function in zip(titles, (value, slope), strict=True)
    ]  # fmt: skip
    wide = max(map(width, parts[0])) + 2
    return tuple((pad(one, wide) + two).rstrip() for one, two in zip(*parts, strict=True))


STEP = 1e-4
"""Half of the stretch from which a slope is worked out: it is drawn, not told."""


def _panel(
    title: str, found: list[float | None], now: float | None, at: float,
    ends: tuple[float, float], rows: int,
) -> list[str]:  # fmt: skip
    """One curve with its axes; ``at`` is the place of the dot, from 0 to 1."""
    known = [y for y in (*found, now) if y is not None and isfinite(y)] or [0.0]
    low, high = min(0.0, *known), max(known)
    high = high if high - low > 1e-9 else low + 1
    grid = [[" "] * len(found) for _ in range(rows)]

    def row_of(y: float) -> int:
        return round((high - y) / (high - low) * (rows - 1))

    for x, y in enumerate(found):
        if y is not None and isfinite(y):
            grid[row_of(y)][x] = CURVE
    if now is not None and 0 <= at <= 1:
        grid[row_of(now)][round(at * (len(found) - 1))] = HERE
    axis = {0: number(float(f"{high:.2g}")), rows - 1: number(low)}
    edge = max(map(width, axis.values()))
    left, right = number(ends[0]), number(ends[1])
    gap = " " * (len(found) - width(left) - width(right))
    return [
        title,
        *(f"{pad(axis.get(y, ''), edge, 'right')} │{''.join(row)}" for y, row in enumerate(grid)),
        f"{' ' * edge} └{'─' * len(found)}",
        f"{' ' * (edge + 2)}{left}{gap}{right}",
    ]


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
