"""Graphs to draw, and what a reader must find in their pictures."""

from __future__ import annotations

import random

from tests.core.reading import Entry, Read
from tutor.core.drawing.density import Density
from tutor.core.drawing.picture import node_title
from tutor.core.graph import Graph, Node, Pass, Role
from tutor.core.text.terminal import number

LABELS = ("ŷ", "δ²", "語", "ω₁₂²", "x")


def random_graph(seed: int, most: int = 60) -> Graph:
    """A graph of up to ``most`` nodes; every third is dense, operands may repeat."""
    draws = random.Random(seed)
    count = draws.randint(3, most)
    dense = seed % 3 == 0
    nodes: list[Node] = []
    unused: list[str] = []
    for i in range(count - 1):
        name = f"n{i}"
        label = f"{draws.choice(LABELS)}{i}"
        if i < 2 or draws.random() < 0.25:
            nodes.append(Node(name, label, "input", default=draws.choice((-2.5, 1.0, 0.125, 3.0))))
        else:
            near = [node.name for node in nodes[-draws.choice((3, 8, 60)) :]]
            operands = draws.choices(near, k=draws.randint(2, 9) if dense else draws.randint(1, 3))
            unused = [u for u in unused if u not in operands]
            nodes.append(_node(name, label, operands, draws))
        unused.append(name)
    role: Role = "output"
    nodes.append(Node("out", "C", role, "sum", tuple(unused)))
    return Graph("random", tuple(nodes), "out")


def _node(name: str, label: str, operands: list[str], draws: random.Random) -> Node:
    if len(operands) == 1:
        return Node(name, label, "computed", draws.choice(("tanh", "sigmoid")), (operands[0],))
    if len(operands) == 2:
        op = draws.choice(("add", "sub", "maximum"))
        return Node(name, label, "computed", op, tuple(operands))
    return Node(name, label, "computed", "logsumexp", tuple(operands))


def expected(numbers: Pass, density: Density) -> Read:
    """What a reader must find."""
    graph = numbers.graph
    texts = {}
    for node in graph.nodes:
        title = node_title(node, graph) if density.formulas else node.label
        sign = "∇ " if density.pad else "∇"
        facts = number(numbers.values[node.name]), sign + number(numbers.gradients[node.name])
        texts[node.name] = ("|" if density.framed else " ").join((title, *facts))
    return {
        texts[node.name]: tuple(
            Entry(texts[edge.source], number(numbers.locals[edge]))
            for edge in graph.incoming(node.name)
        )
        for node in graph.nodes
    }
