"""What a round on one skill asks where no author has: the kinds of question, and the graphs.

Those of the lessons are taken where they have what is asked for; those below have what they lack,
so that every skill that numbers can test is met on graphs of several shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from tutor.core import questions as quizzes
from tutor.core.graph import Graph
from tutor.core.lesson import LessonGraph
from tutor.core.progress import local_skill
from tutor.core.typed import read_typed

GROUNDS = (
    "L = (a/b - c)^2", "L = x/(x + y)", "u = a/(b + c); L = u*v",
    "L = exp(a*b) - c", "p = exp(x); L = log(p + y)", "L = log(a)*b + exp(c)",
    "a = tanh(w*x + b); L = (a - y)^2", "h = tanh(u*x); L = h*v + x", "L = tanh(a*b)*c",
    "L = tanh(a)*tanh(b)",
    "a = relu(w*x + b); L = (a - y)^2", "m = max(a, b*c); L = m*d + a", "L = abs(a - b)*c",
    "L = relu(a)*relu(b)", "L = max(a, b)*max(c, d)", "L = abs(a)*min(b, c)",
    "a = sigmoid(w*x + b); L = (a - y)^2", "L = sigmoid(a*b)*c", "p = sigmoid(u + v); L = p*u",
    "u = a + b; L = u*a", "L = (a - b)*c", "L = (a*b + c)^2 - a", "L = (a + b)^3",
    "L = w1*x1 + w2*x2", "L = log(a)*b + log(c)*d", "L = (a - y)^2/2",
)  # fmt: skip
SHOWING: Mapping[str, str] = MappingProxyType({
    "CONSTANT_DIFFERENTIATED": "u = a + b; L = u*a", "POWER_RULE_GARBLED": "L = (a + b)^3",
    "PRODUCT_OF_DERIVATIVES": "p = sigmoid(u + v); L = p*u", "OTHER_COMPONENT": "L = w1*x1 + w2*x2",
    "Z_INSTEAD_OF_A": "p = sigmoid(u + v); L = p*u", "HALF_FORGOTTEN": "L = (a - y)^2/2",
    "HALF_TWICE": "L = (a - y)^2/2", "QUOTIENT_OF_DERIVATIVES": "L = x/(x + y)",
    "LOG_OTHER_INPUT": "L = log(a)*b + log(c)*d", "MAX_TO_BOTH": "L = min(a, b)*a + b",
    "RELU_AS_VALUE": "L = relu(a)*relu(b)", "REPEATED_INPUT_ONCE": "u = a + b; L = u*u*a",
    "PART_LEFT_OUT": "L = (a*b*c - y)^2", "QUOTIENT_GARBLED": "L = x/(x + y)",
    "LAYER_SKIPPED": "a = sigmoid(w*x + b); L = (a - y)^2",
})  # fmt: skip
"""Graphs for mistakes that show on few others."""
LOCAL = ("formula", "message")
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "local-gradient": ("match",), "backpropagated-gradient": ("message",),
    "classify": ("classify",), "read-graph": ("select",), "backward-order": ("order", "parsons"),
    "message-product": ("message", "numeric", "choice", "spot", "grid", "sign", "tiles"),
    "sum-routes": ("numeric", "choice"), "param-grad": ("grid",),
})  # fmt: skip
"""The kinds that can be made for any graph, by the skills that they ask for."""


def kinds_on(skill: str) -> tuple[str, ...]:
    """The kinds of question that may be made on a skill; none where only authors can.

    A kind that the table does not know is tried for every skill: it needs no line here.
    """
    known = {kind for kinds in (LOCAL, *KINDS.values()) for kind in kinds}
    others = (kind for kind in quizzes.marked_kinds() if kind not in known)
    return (*(LOCAL if is_local(skill) else KINDS.get(skill, ())), *others)


def is_ground(graph: Graph, skill: str) -> bool:
    """Whether a skill can be asked for on this graph."""
    if skill == "sum-routes":
        return any(len(graph.successors(node.name)) > 1 for node in graph.nodes)
    if is_local(skill):
        return any(local_skill(node.op) == skill for node in graph.computed)
    return True


def is_local(skill: str) -> bool:
    """Whether it is to differentiate certain operations: any graph that has one is a ground."""
    return skill in _local_skills()


@cache
def grounds() -> tuple[LessonGraph, ...]:
    """The graphs that no lesson has."""
    found = (read_typed(text).graph for text in GROUNDS)
    return tuple(graph for graph in found if graph is not None)


@cache
def ground_for(mistake: str) -> LessonGraph | None:
    """The graph on which this mistake shows; None where many do."""
    return read_typed(SHOWING[mistake]).graph if mistake in SHOWING else None


def ground_of(shape: str, leaves: Collection[str]) -> str:
    """The text of the graph that has this shape and leaves of these labels; "" where none has."""
    for text, ground in zip(GROUNDS, grounds(), strict=True):
        graph = ground.graph
        if graph.shape == shape and {leaf.label for leaf in graph.leaves} == {*leaves}:
            return text
    return ""


@cache
def _local_skills() -> frozenset[str]:
    from engine import OPERATIONS

    return frozenset(map(local_skill, OPERATIONS)) - KINDS.keys()
