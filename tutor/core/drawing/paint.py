"""A picture as rows of characters in named styles.

The layout is made once a graph; painting a row looks only at what stands on that row, so a step
costs the visible cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter, itemgetter

from tutor.core.drawing.boxes import DOUBLE, HEAVY, LIGHT, box_row
from tutor.core.drawing.cells import EMPTY, CellKind, CellRow
from tutor.core.drawing.layout import Box, Layout, Point, RoutedLine
from tutor.core.drawing.message import (
    HEAD,
    backward_edges,
    covers_local,
    is_short,
    start,
    travelling,
)
from tutor.core.drawing.picture import Marks, Picture, StyledText, Target, edge_text
from tutor.core.graph import Edge

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
SHAPES = {
    LEFT: "─", RIGHT: "─", LEFT | RIGHT: "─", UP: "│", DOWN: "│", UP | DOWN: "│",
    LEFT | UP: "╯", LEFT | DOWN: "╮", RIGHT | UP: "╰", RIGHT | DOWN: "╭",
    LEFT | UP | DOWN: "┤", RIGHT | UP | DOWN: "├", LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | DOWN: "┬", LEFT | RIGHT | UP | DOWN: "┼",
}  # fmt: skip
_PLAIN = "─│╭╮╰╯├┤┬┴┼"
LIT = {
    ("edge.active", True): str.maketrans(_PLAIN, "━┃┏┓┗┛┣┫┳┻┿"),
    ("edge.active", False): str.maketrans(_PLAIN, "━┃┏┓┗┛┣┫┳┻╂"),
    ("edge.selected", True): str.maketrans(_PLAIN, "═║╔╗╚╝╠╣╦╩╪"),
    ("edge.selected", False): str.maketrans(_PLAIN, "═║╔╗╚╝╠╣╦╩╫"),
}
"""Pieces of an active or a selected way, flat (True) and upright: told by shape, not by colour."""
BAND = 16
"""Rows that are indexed together: a vertical piece or a box is found by the bands it touches."""


_left = attrgetter("x1")

REACH = 8
"""A number beside an arrowhead reaches at most so far to the left of it."""


@dataclass(slots=True)
class _Index:
    """What stands on which row or band of rows, from left to right."""

    across: dict[int, list[RoutedLine]] = field(default_factory=dict)
    down: dict[int, list[RoutedLine]] = field(default_factory=dict)
    boxes: dict[int, list[Box]] = field(default_factory=dict)
    heads: dict[int, list[tuple[int, Edge]]] = field(default_factory=dict)
    widest: int = 1
    kinds: dict[str, CellKind] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _index(laid: Layout) -> _Index:
    index = _Index()
    for line in sorted(laid.lines, key=_left):
        if line.y1 == line.y2:
            index.across.setdefault(line.y1, []).append(line)
        else:
            for band in range(line.y1 // BAND, line.y2 // BAND + 1):
                index.down.setdefault(band, []).append(line)
    for box in sorted(laid.boxes.values(), key=lambda box: box.x):
        index.widest = max(index.widest, box.width)
        for band in range(box.y // BAND, (box.y + box.height - 1) // BAND + 1):
            index.boxes.setdefault(band, []).append(box)
    for edge, (x, y) in sorted(laid.heads.items(), key=lambda head: head[1]):
        index.heads.setdefault(y, []).append((x, edge))
    for source, reached in laid.outgoing.items():
        index.kinds[source] = "edge", reached[0][1] if len(reached) == 1 else source
    return index


def paint_row(
    picture: Picture, marks: Marks, y: int, left: int = 0, right: int | None = None
) -> tuple[StyledText, ...]:
    """Row ``y`` from column ``left`` to its last cell that is not empty, or to ``right``."""
    laid = picture.layout
    end = laid.width if right is None else min(right, laid.width)
    row = CellRow(left, max(left, end))
    selected, active = picture.place(marks.selected), {picture.place(t) for t in marks.active}
    back = backward_edges(picture, marks)
    _lines(row, _index(laid), y)
    for target in (*active, selected):
        if isinstance(target, Edge):
            style = "edge.selected" if target == selected else "edge.active"
            _lit(row, laid, target, style, y)
    for x, edge in _heads(row, _index(laid), y):
        lit = "selected" if edge == selected else "active" if edge in active else ""
        _head(row, picture, edge, x, marks, lit, back=edge in back)
    _messages(row, picture, marks, back, y)
    for box in _boxes(row, _index(laid), y):
        if box.name == selected:
            box_row(row, picture, box, marks, y, DOUBLE, "box.selected")
        elif box.name in active:
            box_row(row, picture, box, marks, y, HEAVY, "box.active")
        else:
            box_row(row, picture, box, marks, y, LIGHT, "box")
    return row.runs()


def _heads(row: CellRow, index: _Index, y: int) -> Iterator[tuple[int, Edge]]:
    """The arrowheads in sight, or whose number is."""
    heads = index.heads.get(y, [])
    for x, edge in islice(heads, bisect_left(heads, row.left, key=itemgetter(0)), None):
        if x >= row.end + REACH:
            return
        yield x, edge


def _boxes(row: CellRow, index: _Index, y: int) -> Iterator[Box]:
    """The boxes in sight."""
    boxes = index.boxes.get(y // BAND, [])
    first = bisect_left(boxes, row.left - index.widest, key=attrgetter("x"))
    for box in islice(boxes, first, None):
        if box.x >= row.end:
            return
        if box.y <= y < box.y + box.height:
            yield box


def _lines(row: CellRow, index: _Index, y: int) -> None:
    """The lines on this row; where an upright piece meets a flat one of its source, they join."""
    left, end = row.left, row.end
    flat: list[RoutedLine | None] = [None] * (end - left)
    across = index.across.get(y, [])
    first = max(0, bisect_left(across, left, key=_left) - 1)
    for line in islice(across, first, None):
        if line.x1 >= end:
            break
        a, b = max(0, line.x1 - left), min(end, line.x2 + 1) - left
        if a < b:
            row.chars[a:b] = "─" * (b - a)
            row.kinds[a:b] = [index.kinds[line.source]] * (b - a)
            flat[a:b] = [line] * (b - a)
    down = index.down.get(y // BAND, [])
    for line in islice(down, bisect_left(down, left, key=_left), None):
        if line.x1 >= end:
            break
        if line.y1 <= y <= line.y2:
            at, under = line.x1 - left, flat[line.x1 - left]
            arms = (UP if y > line.y1 else 0) | (DOWN if y < line.y2 else 0)
            if under is None:
                row.kinds[at] = index.kinds[line.source]
            elif under.source != line.source:
                arms = LEFT | RIGHT | UP | DOWN
            else:
                arms |= LEFT if line.x1 > under.x1 else 0
                arms |= RIGHT if line.x1 < under.x2 else 0
            row.chars[at] = SHAPES.get(arms, "─")


def _lit(row: CellRow, laid: Layout, edge: Edge, style: str, y: int) -> None:
    """The way of an active or selected edge in its style."""
    for (x1, y1), (x2, y2) in _pieces(laid, edge, y // BAND):
        if y1 <= y <= y2:
            shapes = LIT[style, y1 == y2]
            for at in range(max(0, x1 - row.left), min(row.end, x2 + 1) - row.left):
                if row.kinds[at] is not EMPTY:
                    row.chars[at] = row.chars[at].translate(shapes)
                    row.kinds[at] = style, edge


@lru_cache(maxsize=256)
def _pieces(laid: Layout, edge: Edge, band: int) -> tuple[tuple[Point, Point], ...]:
    """The pieces of an edge's line in a band of rows: left upper and right lower cell."""
    first, last = band * BAND, band * BAND + BAND - 1
    return tuple(
        ((min(x1, x2), min(y1, y2)), (max(x1, x2), max(y1, y2)))
        for (x1, y1), (x2, y2) in pairwise(laid.path(edge))
        if (y1 >= first or y2 >= first) and (y1 <= last or y2 <= last)
    )


