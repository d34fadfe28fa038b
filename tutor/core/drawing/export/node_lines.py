"""What a box says in the formats that have boxes of their own: numbers for people, rounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from tutor.core.drawing.picture import UNKNOWN, Marks, node_title
from tutor.core.graph import Edge, Graph, Node
from tutor.core.text import number

Key = TypeVar("Key", str, Edge)


def known_number(numbers: Mapping[Key, float], key: Key) -> str:
    """The number of a node or an edge; ? where it is not known."""
    return number(numbers[key]) if key in numbers else UNKNOWN


def node_lines(graph: Graph, marks: Marks, node: Node) -> tuple[str, str, str]:
    """The title of a node, its value and its gradient."""
    gradient = "∇ " + known_number(marks.gradients, node.name)
    return node_title(node, graph), known_number(marks.values, node.name), gradient
