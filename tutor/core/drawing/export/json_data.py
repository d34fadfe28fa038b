"""A graph and its numbers as JSON."""

from __future__ import annotations

import json

from tutor.core.drawing.picture import Marks
from tutor.core.graph import Pass


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
