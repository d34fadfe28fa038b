"""Where the boxes and the lines of a graph's picture stand, in whole cells; no colours, no text.

Columns from left to right: a computed node stands right of all its inputs, a leaf right before
its first successor.  A line leaves a box in the middle of its right side and enters a successor at
a row of its own, one row an operand, so two lines can meet only by crossing at a right angle:

* boxes start on even rows, lines leave on even rows and enter on odd ones;
* a line that passes over columns has a lane of its own there, on an even row that no other line of
  the column before leaves from;
* between two columns every source has its own vertical track where tracks would touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tutor.core.graph import Edge, Graph

HEIGHT = 5
"""Rows of a box with up to two inputs: a frame around label, value and gradient."""

EXIT = 2
"""The row of a box, counted from its top, on which its line leaves."""


class Box(NamedTuple):
    """A node's box: its left upper cell, width and height in cells."""

    name: str
    x: int
    y: int
    width: int
    height: int

    def entry(self, slot: int) -> int:
        """The row on which the operand in ``slot`` enters (slots of folded constants left out)."""
        return self.y + 1 + 2 * slot


class Line(NamedTuple):
    """A straight piece of a line, ends included; horizontal or vertical."""

    source: str
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, eq=False)
class Layout:
    """Boxes by name, the pieces of the lines, and where each edge's arrowhead stands."""

    graph: Graph
    boxes: Mapping[str, Box]
    lines: tuple[Line, ...]
    heads: Mapping[Edge, tuple[int, int]]
    paths: Mapping[Edge, tuple[tuple[int, int], ...]]
    width: int
    height: int


class Lane(NamedTuple):
    """A line's own row in a column that it passes."""

    source: str
    column: int


Item = str | Lane


def columns(graph: Graph) -> dict[str, int]:
    """The column of each node."""
    found: dict[str, int] = {}
    for node in graph.nodes:
        if not node.is_leaf:
            found[node.name] = max((found.get(i, 0) + 1 for i in node.inputs), default=1)
    for node in graph.leaves:
        found[node.name] = min((found[s] - 1 for s in graph.successors(node.name)), default=0)
    first = min(found.values())
    return {name: column - first for name, column in found.items()}


def layout(graph: Graph, widths: Mapping[str, int], labels: Mapping[Edge, int]) -> Layout:
    """Lay ``graph`` out; ``widths`` are the boxes' widths, ``labels`` those of the edges' texts."""
    column = columns(graph)
    count = max(column.values()) + 1
    order = _ordered(graph, column, count)
    rows = _placed(graph, order)
    channels = [_tracks(graph, order[c], order[c + 1], rows) for c in range(count - 1)]
    return _drawn(graph, order, rows, channels, widths, labels)


# Order within a column ---------------------------------------------------------------------------


def _ordered(graph: Graph, column: Mapping[str, int], count: int) -> list[list[Item]]:
    order: list[list[Item]] = [[] for _ in range(count)]
    for node in graph.nodes:
        order[column[node.name]].append(node.name)
        last = max((column[s] for s in graph.successors(node.name)), default=0)
        for passed in range(column[node.name] + 1, last):
            order[passed].append(Lane(node.name, passed))
    best, fewest = [list(items) for items in order], _crossings(graph, order)
    for sweep in range(8):
        if not fewest:
            break
        _sweep(graph, order, forward=sweep % 2 == 0)
        crossings = _crossings(graph, order)
        if crossings < fewest:
            best, fewest = [list(items) for items in order], crossings
    return best


def _links(
    graph: Graph, left: Iterable[Item], right: Iterable[Item]
) -> list[tuple[Item, Item, int]]:
    """(item, item in the next column, slot) for every line between two columns."""
    holder: dict[str, Item] = {}
    for item in left:
        holder[item.source if isinstance(item, Lane) else item] = item
    found: list[tuple[Item, Item, int]] = []
    for item in right:
        if isinstance(item, Lane):
            found.append((holder[item.source], item, 0))
        else:
            found += ((holder[n], item, s) for s, n in enumerate(graph.by_name[item].inputs))
    return found


def _sweep(graph: Graph, order: list[list[Item]], *, forward: bool) -> None:
    pairs = range(1, len(order)) if forward else range(len(order) - 2, -1, -1)
    for c in pairs:
        fixed, moved = (order[c - 1], order[c]) if forward else (order[c + 1], order[c])
        links = _links(graph, fixed, moved) if forward else _links(graph, moved, fixed)
        place = {item: float(i) for i, item in enumerate(fixed)}
        near: dict[Item, list[float]] = {item: [] for item in moved}
        for left, right, slot in links:
            if forward:
                near[right].append(place[left])
            else:
                near[left].append(place[right] + slot / 10)
        now = {item: float(i) for i, item in enumerate(moved)}
        mean = {i: sum(p) / len(p) if p else now[i] for i, p in near.items()}
        moved.sort(key=lambda item, m=mean, n=now: (m[item], n[item]))  # type: ignore[misc]


def _crossings(graph: Graph, order: list[list[Item]]) -> int:
    total = 0
    for left, right in pairwise(order):
        at = {item: i for i, item in enumerate(left)}
        to = {item: i for i, item in enumerate(right)}
        ends = sorted((at[a], to[b] * 64 + s) for a, b, s in _links(graph, left, right))
        total += sum(a[1] > b[1] and a[0] < b[0] for i, a in enumerate(ends) for b in ends[i + 1 :])
    return total


# Rows --------------------------------------------------------------------------------------------


def box_height(graph: Graph, name: str) -> int:
    """Rows of a node's box: an odd number, with an odd row for every operand that is a node."""
    return max(HEIGHT, 2 * len(graph.by_name[name].inputs) + 1)


