"""A graph for Markdown pages that draw Mermaid."""

from __future__ import annotations

from tutor.core.drawing.export.node_lines import known_number, node_lines
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import Edge, Node, Pass


def mermaid(numbers: Pass, marks: Marks | None = None) -> str:
    """For Markdown pages that draw Mermaid; nodes have numbers, so that no name is a keyword."""
    graph, known = numbers.graph, marks or marks_of(numbers)
    ids = {node.name: f"n{i}" for i, node in enumerate(graph.nodes)}

    def escaped(text: str) -> str:
        plain = (c if c.isalnum() or c in " −.,+·=()²³" else f"#{ord(c)};" for c in text)
        return "".join(plain)

    def node_line(node: Node) -> str:
        said = "<br>".join(map(escaped, node_lines(graph, known, node)))
        return f'  {ids[node.name]}("{said}")'

    def edge_line(edge: Edge) -> str:
        local = escaped(known_number(known.locals, edge))
        return f'  {ids[edge.source]} -->|"{local}"| {ids[edge.target]}'

    nodes, edges = map(node_line, graph.nodes), map(edge_line, graph.edges)
    return "\n".join(("flowchart LR", *nodes, *edges))
