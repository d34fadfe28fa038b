"""Where the boxes and the lines of a graph's picture stand, in whole cells; no colours, no text.

Four steps, a file each: columns and the order in them (``layout_order``), rows (``layout_rows``),
tracks of the vertical pieces (``layout_tracks``), and here the cells.  The same plan gives the same
layout, always.  Two sources never share a cell except to cross at a right angle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tutor.core.graph import Edge
from tutor.core.layout_columns import columns
from tutor.core.layout_items import Items, Order, items_of
from tutor.core.layout_order import ordered
from tutor.core.layout_rows import Placed, placed
from tutor.core.layout_tracks import Net, Tracks, tracks

Point = tuple[int, int]

WIDE = 3
"""Up to so many tracks between two columns stand apart by an empty column each."""


@dataclass(frozen=True)
class Plan:
    """What to lay out: boxes in topological order.

    ``inputs`` are, for each box, the numbers of the boxes its lines come from, in order; ``edges``
    what these lines stand for; ``labels`` the cells of their texts; ``widths`` those of the boxes.
    ``body`` is the number of rows inside a box's frame; a box of one row has no frame.
    ``column`` says where a box stands whose place does not follow from its inputs.
    """

    names: tuple[str, ...]
    inputs: tuple[tuple[int, ...], ...]
    edges: tuple[tuple[Edge, ...], ...]
    widths: tuple[int, ...]
    labels: tuple[tuple[int, ...], ...]
    body: int = 3
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


class Line(NamedTuple):
    """A straight piece of a line, ends included; horizontal or vertical."""

    source: str
    x1: int
    y1: int
    x2: int
    y2: int


class Way(NamedTuple):
    """The last corners of a line, and the way up to them: edges of one source share their start."""

    before: Way | None
    points: tuple[Point, ...]


@dataclass(frozen=True, eq=False)
class Layout:
    """Boxes by name, the pieces of the lines, and each edge's arrowhead and way."""

    boxes: Mapping[str, Box]
    lines: tuple[Line, ...]
    heads: Mapping[Edge, Point]
    ways: Mapping[Edge, Way]
    incoming: Mapping[str, tuple[Edge, ...]]
    outgoing: Mapping[str, tuple[tuple[str, Edge], ...]]
    columns: tuple[tuple[str, ...], ...]
    framed: bool
    width: int
    height: int

    def path(self, edge: Edge) -> tuple[Point, ...]:
        """The corners of an edge's line, from its source to its arrowhead."""
        pieces: list[tuple[Point, ...]] = []
        part: Way | None = self.ways[edge]
        while part is not None:
            pieces.append(part.points)
            part = part.before
        return tuple(point for points in reversed(pieces) for point in points)


def layout(plan: Plan) -> Layout:
    """Lay ``plan`` out."""
    column = columns(plan.inputs)
    for box, at in plan.column.items():
        column[box] = at
    items = items_of(plan.inputs, column)
    order = ordered(items)
    rows = placed(items, order, plan.body)
    return _Drawing(plan, items, order, rows).layout()


