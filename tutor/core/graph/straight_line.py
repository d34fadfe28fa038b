"""A graph as the engine's straight-line program."""

from __future__ import annotations

from engine import Program, Value, straight_line, topological_order
from tutor.core.graph.passes import Pass
from tutor.core.graph.running import built_of

RAISED = frozenset("¹²³⁴⁵⁶⁷⁸⁹")
"""Digits that number a layer."""


def program_of(numbers: Pass) -> tuple[Program, list[str]]:
    """The program, and the nodes in the order of its lines: all that the output depends on.

    A label with a raised layer (ω₂₁³) would lose its heights: there the program has the names that
    are typed (w3_2_1).
    """
    graph = numbers.graph
    built = built_of(graph, {leaf.name: numbers.values[leaf.name] for leaf in graph.leaves})
    if any(sign in RAISED for node in graph.nodes for sign in node.label):
        for name, value in built.items():
            value.label = name
    names: dict[Value, str] = {value: name for name, value in built.items()}
    root = built[graph.output]
    order = [names[value] for value in topological_order(root)]
    reached = {name: built[name] for name in order}  # a graph that is being built may have more
    leaves = [reached[leaf.name] for leaf in graph.leaves if leaf.name in reached]
    return straight_line(root, leaves), order
