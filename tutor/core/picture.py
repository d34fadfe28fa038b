"""A graph's picture as rows of characters in named styles: boxes, lines, numbers, what is going on.

The layout is made once a graph; painting a row looks only at what stands on that row, so a step
costs the visible cells.  A style is a name such as ``gradient`` that the screen gives a colour;
what a colour says is also said by a shape: the node at work has a heavy frame, a finished node a
filled corner, and a message is an arrowhead on its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tutor.core.graph import Edge, Graph, Node, Pass
from tutor.core.layout import Box, Layout, layout
from tutor.core.text import number, pad, width

Target = str | Edge | None

UNKNOWN = "?"

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
SHAPES = {
    LEFT: "─", RIGHT: "─", LEFT | RIGHT: "─", UP: "│", DOWN: "│", UP | DOWN: "│",
    LEFT | UP: "╯", LEFT | DOWN: "╮", RIGHT | UP: "╰", RIGHT | DOWN: "╭",
    LEFT | UP | DOWN: "┤", RIGHT | UP | DOWN: "├", LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | DOWN: "┬", LEFT | RIGHT | UP | DOWN: "┼",
}  # fmt: skip


@dataclass(frozen=True)
class Marks:
    """What is known of a graph, and what is going on.

    ``partial`` says how many of a node's messages have come, as ``1 of 2``, while some are missing.
    ``message`` is an edge and the share of its way that the message has gone, from 0 to 1.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    gradients: Mapping[str, float] = field(default_factory=dict)
    locals: Mapping[Edge, float] = field(default_factory=dict)
    active: tuple[str | Edge, ...] = ()
    done: frozenset[str] = frozenset()
    partial: Mapping[str, str] = field(default_factory=dict)
    selected: Target = None
    message: tuple[Edge, float] | None = None


class Run(NamedTuple):
    """Characters in one style that belong to one node or edge."""

    text: str
    style: str
    target: Target


class Glyph(NamedTuple):
    """One cell of the picture that is not inside a box."""

    text: str
    source: str


def node_title(node: Node, graph: Graph) -> str:
    """The first line of a box: ``u=w·x``, or the label of a leaf."""
    return node.label if node.is_leaf else f"{node.label}={formula(node, graph)}"


