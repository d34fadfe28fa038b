"""A graph and its numbers in the forms that other programs read: one row a form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from tutor.core.graph import Pass
from tutor.core.picture import marks_of
from tutor.core.picture_paint import paint
from tutor.core.picture_plan import draw


def text(numbers: Pass) -> str:
    """The picture, with all values, gradients and local gradients."""
    return "\n".join(paint(draw(numbers), marks_of(numbers)))


def as_json(numbers: Pass) -> str:
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


FORMATS: Mapping[str, Callable[[Pass], str]] = {"text": text, "json": as_json}
