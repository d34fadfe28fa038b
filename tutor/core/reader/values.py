"""The numbers of a graph as its author wrote them: is every node defined, can variants be drawn?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from engine import OPERATIONS
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import LeafScope, PassScope, evaluate, parts
from tutor.core.expression.tree import Call
from tutor.core.graph import Graph, run
from tutor.core.lesson import LessonGraph, Place, Require
from tutor.core.reader.report import Report

TRIES = 3000
"""Combinations of leaf values that are tried before a condition counts as never met."""


def check_values(lesson_graph: LessonGraph, places: Mapping[str, Place], report: Report) -> None:
    """Report nodes without a value at the defaults, and conditions that nothing meets."""
    graph = lesson_graph.graph
    leaves = {leaf.name: leaf.default for leaf in graph.leaves}
    defaults = {name: value for name, value in leaves.items() if value is not None}
    if len(defaults) < len(leaves):
        return
    try:
        forward(graph, defaults)
    except _NoValueError as error:
        help_ = "choose other values, or keep the operation inside its domain"
        report.add(places[error.node], str(error), help_)
        return
    try:
        run(graph, defaults)
    except GraphError as error:
        report.add(lesson_graph.at, str(error), "choose other values")
        return
    if lesson_graph.require:
        _check_conditions(lesson_graph, defaults, report)


class _NoValueError(Exception):
    def __init__(self, node: str, message: str) -> None:
        super().__init__(message)
        self.node = node


def forward(graph: Graph, leaves: Mapping[str, float]) -> dict[str, float]:
    """The forward pass on plain floats, for trying many values quickly."""
    values = dict(leaves)
    for node in graph.computed:
        operands = [values[o] if isinstance(o, str) else o for o in node.operands]
        row = OPERATIONS[node.op]
        try:
            value = float(row.value(*operands))
        except (ArithmeticError, ValueError):
            value = float("nan")
        if value != value:
            at = ", ".join(f"{operand:.6g}" for operand in operands)
            message = f"{node.name!r} has no value: {node.op} at {at} (it needs {row.domain})"
            raise _NoValueError(node.name, message)
        values[node.name] = value
    return values


def _check_conditions(
    lesson_graph: LessonGraph, defaults: Mapping[str, float], report: Report
) -> None:
    """Report each condition that no combination meets, or the last one when they only clash."""
    conditions = lesson_graph.require
    met: set[Require] = set()
    trouble: dict[Require, ExpressionError] = {}
    for leaves in _combinations(lesson_graph, defaults):
        good = 0
        for one in conditions:
            try:
                if _meets(lesson_graph.graph, leaves, one):
                    met.add(one)
                    good += 1
            except ExpressionError as error:
                trouble.setdefault(one, error)
        if good == len(conditions):
            return
    never = [one for one in conditions if one not in met]
    if not never:
        what = "no values meet all these conditions together"
        report.add(conditions[-1].at, what, "widen a 'vary', or ask for less")
    for one in never:
        if one in trouble:
            report.expression(trouble[one], one.at)
        else:
            report.add(one.at, "no values meet this condition", "widen a 'vary', or ask for less")


def _combinations(
    lesson_graph: LessonGraph, defaults: Mapping[str, float]
) -> Iterator[dict[str, float]]:
    """Leaf values that variants may have: all of them when they are few, a spread otherwise."""
    names = [one.name for one in lesson_graph.vary]
    ranges = [one.choices for one in lesson_graph.vary]
    count = 1
    for values in ranges:
        count *= len(values)
    if count <= TRIES:
        for drawn in itertools.product(*ranges):
            yield {**defaults, **dict(zip(names, drawn, strict=True))}
        return
    # A fixed linear congruence walks over the numbers of all combinations without repeats.
    step = 2 * (count * 0x9E3779B9 // 2**33) + 1
    for i in range(TRIES):
        at = i * step % count
        chosen: list[float] = []
        for values in ranges:
            at, place = divmod(at, len(values))
            chosen.append(values[place])
        yield {**defaults, **dict(zip(names, chosen, strict=True))}


def _meets(graph: Graph, leaves: Mapping[str, float], one: Require) -> bool:
    if any(
        isinstance(part, Call) and part.function in {"local", "grad"}
        for part, _ in parts(one.condition)
    ):
        try:
            return bool(evaluate(one.condition, PassScope(run(graph, leaves))))
        except GraphError:
            return False
    try:
        values = forward(graph, leaves)
    except _NoValueError:
        return False
    return bool(evaluate(one.condition, LeafScope(values)))


def _asks_for_gradients(one: Require) -> bool:
    found = (part for part, _ in parts(one.condition) if isinstance(part, Call))
    return any(call.function in {"local", "grad"} for call in found)
