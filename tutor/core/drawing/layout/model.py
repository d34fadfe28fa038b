"""What is to be laid out, and what a layout is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.core.graph import Edge

Point = tuple[int, int]


@dataclass(frozen=True)
class LayoutPlan:
    """What to lay out: boxes in topological order.

    ``inputs`` are, for each box, the numbers of the boxes its lines come from, in order; ``edges``
    what these lines stand for; ``labels`` the cells of their texts; ``widths`` those of the boxes.
    ``bodies`` are the rows that each box needs for its texts, ``framed`` says whether a frame comes
    round them, and ``air`` how many empty rows above and below them.  ``stretch`` are cells that
    every line is longer than it must be, ``spread`` rows between boxes.
    ``column`` says where a box stands whose place does not follow from its inputs.
    """

    names: tuple[str, ...]
    inputs: tuple[tuple[int, ...], ...]
    edges: tuple[tuple[Edge, ...], ...]
    widths: tuple[int, ...]
    labels: tuple[tuple[int, ...], ...]
    bodies: tuple[int, ...]
    framed: bool
    air: int = 0
    stretch: int = 0
    spread: int = 0
    column: Mapping[int, int] = field(default_factory=dict)


class Box(NamedTuple):
    """A box: its left upper cell, width and height in cells, and the row on which its line leaves.

    ``entries`` are the rows on which its operands enter, in order.
    """

    name: str
    x: int
    y: int
    width: int
    height: int
    exit: int
    entries: tuple[int, ...]


class RoutedLine(NamedTuple):
    """A straight piece of a line, ends included; horizontal or vertical."""

    source: str
    x1: int
    y1: int
    x2: int
    y2: int


class EdgePath(NamedTuple):
    """The last turn of a line: from ``x`` along row ``y`` to the column ``turn``, then up or down.

    ``before`` is the way up to there; edges of one source share their start.
    """

    before: EdgePath | None
    x: int
    y: int
    turn: int


@dataclass(frozen=True, eq=False)
class Layout:
    """Boxes by name, the pieces of the lines, and each edge's arrowhead and way."""

    boxes: Mapping[str, Box]
    lines: tuple[RoutedLine, ...]
    heads: Mapping[Edge, Point]
    ways: Mapping[Edge, EdgePath]
    incoming: Mapping[str, tuple[Edge, ...]]
    outgoing: Mapping[str, tuple[tuple[str, Edge], ...]]
    columns: tuple[tuple[str, ...], ...]
    framed: bool
    width: int
    height: int

    def path(self, edge: Edge) -> tuple[Point, ...]:
        """The corners of an edge's line, from its source to its arrowhead."""
        last, head = self.ways[edge], self.heads[edge]
        corners: list[Point] = [head, (last.turn, head[1])]
        part: EdgePath | None = last
        while part is not None:
            corners += (part.turn, part.y), (part.x, part.y)
            part = part.before
        return tuple(dict.fromkeys(reversed(corners)))
