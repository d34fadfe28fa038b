"""Where the boxes and the lines of a graph's picture stand, in whole cells; no colours, no text.

Five steps, a file each: columns (``columns.py``), the order in them (``order.py``), rows
(``rows.py``), tracks of the vertical pieces (``tracks.py``), and here the cells.  The same plan
gives the same layout, always.  Two sources never share a cell except to cross at a right angle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tutor.core.drawing.layout.columns import columns
from tutor.core.drawing.layout.items import Items, Order, items_of
from tutor.core.drawing.layout.model import Box, EdgePath, Layout, LayoutPlan, Point, RoutedLine
from tutor.core.drawing.layout.order import crossings, ordered
from tutor.core.drawing.layout.rows import PlacedRow, placed
from tutor.core.drawing.layout.tracks import Net, Tracks, tracks
from tutor.core.graph import Edge

SMALL = 1000
"""A graph with fewer links than this is arranged in two ways, and the better one is drawn."""
WIDE = 3
"""Up to so many tracks between two columns stand apart by an empty column each."""


def layout(plan: LayoutPlan) -> Layout:
    """Lay ``plan`` out."""
    items, order = _arranged(plan)
    rows = placed(items, order, plan)
    return _Drawing(plan, items, order, rows).layout()


def _arranged(plan: LayoutPlan) -> tuple[Items, Order]:
    """Items in order; of two choices of columns for a small graph, the one with fewer crossings."""
    short = columns(plan.inputs)
    if plan.column:
        for box, at in plan.column.items():
            short[box] = at
        return _in_columns(plan, short)
    found = _in_columns(plan, short)
    if len(found[0].entered) > SMALL:
        return found
    left = columns(plan.inputs, leaves_only=True)
    if left == short:
        return found
    return min(found, _in_columns(plan, left), key=lambda arranged: crossings(*arranged))


def _in_columns(plan: LayoutPlan, column: Sequence[int]) -> tuple[Items, Order]:
    items = items_of(plan.inputs, column)
    return items, ordered(items)


class _Drawing:
    """The cells, from the left column to the right."""

    def __init__(self, plan: LayoutPlan, items: Items, order: Order, rows: PlacedRow) -> None:
        self._plan = plan
        self._items = items
        self._order = order
        self._rows = rows
        self._edges = [edge for edges in plan.edges for edge in edges]
        self._boxes: dict[str, Box] = {}
        self._lines: list[RoutedLine] = []
        self._heads: dict[Edge, Point] = {}
        self._ways: dict[Edge, EdgePath] = {}
        self._since = [0] * items.boxes
        self._way: list[EdgePath | None] = [None] * items.boxes
        self._columns = [[i for i in column if i < items.boxes] for column in order]

    def layout(self) -> Layout:
        plan, left = self._plan, 0
        for c, boxes in enumerate(self._columns):
            wide = max((plan.widths[box] for box in boxes), default=1)
            for box in boxes:
                self._stand(box, left, wide)
            left += wide
            if c + 1 < len(self._order):
                left = self._channel(c, left)
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
            columns=tuple(tuple(plan.names[i] for i in boxes) for boxes in self._columns),
            framed=plan.framed,
            width=left,
            height=max(ends),
        )

    def _stand(self, item: int, left: int, wide: int) -> None:
        """A box; a lane needs no cells of its own, its line passes straight through."""
        top, shape = self._rows.top[item], self._rows.shape[item]
        name = self._plan.names[item]
        entries = tuple(top + row for row in shape.entries)
        self._boxes[name] = Box(name, left, top, wide, shape.height, top + shape.exit, entries)

    def _channel(self, c: int, right: int) -> int:
        """The lines from a column to the next; where the next column starts."""
        leave, enter = self._rows.leave, self._rows.enter
        after, entered, boxes = self._items.after, self._items.entered, self._items.boxes
        for box in self._columns[c]:
            self._since[box] = right
        nets = []
        for item in self._order[c]:
            ports = after[item]
            if len(ports) == 1 and entered[ports[0]] >= boxes and enter[ports[0]] == leave[item]:
                continue  # straight on, in a lane: nothing to draw yet
            if ports:
                nets.append(Net(item, leave[item], tuple([enter[port] for port in ports])))
        found = tracks(nets)
        step = 2 if found.number <= WIDE else 1
        arrow = right + 1 + self._wide(self._columns[c + 1], found, step) + self._plan.stretch
        for net in nets:
            if len(net.ends) == 1 and entered[after[net.item][0]] >= boxes:
                self._bend(net, found, right, step)
            else:
                self._net(net, found, right, step, arrow)
        return arrow + 1

    def _wide(self, following: Sequence[int], found: Tracks, step: int) -> int:
        """The cells for tracks and labels: a label stands right of the tracks that pass its row."""
        gap = step == 1
        wide = step * found.number + gap
        for box in following:
            port, labels = self._items.port[box], self._plan.labels[box]
            rows = self._rows.enter[port : port + len(labels)]
            for row, label in zip(rows, labels, strict=True):
                wide = max(wide, step * (found.last[row] + 1) + gap + label)
        return wide

    def _turn(self, net: Net, found: Tracks, right: int, step: int, *, down: bool) -> int:
        """The column of the upright piece of a line that goes up or down."""
        track = (found.down if down else found.up)[net.item]
        return right + 1 + self._plan.stretch // 2 + step * track

    def _bend(self, net: Net, found: Tracks, right: int, step: int) -> None:
        """The line of one item to a lane on another row."""
        item, start, row = net.item, net.start, net.ends[0]
        owner = self._items.owner[item]
        source, since = self._plan.names[owner], self._since[owner]
        at = self._turn(net, found, right, step, down=row > start)
        self._lines.append(RoutedLine(source, since, start, at, start))
        self._lines.append(RoutedLine(source, at, min(start, row), at, max(start, row)))
        self._since[owner], self._way[owner] = at, EdgePath(self._way[owner], since, start, at)

    def _net(self, net: Net, found: Tracks, right: int, step: int, arrow: int) -> None:
        """The lines of one item; what goes on in a lane is drawn with the lane, in one piece."""
        item, start = net.item, net.start
        owner = self._items.owner[item]
        source, since, before = self._plan.names[owner], self._since[owner], self._way[owner]
        last, goes_on = right, False
        turned: dict[int, list[int]] = {}
        for port, row in zip(self._items.after[item], net.ends, strict=True):
            at, box = since, port < len(self._edges)
            if row == start:
                last, goes_on = arrow, not box
            else:
                at = self._turn(net, found, right, step, down=row > start)
                last = max(last, at)
                turned.setdefault(at, []).append(row)
            so_far = EdgePath(before, since, start, at)
            if box:
                self._heads[self._edges[port]] = arrow, row
                self._ways[self._edges[port]] = so_far
                if row != start:
                    self._lines.append(RoutedLine(source, at, row, arrow, row))
            else:
                self._since[owner], self._way[owner] = at, before if row == start else so_far
        if not goes_on:
            self._lines.append(RoutedLine(source, since, start, last, start))
        for at, rows in turned.items():
            self._lines.append(RoutedLine(source, at, min(start, *rows), at, max(start, *rows)))


def way(laid: Layout, edge: Edge) -> tuple[Point, ...]:
    """The cells of an edge's line from its source to its arrowhead."""
    cells: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(laid.path(edge)):
        steps = max(abs(x2 - x1), abs(y2 - y1))
        dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
        cells += ((x1 + i * dx, y1 + i * dy) for i in range(steps + 1))
    return tuple(dict.fromkeys(cells)) or (laid.heads[edge],)


def crossing_cells(laid: Layout) -> Iterator[Point]:
    """Cells in which a horizontal piece of one source crosses a vertical piece of another."""
    across: dict[int, list[RoutedLine]] = {}
    for line in laid.lines:
        if line.y1 == line.y2:
            across.setdefault(line.y1, []).append(line)
    for line in laid.lines:
        if line.y1 != line.y2:
            for y in range(line.y1, line.y2 + 1):
                for flat in across.get(y, ()):
                    if flat.x1 <= line.x1 <= flat.x2 and flat.source != line.source:
                        yield line.x1, y
