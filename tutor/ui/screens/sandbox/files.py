"""What is written to a file that the sandbox saves."""

from __future__ import annotations

from tutor.core.drawing.export import python, svg
from tutor.core.graph import Graph, Pass
from tutor.core.practice import Sandbox, lesson_text


def text_of_file(name: str, sandbox: Sandbox, numbers: Pass, graph: Graph) -> str:
    """A picture, a program or a lesson, by the ending of the file's name."""
    if name.endswith(".svg"):
        return svg(numbers)
    if name.endswith(".py"):
        return python(numbers)
    return lesson_text(sandbox.plain, numbers.values, graph, title_of(name))


def title_of(name: str) -> str:
    """``my-graph.md`` as the title ``My graph``."""
    words = name.removesuffix(".md").replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or "My graph"