def _placed(graph: Graph, order: list[list[Item]]) -> dict[Item, int]:
    """The row of every box's top and every lane: a column stands as near as it can to the last."""
    rows: dict[Item, int] = {}
    before: list[Item] = []
    for items in order:
        taken = {leave(rows, item): item for item in before}
        wish = _wishes(graph, before, items, rows)
        free = 0
        for item in items:
            row = max(free, wish.get(item, free))
            row += row % 2
            if isinstance(item, Lane):
                while row in taken and _source(taken[row]) != item.source:
                    row += 2
            rows[item] = row
            free = row + (2 if isinstance(item, Lane) else box_height(graph, item) + 1)
        before = items
    return rows


def _wishes(
    graph: Graph, before: list[Item], items: list[Item], rows: Mapping[Item, int]
) -> dict[Item, int]:
    """Rows that would keep lines short; kept low enough that a column does not grow for it."""
    found: dict[Item, list[int]] = {}
    for left, right, slot in _links(graph, before, items) if before else []:
        enters = 0 if isinstance(right, Lane) else 1 + 2 * slot
        found.setdefault(right, []).append(leave(rows, left) - enters)
    return {item: max(0, min(wished) // 2 * 2) for item, wished in found.items()}


def leave(rows: Mapping[Item, int], item: Item) -> int:
    """The row on which the line of ``item`` leaves to the right."""
    return rows[item] + (0 if isinstance(item, Lane) else EXIT)


def _source(item: Item) -> str:
    return item.source if isinstance(item, Lane) else item


# Tracks between two columns -----------------------------------------------------------------------


class Net(NamedTuple):
    """The lines of one source between two columns: where they start, where they go, which track.

    ``track`` is −1 for a straight line.
    """

    source: str
    start: int
    ends: tuple[tuple[int, Item, int], ...]
    track: int


def _tracks(
    graph: Graph, left: list[Item], right: list[Item], rows: Mapping[Item, int]
) -> list[Net]:
    ends: dict[Item, list[tuple[int, Item, int]]] = {}
    for a, b, slot in _links(graph, left, right):
        row = rows[b] + (0 if isinstance(b, Lane) else 1 + 2 * slot)
        ends.setdefault(a, []).append((row, b, slot))
    nets: list[Net] = []
    used: list[list[tuple[int, int]]] = []
    spans = []
    for item, reached in ends.items():
        start = leave(rows, item)
        touched = [start, *(row for row, _, _ in reached)]
        spans.append((min(touched), max(touched), item, start, tuple(reached)))
    for low, high, item, start, to in sorted(spans, key=lambda s: (s[1] - s[0], s[0])):
        track = -1
        if low != high:
            track = next(
                (t for t, taken in enumerate(used) if all(high < a or b < low for a, b in taken)),
                len(used),
            )
            if track == len(used):
                used.append([])
            used[track].append((low, high))
        nets.append(Net(_source(item), start, to, track))
    return nets


def _label_width(graph: Graph, nets: list[Net], labels: Mapping[Edge, int]) -> int:
    """Cells that the texts of the edges between two columns need."""
    entering = (graph.incoming(i)[s] for n in nets for _, i, s in n.ends if isinstance(i, str))
    return max((labels[edge] for edge in entering), default=0)


# Cells -------------------------------------------------------------------------------------------


def _drawn(
    graph: Graph,
    order: list[list[Item]],
    rows: Mapping[Item, int],
    channels: list[list[Net]],
    widths: Mapping[str, int],
    labels: Mapping[Edge, int],
) -> Layout:
    boxes: dict[str, Box] = {}
    lines: list[Line] = []
    heads: dict[Edge, tuple[int, int]] = {}
    left = 0
    reach: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}
    paths: dict[Edge, tuple[tuple[int, int], ...]] = {}
    for c, items in enumerate(order):
        wide = max((widths[i] for i in items if isinstance(i, str)), default=1)
        for item in items:
            if isinstance(item, str):
                boxes[item] = Box(item, left, rows[item], widths[item], box_height(graph, item))
            else:
                lines.append(Line(item.source, left, rows[item], left + wide - 1, rows[item]))
        if c == len(order) - 1:
            left += wide
            break
        right = left + wide
        tracks = 1 + max((net.track for net in channels[c]), default=-1)
        arrow = right + 2 * tracks + 1 + _label_width(graph, channels[c], labels)
        for net in channels[c]:
            box = boxes.get(net.source)
            own = box is not None and net.source in items
            begin = box.x + box.width if own and box else right
            at = right + 1 + 2 * net.track
            sofar = reach.get((net.source, c), ((begin, net.start),))
            for row, item, slot in net.ends:
                stop = arrow if isinstance(item, str) else arrow + 1
                pieces: tuple[tuple[int, int], ...] = ((begin, net.start), (stop, row))
                if net.track >= 0:
                    pieces = ((begin, net.start), (at, net.start), (at, row), (stop, row))
                for (x1, y1), (x2, y2) in pairwise(pieces):
                    lines.append(Line(net.source, x1, y1, x2, y2))
                path = (*sofar, *pieces)
                if isinstance(item, Lane):
                    reach[(net.source, c + 1)] = path
                else:
                    edge = graph.incoming(item)[slot]
                    heads[edge] = (arrow, row)
                    paths[edge] = path
        left = arrow + 1
    height = 1 + max(
        [b.y + b.height - 1 for b in boxes.values()] + [max(n.y1, n.y2) for n in lines]
    )
    return Layout(graph, boxes, tuple(lines), heads, paths, left, height)
