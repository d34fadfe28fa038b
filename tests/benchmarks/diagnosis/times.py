"""How long a diagnosis takes on graphs of forty and of three hundred nodes."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator

from tests.benchmarks.diagnosis.slips import Paper
from tests.benchmarks.diagnosis.slips.edges import edge_slips
from tests.benchmarks.diagnosis.slips.every import single
from tests.benchmarks.diagnosis.strangers import of_the_right_size
from tests.benchmarks.diagnosis.table import Row
from tests.core.networks import perceptron
from tests.core.random_graphs import random_graph
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, run
from tutor.core.misconceptions import diagnose

NETWORKS = {40: (2, 2, 2, 2), 300: (8, 8, 8, 8)}
"""Layers of perceptrons with about so many nodes."""


def graphs(nodes: int) -> Iterator[Pass]:
    """A network and random graphs of this size, with values."""
    yield run(perceptron(*NETWORKS[nodes]))
    chance = random.Random(nodes)
    made = 0
    for seed in range(1, 200):
        graph = random_graph(seed, nodes - 4)
        with_values = _with_values(graph, chance)
        if with_values is not None:
            made += 1
            yield with_values
        if made == 4:
            return


def _with_values(graph: Graph, chance: random.Random) -> Pass | None:
    try:
        return run(
            graph, {leaf.name: chance.choice((0.5, -0.5, 0.3, -1.2)) for leaf in graph.leaves}
        )
    except GraphError:
        return None


def taken(nodes: int, answers: int) -> tuple[list[float], float]:
    """Milliseconds a diagnosis, of slips and of other numbers; and the mean size of the graphs."""
    found, sizes = [], []
    for numbers in graphs(nodes):
        chance = random.Random(nodes)
        paper = Paper(numbers)
        sizes.append(len(paper.tape.names))
        able = [n for n in paper.needed if n != paper.of and paper.gradients[n]]
        for _ in range(answers):
            node = chance.choice(able)
            slips = edge_slips(paper, node)
            number = of_the_right_size(paper.gradients[node], chance)
            if slips and chance.random() < 0.5:
                number = single(paper, node, chance.choice(slips)).number
            began = time.process_time()
            diagnose(numbers, paper.tape.names[node], number)
            found.append(1000 * (time.process_time() - began))
    return found, statistics.mean(sizes)


def rows() -> Iterator[Row]:
    """The lines of the table."""
    for nodes, answers, aim in ((40, 40, "10 ms"), (300, 8, "50 ms")):
        found, size = taken(nodes, answers)
        p95 = sorted(found)[int(0.95 * (len(found) - 1))]
        yield Row(
            f"p95 of a diagnosis, graphs of {size:.0f} nodes", len(found), f"{p95:.1f} ms", aim
        )
