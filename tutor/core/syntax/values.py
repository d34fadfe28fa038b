"""The numbers of a graph as its author wrote them: is every node defined, can variants be drawn?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tutor.core.errors import GraphError
from tutor.core.expression import mentions, unknown_name
from tutor.core.graph import Graph, run, tape_of
from tutor.core.lesson import LessonGraph, Place
from tutor.core.syntax.problems import ProblemReport
from tutor.core.variants import holds_at_defaults, meets_conditions

CONDITIONS = 10
"""``require`` lines that one graph may have."""
WORK = 40_000
"""Nodes that are computed, over all draws, before a condition counts as never met."""

_CHOOSE = "choose other values, or keep the operation inside its domain"


def check_values(
    lesson_graph: LessonGraph, places: Mapping[str, Place], report: ProblemReport
) -> None:
    """Report nodes without a value at the defaults, and conditions that nothing meets.

    ``places`` says where each node is written.  A graph with a leaf that has no default is left
    alone.
    """
    leaves = {leaf.name: leaf.default for leaf in lesson_graph.graph.leaves}
    defaults = {name: value for name, value in leaves.items() if value is not None}
    if len(defaults) < len(leaves):
        return
    outside = _outside_domain(lesson_graph.graph, defaults)
    if outside:
        node, message = outside
        report.add(places[node], message, _CHOOSE)
        return
    try:
        run(lesson_graph.graph, defaults)
    except GraphError as error:
        report.add(lesson_graph.at, str(error), _CHOOSE)
        return
    _check_conditions(lesson_graph, report)


def _outside_domain(graph: Graph, leaves: Mapping[str, float]) -> tuple[str, str] | None:
    """The first node that has no value, and why; None when all have one."""
    tape = tape_of(graph)
    found = tape.undefined(leaves)
    if found is None:
        return None
    row, operands = found
    name, at = tape.names[row.node], ", ".join(f"{operand:.6g}" for operand in operands)
    return name, f"{name!r} has no value: {row.op} at {at} (it needs {row.rule.domain})"


def _check_conditions(lesson_graph: LessonGraph, report: ProblemReport) -> None:
    """Report each condition that no draw meets, or the last one when they only clash."""
    conditions = lesson_graph.require
    if not conditions:
        return
    if len(conditions) > CONDITIONS:
        what = f"a graph has at most {CONDITIONS} conditions"
        report.add(conditions[CONDITIONS].at, what, "join some of them with 'and'")
        return
    left_out = list(_left_out(lesson_graph))
    for at, name in left_out:
        what = f"{name!r} is left out, so no values can meet this condition"
        report.add(at, what, "use it in what leads to the output, or remove the condition")
    if left_out or (not lesson_graph.vary and holds_at_defaults(lesson_graph)):
        return
    tries = max(50, WORK // (len(lesson_graph.graph.nodes) * (1 + len(conditions))))
    if meets_conditions(lesson_graph, tries):
        return
    help_ = f"{tries} draws were tried; widen a 'vary', or ask for less"
    never = [
        one
        for one in conditions
        if len(conditions) == 1
        or not meets_conditions(replace(lesson_graph, require=(one,)), tries)
    ]
    for one in never:
        report.add(one.at, "no values meet this condition", help_)
    if not never:
        report.add(conditions[-1].at, "no values meet all these conditions together", help_)


def _left_out(lesson_graph: LessonGraph) -> Iterator[tuple[Place, str]]:
    """The first name in each condition that is a node no more, since the output does without it."""
    for one in lesson_graph.require:
        for mention in mentions(one.condition):
            if unknown_name(mention.name, lesson_graph.graph):
                yield Place(one.at.line, one.at.column + mention.column), mention.name
                break
