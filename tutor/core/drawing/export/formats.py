"""A graph and its numbers in the forms that other programs read: one row a form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from tutor.core.drawing.export.python import python
from tutor.core.drawing.export.svg import svg
from tutor.core.drawing.picture import UNKNOWN, Marks, marks_of, node_title
from tutor.core.drawing.printed import printed
from tutor.core.graph import Edge, Graph, Node, Pass, kinks
from tutor.core.text import number

Key = TypeVar("Key", str, Edge)


def text(numbers: Pass, marks: Marks | None = None) -> str:
    """The picture, with all that ``marks`` know (all there is); below it what has no slope."""
    marks = marks or marks_of(numbers)
    lines = ("".join(run.text for run in line) for line in printed(numbers, marks))
    return "\n".join((*map(str.rstrip, lines), *(kinks(numbers) if marks.gradients else ())))


def as_json(numbers: Pass, _: Marks | None = None) -> str:
    """Stable JSON: output, topological order, nodes with numbers, edges with their messages."""
    graph = numbers.graph
    data = {
        "output": graph.output,
        "order": [node.name for node in graph.nodes],
        "nodes": [
            {
                "name": node.name,
                "label": node.label,
                "op": node.op,
                "value": numbers.values[node.name],
                "gradient": numbers.gradients[node.name],
                "inputs": list(node.inputs),
            }
            for node in graph.nodes
        ],
        "edges": [
            {
                "from": edge.source,
                "to": edge.target,
                "local": numbers.locals[edge],
                "backpropagated": numbers.gradients[edge.target],
                "message": numbers.message(edge),
            }
            for edge in graph.edges
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _known(numbers: Mapping[Key, float], one: Key) -> str:
    return number(numbers[one]) if one in numbers else UNKNOWN


def _lines(graph: Graph, marks: Marks, node: Node) -> tuple[str, str, str]:
    gradient = "∇ " + _known(marks.gradients, node.name)
    return node_title(node, graph), _known(marks.values, node.name), gradient


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def dot(numbers: Pass, marks: Marks | None = None) -> str:
    """For Graphviz: ``bptutor graph … --format dot | dot -Tpdf``."""
    graph, known = numbers.graph, marks or marks_of(numbers)

    def node_line(node: Node) -> str:
        lines = [_quoted(line)[1:-1] for line in _lines(graph, known, node)]
        label = '"' + "\\n".join(lines) + '"'
        return f"  {_quoted(node.name)} [label={label}];"

    def edge_line(edge: Edge) -> str:
        local = _quoted(_known(known.locals, edge))
        return f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [headlabel={local}];"

    return "\n".join(
        (
            "digraph {",
            "  rankdir=LR; node [shape=box, style=rounded]; edge [labeldistance=1.6];",
            *map(node_line, graph.nodes),
            *map(edge_line, graph.edges),
            "}",
        )
    )


def mermaid(numbers: Pass, marks: Marks | None = None) -> str:
    """For Markdown pages that draw Mermaid; nodes have numbers, so that no name is a keyword."""
    graph, known = numbers.graph, marks or marks_of(numbers)
    ids = {node.name: f"n{i}" for i, node in enumerate(graph.nodes)}

    def escaped(text: str) -> str:
        plain = (c if c.isalnum() or c in " −.,+·=()²³" else f"#{ord(c)};" for c in text)
        return "".join(plain)

    def node_line(node: Node) -> str:
        said = "<br>".join(map(escaped, _lines(graph, known, node)))
        return f'  {ids[node.name]}("{said}")'

    def edge_line(edge: Edge) -> str:
        local = escaped(_known(known.locals, edge))
        return f'  {ids[edge.source]} -->|"{local}"| {ids[edge.target]}'

    nodes, edges = map(node_line, graph.nodes), map(edge_line, graph.edges)
    return "\n".join(("flowchart LR", *nodes, *edges))


NEED_VALUES = frozenset({"json"})
"""Formats that are nothing but numbers; the others are drawn with ? for what is not known."""

FORMATS: Mapping[str, Callable[[Pass, Marks], str]] = {
    "text": text,
    "json": as_json,
    "dot": dot,
    "mermaid": mermaid,
    "svg": svg,
    "python": python,
}
