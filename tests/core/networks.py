"""Multilayer perceptrons as the lessons write them."""

from __future__ import annotations

from tutor.core.graph import Graph
from tutor.core.lesson_format import read

HEAD = "---\nformat: bptutor-lesson 1\nid: t\ntitle: T\n---\n\n## P\n\n"


def perceptron(*sizes: int, activation: str = "sigmoid") -> Graph:
    """The graph of a network of these sizes with drawn weights."""
    inputs = " ".join(str(i + 1) for i in range(sizes[0]))
    targets = " ".join(str(i % 2) for i in range(sizes[-1]))
    fields = f"sizes: {', '.join(map(str, sizes))}\nactivation: {activation}\n"
    fields += f"inputs: {inputs}\ntargets: {targets}\nseed: 7\n"
    lesson, problems = read((HEAD + f"```network net\n{fields}```\n").encode(), "x.md")
    assert lesson, problems
    return lesson.graphs["net"].graph