class _Drawing:
    """The cells, from the left column to the right."""

    def __init__(self, plan: Plan, items: Items, order: Order, rows: Placed) -> None:
        self._plan = plan
        self._items = items
        self._order = order
        self._rows = rows
        self._edges = [edge for edges in plan.edges for edge in edges]
        self._boxes: dict[str, Box] = {}
        self._lines: list[Line] = []
        self._heads: dict[Edge, Point] = {}
        self._ways: dict[Edge, Way] = {}
        self._reach: list[tuple[int, Way | None] | None] = [None] * len(items.owner)

    def layout(self) -> Layout:
        plan, left = self._plan, 0
        for c, column in enumerate(self._order):
            boxes = [item for item in column if item < self._items.boxes]
            wide = max((plan.widths[box] for box in boxes), default=1)
            for box in boxes:
                self._stand(box, left, wide)
            left += wide
            if c + 1 < len(self._order):
                left = self._channel(column, self._order[c + 1], left)
        ends = [box.y + box.height for box in self._boxes.values()]
        ends += [1 + max(line.y1, line.y2) for line in self._lines]
        outgoing: dict[str, list[tuple[str, Edge]]] = {name: [] for name in plan.names}
        for name, sources, edges in zip(plan.names, plan.inputs, plan.edges, strict=True):
            for source, edge in zip(sources, edges, strict=True):
                outgoing[plan.names[source]].append((name, edge))
        return Layout(
            boxes={name: self._boxes[name] for name in plan.names},
            lines=tuple(self._lines),
            heads=self._heads,
            ways=self._ways,
            incoming=dict(zip(plan.names, plan.edges, strict=True)),
            outgoing={name: tuple(found) for name, found in outgoing.items()},
            columns=tuple(
                tuple(plan.names[i] for i in column if i < len(plan.names))
                for column in self._order
            ),
            framed=plan.body > 1,
            width=left,
            height=max(ends),
        )

    def _stand(self, item: int, left: int, wide: int) -> None:
        """A box; a lane needs no cells of its own, its line passes straight through."""
        top, shape = self._rows.top[item], self._rows.shape[item]
        name = self._plan.names[item]
        entries = tuple(top + row for row in shape.entries)
        self._boxes[name] = Box(name, left, top, wide, shape.height, top + shape.exit, entries)

    def _line(self, source: str, start: Point, end: Point) -> None:
        self._lines.append(Line(source, *start, *end))

    def _channel(self, column: Sequence[int], following: Sequence[int], right: int) -> int:
        """The lines from one column to the next; where the next column starts."""
        leave, enter = self._rows.leave, self._rows.enter
        after, entered = self._items.after, self._items.entered
        boxes, reach, nets = self._items.boxes, self._reach, []
        for item in column:
            ports = after[item]
            if not ports:
                continue
            reach[item] = reach[item] or (right, None)
            start, first = leave[item], ports[0]
            if enter[first] == start and len(ports) == 1 and entered[first] >= boxes:
                reach[entered[first]] = reach[item]
            else:
                nets.append(Net(item, start, tuple(enter[port] for port in ports)))
        found = tracks(nets)
        step = 2 if found.number <= WIDE else 1
        labels = (w for item in following if item < boxes for w in self._plan.labels[item])
        arrow = right + 1 + step * found.number + (step == 1) + max(labels, default=0)
        for net in nets:
            lane = entered[after[net.item][0]]
            if len(net.ends) == 1 and lane >= boxes:
                self._bend(net, lane, found, right, step)
            else:
                self._net(net, found, right, step, arrow)
        return arrow + 1

    def _begun(self, item: int) -> tuple[str, int, Way | None]:
        """Whose line leaves an item, the cell in which its last flat piece began, its way so far."""
        since = self._reach[item]
        assert since is not None  # noqa: S101 - the channel has set it
        return self._plan.names[self._items.owner[item]], *since

    def _bend(self, net: Net, lane: int, found: Tracks, right: int, step: int) -> None:
        """The line of one item to a lane on another row."""
        source, since, before = self._begun(net.item)
        start, row = net.start, net.ends[0]
        at = right + 1 + step * (found.down if row > start else found.up)[net.item]
        self._lines.append(Line(source, since, start, at, start))
        self._lines.append(Line(source, at, min(start, row), at, max(start, row)))
        self._reach[lane] = at, Way(before, ((since, start), (at, start), (at, row)))

    def _net(self, net: Net, found: Tracks, right: int, step: int, arrow: int) -> None:
        """The lines of one item; what goes on in a lane is drawn with the lane, in one piece."""
        source, since, before = self._begun(net.item)
        item, start = net.item, net.start
        last, goes_on = right, False
        turned: dict[int, list[int]] = {}
        for port, row in zip(self._items.after[item], net.ends, strict=True):
            box = port < len(self._edges)
            points: tuple[Point, ...]
            if row == start:
                at, points = since, ((since, start), (arrow, row))
                last, goes_on = arrow, not box
            else:
                at = right + 1 + step * (found.down if row > start else found.up)[item]
                points = (since, start), (at, start), (at, row), (arrow, row)
                last = max(last, at)
                turned.setdefault(at, []).append(row)
                if box:
                    self._line(source, (at, row), (arrow, row))
            if box:
                edge = self._edges[port]
                self._heads[edge] = arrow, row
                self._ways[edge] = Way(before, points)
            elif row == start:
                self._reach[self._items.entered[port]] = at, before
            else:
                self._reach[self._items.entered[port]] = at, Way(before, points[:-1])
        if not goes_on:
            self._line(source, (since, start), (last, start))
        for at, rows in turned.items():
            touched = (start, *rows)
            self._line(source, (at, min(touched)), (at, max(touched)))


def way(laid: Layout, edge: Edge) -> tuple[Point, ...]:
    """The cells of an edge's line from its source to its arrowhead."""
    cells: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(laid.path(edge)):
        steps = max(abs(x2 - x1), abs(y2 - y1))
        dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
        cells += ((x1 + i * dx, y1 + i * dy) for i in range(steps + 1))
    return tuple(dict.fromkeys(cells)) or (laid.heads[edge],)


def crossing_count(laid: Layout) -> int:
    """Cells in which a horizontal piece of one source crosses a vertical piece of another."""
    across: dict[int, list[Line]] = {}
    for line in laid.lines:
        if line.y1 == line.y2:
            across.setdefault(line.y1, []).append(line)
    total = 0
    for line in laid.lines:
        if line.y1 != line.y2:
            for y in range(line.y1, line.y2 + 1):
                total += sum(
                    a.x1 <= line.x1 <= a.x2 and a.source != line.source for a in across.get(y, ())
                )
    return total
