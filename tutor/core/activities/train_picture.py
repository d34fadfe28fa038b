"""What a graph in training says over its inputs, with the examples: a line, or a decision map.

That needs one or two inputs, and a target that is taken from the output in one operation, as in
e = ŷ − y: the other operand is what the model says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tutor.core.activities.training_plan import Training
from tutor.core.drawing import Axis, Plane, Series, chart, plane_around
from tutor.core.graph import Graph, Pass, tape_of
from tutor.core.training import CLASS_SIGNS, DecisionMap, MapPoint, rows_of

LINE = 22, 6
"""Columns and rows of the picture over one input."""
MAP = 11, 6
"""The same over two."""

Values = Mapping[str, float]


class Model(NamedTuple):
    """The leaves that examples give, one or two ``inputs`` and a ``target``, and the ``output``."""

    inputs: tuple[str, ...]
    target: str
    output: str


def model_of(graph: Graph, plan: Training) -> Model | None:
    """The model in this graph, None where there is none to draw."""
    given = dict.fromkeys(name for example in plan.examples for name in example)
    taken = [(name, other) for name in given if (other := _compared(graph, name))]
    if len(taken) != 1 or not all(set(given) == set(one) for one in plan.examples):
        return None
    target, output = taken[0]
    inputs = tuple(name for name in given if name != target)
    return Model(inputs, target, output) if 1 <= len(inputs) <= 2 else None


def _compared(graph: Graph, leaf: str) -> str:
    """The computed node that the leaf is taken from, or that is taken from it; "" for none."""
    after = graph.outgoing(leaf)
    node = graph.by_name[after[0].target] if len(after) == 1 else None
    if node is None or node.op != "sub":
        return ""
    others = [name for name in node.inputs if name != leaf and not graph.by_name[name].is_leaf]
    return others[0] if others else ""


def picture(numbers: Pass, plan: Training, parameters: Values) -> list[str]:
    """The picture at these parameters; no line where there is no model to draw."""
    graph = numbers.graph
    model = model_of(graph, plan)
    if model is None:
        return []
    leaves = {leaf.name: numbers.values[leaf.name] for leaf in graph.leaves} | dict(parameters)
    draw = _line if len(model.inputs) == 1 else _map
    over = " and ".join(map(graph.label, model.inputs))
    return [f"{graph.label(model.output)} over {over}", *draw(graph, model, plan, leaves)]


def _said(graph: Graph, model: Model, leaves: Values, point: tuple[float, ...]) -> float | None:
    """What the model says at one point."""
    tape = tape_of(graph)
    values = tape.forward({**leaves, **dict(zip(model.inputs, point, strict=True))})
    return None if values is None else values[tape.index[model.output]]


def _line(graph: Graph, model: Model, plan: Training, leaves: Values) -> list[str]:
    points = [(one[model.inputs[0]], one[model.target]) for one in plan.examples]
    plane = plane_around(points, *LINE)
    places = [x for x, _ in plane.middles()][: LINE[0]]
    said = [(x, y) for x in places if (y := _said(graph, model, leaves, (x,))) is not None]
    series = [Series("•", "curve", said, joined=True), Series("○", "point", points)]
    across, up = Axis(plane.left, plane.right), Axis(plane.bottom, plane.top)
    return ["".join(part.text for part in row).rstrip() for row in chart(series, across, up, *LINE)]


def _map(graph: Graph, model: Model, plan: Training, leaves: Values) -> list[str]:
    first, second = model.inputs
    places = [(one[first], one[second]) for one in plan.examples]
    targets = [one[model.target] for one in plan.examples]
    low, high = min(targets), max(targets)
    plane: Plane = plane_around(places, *MAP)
    wide = high - low or 1.0

    def shade(point: tuple[float, ...]) -> float:
        said = _said(graph, model, leaves, point)
        return 0.5 if said is None else (said - low) / wide

    points = {}
    for place, (point, target) in enumerate(zip(places, targets, strict=True)):
        is_high = target > (low + high) / 2
        sign = CLASS_SIGNS[is_high]
        is_right = (shade(point) > 0.5) == is_high
        points[plane.cell(*point)] = MapPoint(sign if is_right else sign.upper(), place)
    return rows_of(DecisionMap(plane, [*map(shade, plane.middles())], points, 1), *MAP)