INFIX = {"add": "+", "sub": "−", "mul": "·", "div": "/"}
RAISED = str.maketrans("0123456789-−.", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻·")


def formula(node: Node, graph: Graph) -> str:
    """The operation with its operands: ``w·x``, ``e²``, ``σ(z)``."""
    parts = [graph.label(o) if isinstance(o, str) else number(o) for o in node.operands]
    if node.op in INFIX and len(parts) == 2:
        return INFIX[node.op].join(parts)
    if node.op == "pow" and isinstance(node.operands[1], float):
        return parts[0] + parts[1].translate(RAISED)
    if node.op == "neg":
        return "−" + parts[0]
    name = {"sigmoid": "σ", "pow": "^"}.get(node.op, node.op)
    return f"{name}({','.join(parts)})"


def fitted(numbers: Pass) -> Layout:
    """The layout of a graph with room for these numbers."""
    graph = numbers.graph
    widths = {}
    for node in graph.nodes:
        texts = (
            node_title(node, graph),
            number(numbers.values[node.name]),
            "∇ " + number(numbers.gradients[node.name]),
        )
        widths[node.name] = 4 + max(4, *map(width, texts))
    return layout(graph, widths, {e: width(number(x)) for e, x in numbers.locals.items()})


@lru_cache(maxsize=8)
def _cells(laid: Layout) -> dict[int, dict[int, Glyph]]:
    """Every line cell by row and column."""
    found: dict[int, dict[int, dict[str, int]]] = {}
    for line in laid.lines:
        across = line.y1 == line.y2
        low, high = sorted((line.x1, line.x2) if across else (line.y1, line.y2))
        back, on = (LEFT, RIGHT) if across else (UP, DOWN)
        for at in range(low, high + 1):
            x, y = (at, line.y1) if across else (line.x1, at)
            cell = found.setdefault(y, {}).setdefault(x, {})
            arms = (back if at > low else 0) | (on if at < high else 0)
            cell[line.source] = cell.get(line.source, 0) | arms
    return {y: {x: _glyph(cell) for x, cell in row.items()} for y, row in found.items()}


def _glyph(cell: Mapping[str, int]) -> Glyph:
    if len(cell) > 1:
        return Glyph("┼", next(iter(cell)))
    source, arms = next(iter(cell.items()))
    return Glyph(SHAPES.get(arms, "─"), source)


def paint_row(laid: Layout, marks: Marks, y: int) -> tuple[Run, ...]:
    """Row ``y`` of the picture, from its left edge to the last cell that is not empty."""
    cells: dict[int, Run] = {}
    active_sources = {t.source for t in marks.active if isinstance(t, Edge)}
    for x, glyph in _cells(laid).get(y, {}).items():
        style = "edge.active" if glyph.source in active_sources else "edge"
        cells[x] = Run(glyph.text, style, glyph.source)
    for edge, (x, row) in laid.heads.items():
        if row == y:
            _head(cells, edge, x, marks)
    if marks.message is not None:
        _flying(cells, laid, *marks.message, y)
    for box in laid.boxes.values():
        if box.y <= y < box.y + box.height:
            cells.update(_box_row(laid.graph, box, marks, y - box.y))
    return _joined(cells)


def _head(cells: dict[int, Run], edge: Edge, x: int, marks: Marks) -> None:
    active, selected = edge in marks.active, edge == marks.selected
    style = "edge.selected" if selected else "edge.active" if active else "edge"
    cells[x] = Run("▶", style, edge)
    text = number(marks.locals[edge]) if edge in marks.locals else ""
    for i, char in enumerate(text):
        cells[x - len(text) + i] = Run(
            char, "local.active" if active or selected else "local", edge
        )


def _flying(cells: dict[int, Run], laid: Layout, edge: Edge, share: float, y: int) -> None:
    """The message of the backward pass on its way from the successor to its input."""
    way = _way(laid, edge)
    x, row = way[round((1 - share) * (len(way) - 1))]
    if row == y:
        cells[x] = Run("◀", "message", edge)


def _way(laid: Layout, edge: Edge) -> list[tuple[int, int]]:
    """The cells of an edge's line from its source to its arrowhead."""
    points = laid.paths[edge]
    way: list[tuple[int, int]] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(abs(x2 - x1), abs(y2 - y1))
        dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
        way += ((x1 + i * dx, y1 + i * dy) for i in range(steps + 1))
    return list(dict.fromkeys(way)) or [laid.heads[edge]]


LIGHT = {"tl": "╭", "tr": "╮", "bl": "╰", "br": "╯", "h": "─", "v": "│"}
HEAVY = {"tl": "┏", "tr": "┓", "bl": "┗", "br": "┛", "h": "━", "v": "┃"}
DOUBLE = {"tl": "╔", "tr": "╗", "bl": "╚", "br": "╝", "h": "═", "v": "║"}


def _box_row(graph: Graph, box: Box, marks: Marks, row: int) -> list[tuple[int, Run]]:
    name = box.name
    active, selected = name in marks.active, name == marks.selected
    frame = DOUBLE if selected else HEAVY if active else LIGHT
    style = "box.selected" if selected else "box.active" if active else "box"
    if row in (0, box.height - 1):
        left, right = ("tl", "tr") if row == 0 else ("bl", "br")
        corner = "●" if row == 0 and name in marks.done else frame[right]
        text = frame[left] + frame["h"] * (box.width - 2) + corner
        return [(box.x + i, Run(c, style, name)) for i, c in enumerate(text)]
    text, inner = _content(graph, name, marks, row)
    cells = [(box.x, Run(frame["v"], style, name))]
    body = " " + pad(text, box.width - 3)
    column = box.x + 1
    for char in body:
        if width(char) == 0 and cells:
            at, last = cells[-1]
            cells[-1] = (at, Run(last.text + char, last.style, name))
            continue
        cells.append((column, Run(char, inner, name)))
        column += max(1, width(char))
    cells.append((box.x + box.width - 1, Run(frame["v"], style, name)))
    return cells


def _content(graph: Graph, name: str, marks: Marks, row: int) -> tuple[str, str]:
    if row == 1:
        return node_title(graph.by_name[name], graph), "label"
    if row == 2:
        known = name in marks.values
        return (number(marks.values[name]), "value") if known else (UNKNOWN, "value.unknown")
    if row == 3:
        if name in marks.partial:
            return "∇ " + marks.partial[name], "gradient.partial"
        if name in marks.gradients:
            return "∇ " + number(marks.gradients[name]), "gradient"
        return "∇ " + UNKNOWN, "gradient.unknown"
    return "", "box"


def _joined(cells: Mapping[int, Run]) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for x in sorted(cells):
        cell = cells[x]
        if x > at:
            runs.append(Run(" " * (x - at), "empty", None))
        last = runs[-1] if runs else None
        if last and (last.style, last.target) == (cell.style, cell.target):
            runs[-1] = Run(last.text + cell.text, cell.style, cell.target)
        else:
            runs.append(cell)
        at = x + max(1, width(cell.text))
    return tuple(runs)


def marks_of(numbers: Pass) -> Marks:
    """Everything known, nothing going on."""
    return Marks(numbers.values, numbers.gradients, numbers.locals)


def picture_text(numbers: Pass, marks: Marks | None = None) -> tuple[str, ...]:
    """The picture as lines of text."""
    laid = fitted(numbers)
    shown = marks or marks_of(numbers)
    return tuple(
        "".join(run.text for run in paint_row(laid, shown, y)).rstrip() for y in range(laid.height)
    )
