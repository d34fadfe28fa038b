"""A message of the backward pass: it travels against its edge, with its product beside it.

``◀`` stands at the end of the line where the receiver is; while the message travels it moves there
from the successor.  The local gradient stays where the edge enters the successor.
"""

from __future__ import annotations

from functools import lru_cache

from tutor.core.drawing.layout import Layout, Point, way
from tutor.core.drawing.picture import Marks, Picture, edge_text, message_text
from tutor.core.graph import Edge
from tutor.core.text import width

HEAD = "◀"

ALONE = -1
"""Instead of the cells of a local gradient: there is none beside the product."""

_way = lru_cache(maxsize=64)(way)


def backward_edges(picture: Picture, marks: Marks) -> frozenset[Edge]:
    """The edges that are drawn with their arrowhead at the receiver."""
    told = (edge for edge in marks.active if marks.backward and isinstance(edge, Edge))
    sent = () if marks.message is None else (marks.message[0],)
    return frozenset(edge for edge in (*told, *sent) if picture.place(edge) == edge)


def start(laid: Layout, edge: Edge) -> Point:
    """The cell of an edge's line beside its source."""
    return _way(laid, edge)[0]


def is_short(laid: Layout, edge: Edge, text: str) -> bool:
    """Whether ``text`` before the line's end would touch an arrowhead at its start."""
    return len(_way(laid, edge)) <= width(text) + 2


def covers_local(picture: Picture, marks: Marks, edge: Edge) -> bool:
    """Whether the local gradient of the message just sent gives way: its product has no room
    beside it.

    A single number behind ``◀`` is read as the message, so it is the message, or there is none.
    """
    if marks.message is None or marks.message[0] != edge or picture.place(edge) != edge:
        return False
    product, label = message_text(marks, edge), width(edge_text(picture, marks, edge))
    return bool(product) and not _fits(picture, edge, product, label)


def travelling(picture: Picture, marks: Marks) -> tuple[Point, str, Edge] | None:
    """Where the message is now, how it is written there, and its edge.

    The product is left out where the line has no room for it, where it is not known, and on a line
    on which another message is expected.
    """
    if marks.message is None:
        return None
    edge, share = marks.message
    if picture.place(edge) != edge:
        return None  # within one box, or to a weight that stands on an edge of others
    alone = covers_local(picture, marks, edge)
    label = ALONE if alone else width(edge_text(picture, marks, edge))
    cells, product = _way(picture.layout, edge), message_text(marks, edge)
    at = round((1 - share) * (_free(cells, label) - 1))
    expected = share == 1 and any(
        one != edge and one.source == edge.source for one in marks.active if isinstance(one, Edge)
    )
    shown = _fits(picture, edge, product, label, at) and not expected
    return cells[at], HEAD + product if shown else HEAD, edge


def _free(cells: tuple[Point, ...], label: int) -> int:
    """Cells of a line before the local gradient, which has a cell on either side."""
    return max(1, len(cells) - 2 - label)


def _fits(picture: Picture, edge: Edge, product: str, label: int, at: int = 0) -> bool:
    """Whether ``◀`` in the cell ``at`` of an edge's line has room for its product behind it."""
    cells, end = _way(picture.layout, edge), at + 1 + width(product)
    straight = _straight(picture.layout, edge)
    return end <= _free(cells, label) and all(cell in straight for cell in cells[at + 1 : end])


@lru_cache(maxsize=64)
def _straight(laid: Layout, edge: Edge) -> frozenset[Point]:
    """The cells of an edge's line that are flat and met by no upright line."""
    cells = _way(laid, edge)
    columns = {(x, y) for x, y in cells}
    for line in laid.lines:
        if line.y1 != line.y2:
            columns -= {(line.x1, y) for x, y in cells if line.x1 == x and line.y1 <= y <= line.y2}
    return frozenset(columns)
