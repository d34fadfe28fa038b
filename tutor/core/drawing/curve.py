"""The output over one leaf, with the tangent whose slope is the gradient, in characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

from tutor.core.drawing.chart import Axis, ChartPart, ChartRow, Series, chart
from tutor.core.graph import Pass, kinks, tape_of
from tutor.core.text import format_number, pad, width

CURVE, TANGENT, HERE = "•", "·", "◉"


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
) -> tuple[ChartRow, ...]:
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
    tangent = [(place, now + slope * (place - here)) for place in places]
    drawn = [(place, y) for place, y in zip(places, found, strict=True) if y is not None]
    series = [
        Series(TANGENT, "tangent", tangent),
        Series(CURVE, "curve", drawn),
        Series(HERE, "here", [(here, now)]),
    ]
    label = f"∂{graph.label(graph.output)}/∂{graph.label(leaf)} = {format_number(slope)}"
    how = "a corner has no slope, by convention" if any(kinks(numbers)) else "slope of the tangent:"
    said = f"{graph.label(leaf)} = {format_number(here)}; {how} {label}"
    return (
        *chart(series, Axis(low, high), Axis(bottom, top), wide, deep),
        (ChartPart(said, "tangent"),),
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
        (title, *_panel(function, places, here, rows))
        for title, function in zip(titles, (value, slope), strict=True)
    ]
    wide = max(map(width, parts[0])) + 2
    return tuple((pad(one, wide) + two).rstrip() for one, two in zip(*parts, strict=True))


STEP = 1e-4
"""Half of the stretch from which a slope is worked out: it is drawn, not told."""


def _panel(
    function: Callable[[float], float | None], places: list[float], here: float, rows: int
) -> list[str]:
    """One curve with its axes, and a dot where the leaf is."""
    points = [(x, y) for x in (*places, here) if (y := function(x)) is not None and isfinite(y)]
    low = min(0.0, *(y for _, y in points))
    high = float(f"{max(low + 1e-9, *(y for _, y in points)):.2g}")
    up = Axis(low, high if high - low > 1e-9 else low + 1)
    series = (
        Series(CURVE, "curve", points),
        Series(HERE, "here", [p for p in points if p[0] == here]),
    )
    found = chart(series, Axis(places[0], places[-1]), up, len(places), rows)
    return ["".join(part.text for part in row) for row in found]


def range_of(numbers: Pass, leaf: str, step: float) -> tuple[float, float]:
    """The range that is shown of a leaf that has none: twenty steps to either side."""
    here = numbers.values[leaf]
    return here - 20 * step, here + 20 * step
