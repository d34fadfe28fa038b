"""A graph for Graphviz."""

from __future__ import annotations

from tutor.core.drawing.export.node_lines import known_number, node_lines
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import Edge, Node, Pass


def dot(numbers: Pass, marks: Marks | None = None) -> str:
    """For Graphviz: ``bptutor graph … --format dot | dot -Tpdf``."""
    graph, known = numbers.graph, marks or marks_of(numbers)

    def node_line(node: Node) -> str:
        lines = [_quoted(line)[1:-1] for line in node_lines(graph, known, node)]
        label = '"' + "\\n".join(lines) + '"'
        return f"  {_quoted(node.name)} [label={label}];"

    def edge_line(edge: Edge) -> str:
        local = _quoted(known_number(known.locals, edge))
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


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
