"""Questions for any graph: of every kind that fits it, with values drawn afresh.

The wrong options of a choice and the planted errors come from the table of misconceptions, so no
author is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph, Vary
from tutor.core.questions.fill import plain
from tutor.core.questions.model import Question
from tutor.core.questions.registry import KINDS, marked_kinds, worked
from tutor.core.text import Draws
from tutor.core.variants import draw, meets_conditions

WHOLE = tuple(float(n) for n in (-5, -4, -3, -2, 2, 3, 4, 5, 6))
"""Leaf values for graphs of + − · and squares: whole, and never 0 or ±1, which hide mistakes."""
SMALL = tuple(n / 4 for n in (-7, -6, -5, -3, -2, -1, 1, 2, 3, 5, 6, 7))
"""Leaf values for graphs with activations, which are flat far from 0."""
POSITIVE = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
"""Leaf values for graphs that take logarithms, roots or quotients."""
UNIT = (0.1, 0.2, 0.25, 0.3, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9)
"""Leaf values for those that have none there: log p and log(1 − p) in a cross-entropy."""
FEW, AT_ONCE = 200, 8
"""Candidates that are looked at before other ranges are taken; and where most of them should do."""

_ARITHMETIC = frozenset({"add", "sub", "mul", "neg", "pow", "sum", "dot", "abs", "relu", "maximum",
                         "minimum", "leaky_relu"})  # fmt: skip
_DELICATE = frozenset({"log", "sqrt", "div"})


def with_ranges(lesson_graph: LessonGraph) -> LessonGraph:
    """The graph with ranges for its leaves, where it has none.

    Leaf values that no admissible pass allows (the logarithm of a negative number) are left out
    when values are drawn.
    """
    if lesson_graph.vary:
        return lesson_graph
    operations = {node.op for node in lesson_graph.graph.computed}
    if not operations & _DELICATE:
        return _with(lesson_graph, WHOLE if operations <= _ARITHMETIC else SMALL)
    flat = operations - _ARITHMETIC - _DELICATE
    if flat and meets_conditions(_with(lesson_graph, SMALL), AT_ONCE):
        return _with(lesson_graph, SMALL)
    first, second = (UNIT, POSITIVE) if flat else (POSITIVE, UNIT)
    ready = _with(lesson_graph, first)
    return ready if meets_conditions(ready, FEW) else _with(lesson_graph, second)


def _with(lesson_graph: LessonGraph, choices: tuple[float, ...]) -> LessonGraph:
    ranges = tuple(Vary(leaf.name, choices) for leaf in lesson_graph.graph.leaves)
    return replace(lesson_graph, vary=ranges)


def with_fixed_leaves(lesson_graph: LessonGraph, values: Mapping[str, float]) -> LessonGraph:
    """The graph with these leaves held at these values while the others vary."""
    ready = with_ranges(lesson_graph)
    kept = tuple(
        replace(one, choices=(values[one.name],)) if one.name in values else one
        for one in ready.vary
    )
    return replace(ready, vary=kept).with_defaults(values)


def generate(
    lesson_graph: LessonGraph, count: int, seed: int, kinds: tuple[str, ...] = ()
) -> tuple[Question, ...]:
    """``count`` questions about the graph, kinds in turn; fewer when the graph has too little.

    Of those whose values make no difference, an order or a formula, and of a graph whose values are
    all fixed, none comes again while there are others.  Raises GraphError when the graph has no
    values at all.
    """
    ready = with_ranges(lesson_graph)
    draw(ready, seed)  # a graph without any values says so here
    rows = [KINDS[kind] for kind in kinds or marked_kinds()]
    found: list[Question] = []
    again: list[Question] = []
    asked: dict[tuple[str, str], list[Question]] = {}
    draws = Draws(seed, ready.graph.name, "generate")
    turn = failures = repeated = 0
    while len(found) < count and failures < 3 * len(rows):
        if repeated >= 3 * len(rows) and len(found) + len(again) >= count:
            break
        kind = rows[turn % len(rows)]
        turn += 1
        seed = 1 + draws.below(2**31)
        try:
            question = kind.generate(ready, draws, f"auto-{turn}", seed)
        except GraphError:
            question = None
        if question is None:
            failures += 1
            continue
        failures = 0
        alike = asked.setdefault((question.quiz.kind, plain(question.prompt)), [])
        is_new = not any(_are_the_same(question, other) for other in alike)
        repeated = 0 if is_new else repeated + 1
        (found if is_new else again).append(question)
        alike += [question] if is_new else []
    return (*found, *again)[:count]


def _are_the_same(one: Question, other: Question) -> bool:
    """Whether two questions in the same words have the same answer in words."""
    return plain(worked(one)) == plain(worked(other))
