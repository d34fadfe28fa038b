"""What is drawn of a run: its cost, what the network says, and the network by its weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil, floor, inf, log10
from typing import NamedTuple

from tutor.core.drawing import (
    Axis,
    ChartRow,
    LayerTable,
    Plane,
    Series,
    UnitRow,
    chart,
    plane_around,
    round_up,
)
from tutor.core.graph import Graph
from tutor.core.text import network_label, number, width
from tutor.core.training.data import DataSet
from tutor.core.training.forward import activations, choice, columns_of, network_at, outputs
from tutor.core.training.run import Run
from tutor.core.training.setup import Setup
from tutor.core.training.trials import Trials
from tutor.core.training.units import Unit

LEAST = 100
"""Updates that the curve has room for at the least."""
SEEN = 0.02
"""The least part of the plane that one looks past, when one goes from point to point."""
DECADES = 2
"""Powers of ten that the axis of the cost spans at the least."""


def loss_curve(
    trials: Trials, columns: int, rows: int, *, log: bool = True
) -> tuple[ChartRow, ...]:
    """C over the updates; earlier runs by their letters.

    The axes do not follow the curve: they reach to the next round number, or are whole powers of
    ten, and they are written on.  What grows beyond them is marked at the upper edge.
    """
    run = trials.run
    curves = [*(one.curve for one in trials.earlier), run.curve]
    starts = [curve[0][1] for curve in curves if 0 < curve[0][1] < inf]
    highest = max(starts, default=1.0)
    top = ceil(log10(highest) + 0.05)
    low = min((c for curve in curves for _, c in curve if 0 < c < inf), default=1.0)
    bottom = min(top - DECADES, floor(log10(low)))
    reached = max(run.furthest, *(one.furthest for one in trials.earlier), LEAST)
    series = [
        Series(one.letter, "ghost", [*filter(_is_drawable, one.curve)], kept=True)
        for one in trials.earlier
    ]
    series += [
        Series("•", "curve", [*filter(_is_drawable, run.curve)], joined=True, kept=True),
        Series("◉", "here", [(run.update, run.cost)], kept=True),
    ]
    up = Axis(10.0**bottom, 10.0**top, log=True) if log else Axis(0, round_up(highest))
    return _fitted(series, Axis(0, round_up(reached)), up, columns, rows)


def _is_drawable(point: tuple[int, float]) -> bool:
    return point[1] > 0  # a logarithmic axis has no other place; ∞ is beyond its end


def _fitted(
    series: Sequence[Series], across: Axis, up: Axis, columns: int, rows: int
) -> tuple[ChartRow, ...]:
    """The chart in so many cells, its labels included."""
    deep = max(2, rows - 2)
    labels = max(len(number(tick)) for tick in up.ticks(deep))
    return chart(series, across, up, max(8, columns - labels - 2), deep)


def line_picture(run: Run, columns: int, rows: int, chosen: int) -> tuple[ChartRow, ...]:
    """The output over one input, with the examples, in the units that the data came in."""
    data = run.setup.data
    xs, ys = [row[0] for row in data.rows], [row[-1] for row in data.rows]
    plane = plane_around([*zip(xs, ys, strict=True)], max(8, columns - 10), 1)
    across = Axis(data.own(0, plane.left), data.own(0, plane.right))
    up = Axis(data.own(-1, plane.bottom), data.own(-1, plane.top))
    places = [x for x, _ in plane.middles()]
    found = outputs(network_at(run.setup.shape, run.parameters), [(x,) for x in places])

    def own(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
        return [(data.own(0, x), data.own(-1, y)) for x, y in zip(xs, ys, strict=True)]

    series = [
        Series("○", "point", own(xs, ys)),
        Series("•", "curve", own(places, found), joined=True),
        Series("◉", "here", own([xs[chosen]], [ys[chosen]])),
    ]
    return _fitted(series, across, up, columns, rows)


CLASS_SIGNS = "oxv"
"""What an example of the first, the second and the third class is on the map."""


class MapPoint(NamedTuple):
    """An example on the map: one of ``CLASS_SIGNS``, a capital on the wrong side."""

    sign: str
    example: int


class DecisionMap(NamedTuple):
    """``shades`` are the output in every cell, row by row, from 0 (the first class) to 1.

    Where ``classes`` are three it is their ``choice``, from 0 to 3.
    ``points`` are the examples by column and row, where rows are ``per_row`` cells high.
    """

    plane: Plane
    shades: Sequence[float]
    points: Mapping[tuple[int, int], MapPoint]
    per_row: int
    classes: int = 2


def decision_map(run: Run, columns: int, rows: int, chosen: int, per_row: int) -> DecisionMap:
    """What the network says over the plane of its two inputs."""
    return _map_of(run.setup, run.parameters, columns, rows, chosen, per_row)


def _map_of(
    setup: Setup, parameters: Sequence[float], columns: int, rows: int, chosen: int, per_row: int
) -> DecisionMap:
    data, network = setup.data, network_at(setup.shape, parameters)
    plane = plane_of(data, columns, rows * per_row)
    low, high = target_range(data)
    middles = _middles(plane)
    shades = choice(activations(network, middles)[-1])
    if data.outputs == 1:
        shades = [(a - low) / (high - low) for a in shades]
    said = outputs(network, [row[:-1] for row in data.rows])
    points: dict[tuple[int, int], MapPoint] = {}
    order = [*(place for place in range(len(data.rows)) if place != chosen), chosen]
    for place in order:
        row = data.rows[place]
        column, line = plane.cell(row[0], row[1])
        half = (low + high) / 2
        if data.outputs == 1:
            sign = CLASS_SIGNS[row[-1] > half]
            is_right = (said[place] > half) == (row[-1] > half)
        else:
            sign, is_right = CLASS_SIGNS[int(row[-1])], data.is_right(row, said[place])
        points[column, line // per_row] = MapPoint(sign if is_right else sign.upper(), place)
    return DecisionMap(plane, shades, points, per_row, max(2, data.outputs))


SHADES = " ░▒▓█"
"""The output from 0 to 1, as signs."""
SHADES_OF_THREE = " ▒█"
"""The class of the three that is largest, as signs."""


def map_rows(setup: Setup, parameters: Sequence[float], columns: int, rows: int) -> list[str]:
    """The decision map as text: shades, and the examples as ``MapPoint`` has them."""
    return rows_of(_map_of(setup, parameters, columns, rows, 0, 1), columns, rows)


def rows_of(found: DecisionMap, columns: int, rows: int) -> list[str]:
    """A map with a shade in each of so many cells as text."""
    signs, steps = (SHADES, 5) if found.classes == 2 else (SHADES_OF_THREE, 1)
    last = len(signs) - 1
    cells = [signs[min(last, max(0, int(steps * shade)))] if shade == shade else "?"
             for shade in found.shades]  # fmt: skip
    for (column, row), point in found.points.items():
        cells[row * columns + column] = point.sign
    return ["".join(cells[row * columns : (row + 1) * columns]) for row in range(rows)]


@lru_cache(maxsize=4)
def _middles(plane: Plane) -> list[list[float]]:
    """Where the network is asked, as columns; the same in every frame."""
    return columns_of(plane.middles())


def plane_of(data: DataSet, columns: int, rows: int) -> Plane:
    """The part of the plane with all examples."""
    return plane_around([(row[0], row[1]) for row in data.rows], columns, rows)


def map_edges(data: DataSet, cells: int) -> str:
    """``→ x₁ −0.3 … 1.3  ↑ x₂ −0.3 … 1.3``: the edges of the map, to two figures, in the units
    that the data came in; the names alone where there are fewer ``cells``.
    """
    plane = plane_of(data, 1, 1)
    ends = (plane.left, plane.right), (plane.bottom, plane.top)
    names = [f"{sign} {name}" for sign, name in zip("→↑", data.inputs, strict=True)]
    ranges = [
        f"{name} {' … '.join(number(float(f'{data.own(column, x):.2g}')) for x in of)}"
        for column, (name, of) in enumerate(zip(names, ends, strict=True))
    ]
    said = "  ".join(ranges)
    return said if width(said) <= cells else "  ".join(names)


def target_range(data: DataSet) -> tuple[float, float]:
    """The least and the greatest target; 0 and 1 for classes."""
    targets = [row[-1] for row in data.rows]
    return (0.0, 1.0) if data.classes else (min(targets), max(targets))


def weight_tables(run: Run, units: Sequence[Unit]) -> list[LayerTable]:
    """Every layer's weights and biases, with the δ of each unit."""
    graph, network = run.setup.shape.graph, network_at(run.setup.shape, run.parameters)
    found = []
    for layer, (matrix, biases) in enumerate(zip(network.weights, network.biases, strict=True), 2):
        count = len(matrix[0])
        sources = [_signal(graph, layer - 1, k) for k in range(1, count + 1)]
        of_layer = [unit for unit in units if unit.layer == layer]
        rows = [
            UnitRow(_signal(graph, layer, unit.number), (*row, bias), unit.delta, unit.state)
            for unit, row, bias in zip(of_layer, matrix, biases, strict=True)
        ]
        found.append(LayerTable((*sources, "b"), rows))
    return found


def _signal(graph: Graph, layer: int, unit: int) -> str:
    """x₁, a₁², or z₁² of a linear unit."""
    if layer == 1:
        return graph.label(f"x_{unit}")
    name = f"a{layer}_{unit}"
    return graph.label(name) if name in graph.by_name else network_label("z", layer, unit)


def nearest(data: DataSet, chosen: int, across: int, up: int) -> int:
    """The nearest example in a direction from the chosen one; itself where there is none.

    With one input the second coordinate is the target.
    """
    at = [(row[0], row[1]) for row in data.rows]
    x, y = at[chosen]
    wide, high = _extent([one[0] for one in at]), _extent([one[1] for one in at])

    def far(place: int) -> float:
        right, above = (at[place][0] - x) / wide, (at[place][1] - y) / high
        along, aside = right * across + above * up, right * up - above * across
        return along + 3 * abs(aside) if along > SEEN else float("inf")

    best = min(range(len(at)), key=far)
    return chosen if far(best) == float("inf") else best


def _extent(numbers: Sequence[float]) -> float:
    return max(numbers) - min(numbers) or 1.0
