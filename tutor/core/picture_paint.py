"""A picture as rows of characters in named styles.

The layout is made once a graph; painting a row looks only at what stands on that row, so a step
costs the visible cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tutor.core.graph import Edge
from tutor.core.layout import Box, Layout, Line, way
from tutor.core.picture import UNKNOWN, Fact, Marks, Picture, Run, Target
from tutor.core.picture_plan import sign
from tutor.core.text import clip, number, pad, width

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
SHAPES = {
    LEFT: "─", RIGHT: "─", LEFT | RIGHT: "─", UP: "│", DOWN: "│", UP | DOWN: "│",
    LEFT | UP: "╯", LEFT | DOWN: "╮", RIGHT | UP: "╰", RIGHT | DOWN: "╭",
    LEFT | UP | DOWN: "┤", RIGHT | UP | DOWN: "├", LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | DOWN: "┬", LEFT | RIGHT | UP | DOWN: "┼",
}  # fmt: skip
BAND = 16
"""Rows that are indexed together: a vertical piece or a box is found by the bands it touches."""


class Frame(NamedTuple):
    """The characters of a frame; then those of a box of one row: the sides, and the left side over
    several rows.
    """

    corners: str
    across: str
    down: str
    sides: str
    left: str


LIGHT = Frame("╭╮╰╯", "─", "│", "[]", "⎡⎢⎣")
HEAVY = Frame("┏┓┗┛", "━", "┃", "┃┃", "┏┃┗")
DOUBLE = Frame("╔╗╚╝", "═", "║", "║║", "╔║╚")
DONE = "●"


@dataclass(slots=True)
class _Index:
    """What stands on which row."""

    across: dict[int, list[Line]] = field(default_factory=dict)
    down: dict[int, list[Line]] = field(default_factory=dict)
    boxes: dict[int, list[Box]] = field(default_factory=dict)
    heads: dict[int, list[tuple[int, Edge]]] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _index(laid: Layout) -> _Index:
    index = _Index()
    for line in laid.lines:
        if line.y1 == line.y2:
            index.across.setdefault(line.y1, []).append(line)
        else:
            for band in range(line.y1 // BAND, line.y2 // BAND + 1):
                index.down.setdefault(band, []).append(line)
    for box in laid.boxes.values():
        for band in range(box.y // BAND, (box.y + box.height - 1) // BAND + 1):
            index.boxes.setdefault(band, []).append(box)
    for edge, (x, y) in laid.heads.items():
        index.heads.setdefault(y, []).append((x, edge))
    return index


def paint_row(
    picture: Picture, marks: Marks, y: int, left: int = 0, right: int | None = None
) -> tuple[Run, ...]:
    """Row ``y`` from column ``left`` to its last cell that is not empty, or to ``right``."""
    laid = picture.layout
    end = laid.width if right is None else min(right, laid.width)
    cells: dict[int, Run] = {}
    _lines(cells, laid, y, left, end)
    _lit(cells, picture, marks, y)
    for x, edge in _index(laid).heads.get(y, ()):
        if left - 8 <= x < end + 8:
            _head(cells, picture, edge, x, marks)
    if marks.message is not None:
        _flying(cells, picture, *marks.message, y)
    for box in _index(laid).boxes.get(y // BAND, ()):
        if box.y <= y < box.y + box.height and box.x < end and box.x + box.width > left:
            cells.update(_box_row(picture, box, marks, y))
    return _joined(cells, left, end)


def _lines(cells: dict[int, Run], laid: Layout, y: int, left: int, end: int) -> None:
    arms: dict[int, dict[str, int]] = {}
    index = _index(laid)
    for line in index.across.get(y, ()):
        for x in range(max(left, line.x1), min(end, line.x2 + 1)):
            cell = arms.setdefault(x, {})
            own = (LEFT if x > line.x1 else 0) | (RIGHT if x < line.x2 else 0)
            cell[line.source] = cell.get(line.source, 0) | own
    for line in index.down.get(y // BAND, ()):
        if line.y1 <= y <= line.y2 and left <= line.x1 < end:
            cell = arms.setdefault(line.x1, {})
            own = (UP if y > line.y1 else 0) | (DOWN if y < line.y2 else 0)
            cell[line.source] = cell.get(line.source, 0) | own
    for x, cell in arms.items():
        source = next(iter(cell))
        reached = laid.outgoing[source]
        target: Target = reached[0][1] if len(reached) == 1 else source
        text = "┼" if len(cell) > 1 else SHAPES.get(cell[source], "─")
        cells[x] = Run(text, "edge", target)


def _lit(cells: dict[int, Run], picture: Picture, marks: Marks, y: int) -> None:
    """The ways of active and selected edges in their styles."""
    for target, style in (*((t, "edge.active") for t in marks.active),
                          (marks.selected, "edge.selected")):  # fmt: skip
        edge = picture.place(target)
        if isinstance(edge, Edge):
            for (x1, y1), (x2, y2) in pairwise(picture.layout.path(edge)):
                if min(y1, y2) <= y <= max(y1, y2):
                    for x in range(min(x1, x2), max(x1, x2) + 1):
                        if x in cells:
                            cells[x] = Run(cells[x].text, style, edge)


def edge_text(picture: Picture, marks: Marks, edge: Edge) -> str:
    """What stands beside an arrowhead: the local gradient or the weight, empty while unknown."""
    weight = picture.weights.get(edge)
    if weight is not None:
        return number(marks.values[weight]) if weight in marks.values else ""
    return number(marks.locals[edge]) if edge in marks.locals else ""


def _head(cells: dict[int, Run], picture: Picture, edge: Edge, x: int, marks: Marks) -> None:
    selected = edge == picture.place(marks.selected)
    active = any(edge == picture.place(target) for target in marks.active)
    style = "edge.selected" if selected else "edge.active" if active else "edge"
    cells[x] = Run("▶", style, edge)
    text = edge_text(picture, marks, edge)
    for i, char in enumerate(text):
        lit = "local.active" if active or selected else "local"
        cells[x - len(text) + i] = Run(char, lit, edge)


def _flying(cells: dict[int, Run], picture: Picture, edge: Edge, share: float, y: int) -> None:
    """The message of the backward pass on its way from the successor to its input."""
    place = picture.place(edge)
    if isinstance(place, Edge):
        cells_of = way(picture.layout, place)
        x, row = cells_of[round((1 - share) * (len(cells_of) - 1))]
        if row == y:
            cells[x] = Run("◀", "message", place)


def _box_row(picture: Picture, box: Box, marks: Marks, y: int) -> Iterator[tuple[int, Run]]:
    face = picture.faces[box.name]
    active = any(picture.place(target) == box.name for target in marks.active)
    selected = picture.place(marks.selected) == box.name
    frame = DOUBLE if selected else HEAVY if active else LIGHT
    style = "box.selected" if selected else "box.active" if active else "box"
    done = face.node in marks.done
    if not picture.layout.framed:
        yield from _one_row(picture, box, marks, y, frame, style, done=done)
        return
    row, inside = y - box.y, box.width - 2
    if row in (0, box.height - 1):
        ends = frame.corners[:2] if row == 0 else frame.corners[2:]
        last = DONE if row == 0 and done else ends[1]
        yield from _spread(ends[0] + frame.across * inside + last, style, face.node, box.x)
        return
    text, inner = face.title, "label"
    if row > 1:
        fact = face.facts[row - 2] if row - 2 < len(face.facts) else None
        text, inner = said(fact, marks, picture.pad) if fact else ("", "box")
    body = pad(" " * picture.pad + text, inside)
    yield box.x, Run(frame.down, style, face.node)
    yield from _spread(body, inner, face.node, box.x + 1)
    yield box.x + box.width - 1, Run(frame.down, style, face.node)


def _one_row(
    picture: Picture, box: Box, marks: Marks, y: int, frame: Frame, style: str, *, done: bool
) -> Iterator[tuple[int, Run]]:
    """``[u=w·x 5 ∇8]``; a box with several entries has a left side as high as they are."""
    face, row = picture.faces[box.name], y - box.y
    side = frame.left[(row > 0) + (row == box.height - 1)] if box.height > 1 else frame.sides[0]
    yield box.x, Run(side, style, face.node)
    if y != box.exit:
        return
    at, room = box.x + 1, box.width - 2
    pieces = [(face.title, "label"), *(said(fact, marks, picture.pad) for fact in face.facts)]
    for i, (text, inner) in enumerate(pieces):
        shown = clip(text if i == 0 else " " + text, room)
        yield from _spread(shown, inner, face.node, at)
        at, room = at + width(shown), room - width(shown)
    yield from _spread(" " * room, "box", face.node, at)
    yield box.x + box.width - 1, Run(DONE if done else frame.sides[1], style, face.node)


def said(fact: Fact, marks: Marks, pad_: int) -> tuple[str, str]:
    """A fact in words, and its style."""
    known, before = getattr(marks, fact.kind + "s"), sign(fact, pad_)
    if fact.kind == "gradient" and fact.node in marks.partial:
        return before + marks.partial[fact.node], "gradient.partial"
    if fact.node in known:
        return before + number(known[fact.node]), fact.kind
    return before + UNKNOWN, fact.kind + ".unknown"


def _spread(text: str, style: str, target: Target, x: int) -> Iterator[tuple[int, Run]]:
    """One cell after the other; a mark stays with the letter that carries it."""
    held = ""
    for char in text:
        if held and width(char) == 0:
            held += char
            continue
        if held:
            yield x, Run(held, style, target)
            x += width(held)
        held = char
    if held:
        yield x, Run(held, style, target)


def _joined(cells: Mapping[int, Run], left: int, end: int) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = left
    for x in sorted(cells):
        cell = cells[x]
        wide = width(cell.text)
        if x + wide > end:
            break
        if x < at:
            continue
        if x > at:
            runs.append(Run(" " * (x - at), "empty", None))
        last = runs[-1] if runs else None
        if last and (last.style, last.target) == (cell.style, cell.target):
            runs[-1] = Run(last.text + cell.text, cell.style, cell.target)
        else:
            runs.append(cell)
        at = x + wide
    return tuple(runs)


def paint(picture: Picture, marks: Marks) -> tuple[str, ...]:
    """The picture as lines of text."""
    return tuple(
        "".join(run.text for run in paint_row(picture, marks, y)).rstrip()
        for y in range(picture.layout.height)
    )


def changed_rows(picture: Picture, old: Marks, new: Marks) -> set[int]:
    """The rows that look different after a step: those of the boxes and ways that have changed."""
    changed: set[Target] = {old.selected, new.selected, *old.active, *new.active}
    for mark in (old.message, new.message):
        changed |= {mark[0]} if mark else set()
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        (old.values, new.values), (old.gradients, new.gradients), (old.partial, new.partial),
    )  # fmt: skip
    for was, now in pairs:
        if was is not now:
            changed |= {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    if old.locals is not new.locals:
        edges = old.locals.keys() | new.locals.keys()
        changed |= {edge for edge in edges if old.locals.get(edge) != new.locals.get(edge)}
    changed |= old.done ^ new.done
    rows: set[int] = set()
    for target in changed:
        rows.update(_rows_of(picture, target))
    return rows


def _rows_of(picture: Picture, target: Target) -> Iterator[int]:
    place = picture.place(target)
    if isinstance(place, Edge):
        ys = [y for _, y in picture.layout.path(place)]
        yield from range(min(ys), max(ys) + 1)
    elif place is not None:
        box = picture.layout.boxes[place]
        yield from range(box.y, box.y + box.height)