def _head(
    row: CellRow, picture: Picture, edge: Edge, x: int, marks: Marks, lit: str, *, back: bool
) -> None:
    style = "edge." + lit if lit else "edge"
    row.write(x, "─".translate(LIT.get((style, True), {})) if back else "▶", style, edge)
    text = "" if covers_local(picture, marks, edge) else edge_text(picture, marks, edge)
    if back and is_short(picture.layout, edge, text):
        x += 1  # else ◀8 would say that the message is 8
    row.write(x - len(text), text, "local.active" if lit else "local", edge)


def _messages(row: CellRow, picture: Picture, marks: Marks, back: Set[Edge], y: int) -> None:
    """The arrowheads at receivers, and the message on its way."""
    for edge in back:
        x, at = start(picture.layout, edge)
        if at == y and (marks.message is None or edge != marks.message[0]):
            row.write(x, HEAD, "edge.active", edge)
    travels = travelling(picture, marks)
    if travels is not None and travels[0][1] == y:
        (x, _), text, edge = travels
        row.write(x, text, "message", edge)


def paint(picture: Picture, marks: Marks) -> tuple[str, ...]:
    """The picture as lines of text."""
    return tuple(
        "".join(run.text for run in paint_row(picture, marks, y)).rstrip()
        for y in range(picture.layout.height)
    )


def target_at(picture: Picture, marks: Marks, x: int, y: int) -> Target:
    """The node or edge in one cell of the picture."""
    if x < 0 or not 0 <= y < picture.layout.height:
        return None
    return next((run.target for run in paint_row(picture, marks, y, x, x + 1)), None)


def changed_rows(picture: Picture, old: Marks, new: Marks) -> set[int]:
    """The rows that look different after a step: those of the boxes and ways that have changed."""
    changed: set[Target] = {old.selected, new.selected, *old.active, *new.active}
    for mark in (old.message, new.message):
        changed |= {mark[0]} if mark else set()
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        (old.values, new.values), (old.gradients, new.gradients),
    )  # fmt: skip
    for was, now in pairs:
        if was is not now:
            changed |= {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    if old.locals is not new.locals:
        edges = old.locals.keys() | new.locals.keys()
        changed |= {edge for edge in edges if old.locals.get(edge) != new.locals.get(edge)}
    changed |= (old.done ^ new.done) | (old.partial ^ new.partial)
    rows: set[int] = set()
    for target in changed:
        rows.update(_rows_of(picture, target))
    return rows


def _rows_of(picture: Picture, target: Target) -> Iterator[int]:
    place = picture.place(target)
    if isinstance(place, Edge):
        rows = [y for _, y in picture.layout.path(place)]
        yield from range(min(rows), max(rows) + 1)
    elif place is not None:
        box = picture.layout.boxes[place]
        yield from range(box.y, box.y + box.height)
