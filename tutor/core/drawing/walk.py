"""Looking at a part of a picture: its numbers in full, and where an arrow key leads from it."""

from __future__ import annotations

from tutor.core.drawing.paint import paint_row
from tutor.core.drawing.picture import Marks, Picture, Target
from tutor.core.graph import Edge
from tutor.core.text import safe


def full_numbers(picture: Picture | None, known: Marks, target: str | Edge) -> str | None:
    """All digits of what is known of a node or an edge."""
    if picture is None:
        return None
    graph = picture.numbers.graph
    if isinstance(target, Edge):
        back = known.gradients.get(target.target)
        if target in picture.through and target in known.locals and back is not None:
            out, to = safe(graph.label(graph.output)), safe(graph.label(target.target))
            symbols = f"∂{out}/∂{to} · {safe(graph.local_label(target))}"
            return f"{symbols} = {back * known.locals[target]!r}"
        if target in known.locals:
            return f"{safe(graph.local_label(target))} = {known.locals[target]!r}"
        weight = picture.weights.get(target)
        if weight is not None and weight in known.values:
            return f"{safe(graph.label(weight))} = {known.values[weight]!r}"
        return f"{safe(graph.label(target.source))} → {safe(graph.label(target.target))}"
    label, lines = safe(graph.label(target)), []
    if target in known.values:
        lines.append(f"{label} = {known.values[target]!r}")
    if target in known.gradients:
        out, more = safe(graph.label(graph.output)), "+?" if target in known.partial else ""
        lines.append(f"∂{out}/∂{label} = {known.gradients[target]!r}{more}")
    return "\n".join(lines) or label


def target_at(picture: Picture, marks: Marks, x: int, y: int) -> Target:
    """The node or edge in one cell of the picture."""
    if x < 0 or not 0 <= y < picture.layout.height:
        return None
    return next((run.target for run in paint_row(picture, marks, y, x, x + 1)), None)


def neighbour(picture: Picture, here: str | Edge, direction: str) -> str | Edge:
    """Where an arrow key leads: along an edge to left and right, within a column up and down."""
    place, laid = picture.place(here), picture.layout
    step = -1 if direction == "up" else 1
    if isinstance(place, Edge):
        ring = next(edges for edges in laid.incoming.values() if place in edges)
        if direction == "left":
            return picture.faces[str(picture.place(place.source))].node
        if direction == "right":
            return picture.faces[str(picture.place(place.target))].node
        return ring[max(0, min(len(ring) - 1, ring.index(place) + step))]
    if place is None:
        return here
    if direction == "right":
        return next((edge for _, edge in laid.outgoing[place]), here)
    if direction == "left":
        return next(iter(laid.incoming[place]), here)
    column = next(column for column in laid.columns if place in column)
    at = max(0, min(len(column) - 1, column.index(place) + step))
    return picture.faces[column[at]].node
