"""Multilayer perceptrons as the lessons write them, with the reference network of the lessons."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.graph.model import Graph
from tutor.core.lesson import LessonGraph
from tutor.core.reader import read

_HEAD = "---\nformat: bptutor-lesson 1\nid: t\ntitle: T\n---\n\n## P\n\n"


def network(*lines: str) -> LessonGraph:
    """The graph of a ``network`` block with these lines."""
    body = "\n".join(("```network net", *lines, "```", ""))
    lesson, problems = read((_HEAD + body).encode(), "x.md")
    assert lesson, problems
    return lesson.graphs["net"]


def perceptron(*sizes: int, activation: str = "sigmoid") -> Graph:
    """The graph of a network of these sizes with drawn weights."""
    inputs = " ".join(str(i + 1) for i in range(sizes[0]))
    targets = " ".join(str(i % 2) for i in range(sizes[-1]))
    return network(
        f"sizes: {', '.join(map(str, sizes))}",
        f"activation: {activation}",
        f"inputs: {inputs}",
        f"targets: {targets}",
        "seed: 7",
    ).graph


REFERENCE_NETWORK = network(
    "sizes: 2, 2, 2",
    "activation: sigmoid",
    "loss: half-square",
    "inputs: 1, 2",
    "targets: 1, 0",
    "weights 2: 0.5 -0.25; 0.75 0.5",
    "biases 2: 0.1 -1",
    "weights 3: 1 -2; 0.5 1.5",
    "biases 3: 0.5 -0.5",
)
REFERENCE = REFERENCE_NETWORK.graph


def renamed(graph_: Graph) -> tuple[Graph, dict[str, str]]:
    """The same graph with names that say nothing."""
    names = {node.name: f"n{i}" for i, node in enumerate(graph_.nodes)}
    nodes = (
        replace(
            node,
            name=names[node.name],
            operands=tuple(names[o] if isinstance(o, str) else o for o in node.operands),
        )
        for node in graph_.nodes
    )
    return Graph(graph_.name, tuple(nodes), names[graph_.output]), names
