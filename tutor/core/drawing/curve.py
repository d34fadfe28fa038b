"""The output over one leaf, with the tangent whose slope is the gradient, in characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

from tutor.core.drawing.chart import Axis, ChartPart, ChartRow, Series, chart
from tutor.core.graph import Pass, tape_of
from tutor.core.text import number

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
    label = f"∂{graph.label(graph.output)}/∂{graph.label(leaf)} = {number(slope)}"
    said = f"{graph.label(leaf)} = {number(here)}; slope of the tangent: {label}"
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


def range_of(numbers: Pass, leaf: str, step: float) -> tuple[float, float]:
    """The range that is shown of a leaf that has none: twenty steps to either side."""
    here = numbers.values[leaf]
    return here - 20 * step, here + 20 * step
