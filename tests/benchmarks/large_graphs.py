"""Random graphs of any size for the benchmarks."""

from __future__ import annotations

import random

from tutor.core.graph.model import Graph, Node

NEAR = 30
"""An operand is one of so many nodes before."""


def gathered(count: int, seed: int = 1) -> Graph:
    """Each node is computed from two near ones, the output from all that nothing else uses.

    Some of them stand at the far left, so hundreds of lines pass over all columns.
    """
    draws = random.Random(seed)
    nodes = [_leaf(i) for i in range(8)]
    unused = dict.fromkeys(node.name for node in nodes)
    while len(nodes) < count - 1:
        operands = tuple(node.name for node in draws.sample(nodes[-NEAR:], 2))
        for name in operands:
            unused.pop(name, None)
        nodes.append(_computed(len(nodes), operands))
        unused[nodes[-1].name] = None
    return _with_output(nodes, tuple(unused))


def formula(count: int, leaves: float, seed: int = 1) -> Graph:
    """Each node is a leaf, with this probability, or takes an unused node and any near one.

    So a large formula with common parts looks.
    """
    draws = random.Random(seed)
    nodes: list[Node] = []
    unused: list[str] = []
    while len(nodes) < count - 1:
        few = count - 1 - len(nodes) > len(unused)
        if len(nodes) < 2 or (few and draws.random() < leaves):
            nodes.append(_leaf(len(nodes)))
        else:
            first = unused.pop(draws.randrange(max(0, len(unused) - NEAR), len(unused)))
            second = draws.choice(nodes[-NEAR:]).name
            unused = [name for name in unused if name != second]
            operands = [first, second]
            draws.shuffle(operands)
            nodes.append(_computed(len(nodes), tuple(operands)))
        unused.append(nodes[-1].name)
    return _with_output(nodes, tuple(unused))


def _leaf(number: int) -> Node:
    return Node(f"n{number}", f"n{number}", "input", default=0.5)


def _computed(number: int, operands: tuple[str, ...]) -> Node:
    return Node(f"n{number}", f"n{number}", "computed", "maximum", operands)


def _with_output(nodes: list[Node], unused: tuple[str, ...]) -> Graph:
    return Graph("large", (*nodes, Node("out", "out", "output", "sum", unused)), "out")
