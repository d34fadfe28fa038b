"""Random graphs of the curriculum's operations, the same for the same seed."""

from __future__ import annotations

import random

from tutor.core.graph.model import Graph, Node

BINARY = ("add", "sub", "mul", "mul")
UNARY = ("sigmoid", "tanh", "relu", "exp", "square", "half")


def random_graph(seed: int, computed: int = 8) -> Graph:
    """A graph with about ``computed`` computed nodes in which every node leads to the output."""
    chance = random.Random(seed)
    leaves = [f"x{i}" for i in range(1, chance.randint(3, 5) + 1)]
    nodes = [Node(name, name, chance.choice(["input", "param"])) for name in leaves]
    unused, known = list(leaves), list(leaves)
    number = 0
    while number < computed or len(unused) > 1:
        number += 1
        name = f"n{number}"
        binary = len(unused) > 1 and (number >= computed or chance.random() < 0.6)
        first = unused.pop(chance.randrange(len(unused)))
        if binary:
            fresh = number >= computed or chance.random() < 0.6
            pool = unused if fresh else known
            second = chance.choice(pool)
            if second in unused:
                unused.remove(second)
            nodes.append(Node(name, name, "computed", chance.choice(BINARY), (first, second)))
        else:
            nodes.append(_unary(name, first, chance.choice(UNARY)))
        known.append(name)
        unused.append(name)
    last = nodes[-1]
    nodes[-1] = Node(last.name, last.label, "output", last.op, last.operands)
    return Graph(f"random-{seed}", tuple(nodes), last.name)


def _unary(name: str, of: str, op: str) -> Node:
    if op == "square":
        return Node(name, name, "computed", "pow", (of, 2.0))
    if op == "half":
        return Node(name, name, "computed", "mul", (0.5, of))
    return Node(name, name, "computed", op, (of,))
