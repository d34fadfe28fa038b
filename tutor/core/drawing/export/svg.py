"""The picture as a vector drawing: the same layout, with lines and letters instead of cells."""

from __future__ import annotations

from collections.abc import Iterator, Set
from xml.sax.saxutils import escape

from tutor.core.drawing.boxes import said
from tutor.core.drawing.density import BOXES, draw
from tutor.core.drawing.layout import Box, Point, RoutedLine, crossing_cells
from tutor.core.drawing.picture import Marks, Picture, edge_text, marks_of
from tutor.core.graph import Pass

CELL, ROW = 9.0, 18.0
"""Width and height of a cell of the layout, in pixels."""

STYLE = (
    "text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#1f2430}"
    ".box{fill:#fff;stroke:#5b6478;stroke-width:1.2}"
    ".edge{fill:none;stroke:#5b6478;stroke-width:1.2;stroke-linejoin:round}"
    ".head{fill:#5b6478}.label{font-weight:bold}.gradient{fill:#166534}"
    ".negative{fill:#b91c1c}.large{font-weight:bold}"
    ".local{fill:#075985;text-anchor:end}"
    ".under{stroke:#fff;stroke-width:4;fill:none}"
)


def svg(numbers: Pass, marks: Marks | None = None) -> str:
    """The graph as a complete SVG document, with ? for what ``marks`` do not know."""
    return svg_of(draw(numbers, BOXES), marks or marks_of(numbers))


def svg_of(picture: Picture, marks: Marks) -> str:
    """A picture as SVG; of two lines that cross, the upright one passes over the other."""
    laid = picture.layout
    wide, high = (laid.width + 2) * CELL, (laid.height + 1) * ROW
    sides = {(box.x + box.width, box.exit) for box in laid.boxes.values()}
    flat = [line for line in laid.lines if line.y1 == line.y2]
    upright = [line for line in laid.lines if line.y1 != line.y2]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" '
        f'viewBox="0 0 {wide:g} {high:g}" role="img">',
        f"<style>{STYLE}</style>",
        *(_line(sides, line) for line in flat),
        *(_gap(x, y) for x, y in crossing_cells(laid)),
        *(_line(sides, line) for line in upright),
        *_heads(picture, marks),
    ]
    for box in laid.boxes.values():
        parts += _box(picture, box, marks)
    return "\n".join((*parts, "</svg>"))


def _x(column: float) -> float:
    return (column + 1.5) * CELL


def _y(row: float) -> float:
    return (row + 1) * ROW


def _line(sides: Set[Point], line: RoutedLine) -> str:
    """A piece of a line; one that begins at the right side of a box reaches up to it."""
    x1, x2, y1, y2 = _x(line.x1), _x(line.x2), _y(line.y1), _y(line.y2)
    if line.y1 == line.y2:
        x1 -= CELL / 2 * ((line.x1, line.y1) in sides)
        return f'<path class="edge" d="M{x1:g} {y1:g}H{x2:g}"/>'
    return f'<path class="edge" d="M{x1:g} {y1:g}V{y2:g}"/>'


def _gap(column: int, row: int) -> str:
    """A gap in a flat line where one of another source passes over it; branches have none."""
    return f'<path class="under" d="M{_x(column):g} {_y(row) - 4:g}v8"/>'


def _heads(picture: Picture, marks: Marks) -> Iterator[str]:
    for edge, (column, row) in picture.layout.heads.items():
        x, y = _x(column) + CELL / 2, _y(row)
        yield f'<path class="head" d="M{x:g} {y:g}l-8 -4v8z"/>'
        text = edge_text(picture, marks, edge)
        if text:
            yield f'<text class="local" x="{x - 10:g}" y="{y - 3:g}">{escape(text)}</text>'


def _box(picture: Picture, box: Box, marks: Marks) -> Iterator[str]:
    face = picture.faces[box.name]
    x, y = (box.x + 1) * CELL, _y(box.y)
    wide, high = box.width * CELL, (box.height - 1) * ROW
    yield f'<rect class="box" x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="6"/>'
    rows = [(face.title, "label"), *(said(fact, marks, 1, picture.steepest) for fact in face.facts)]
    for (text, style), row in zip(rows, range(1, box.height), strict=False):
        at = f'x="{x + 1.5 * CELL:g}" y="{_y(box.y + row) + 4:g}"'
        yield f'<text class="{style.replace(".", " ")}" {at}>{escape(text)}</text>'
