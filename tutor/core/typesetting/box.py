"""Text in two dimensions: rectangles of lines, put side by side on their base lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.text import pad, width
from tutor.core.typesetting.tree import Align


@dataclass(frozen=True, slots=True)
class TextBox:
    """Equally wide lines; ``base`` is the line on which the box stands among others."""

    lines: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        """Cells from left to right."""
        return width(self.lines[0])

    @property
    def height(self) -> int:
        """Lines from top to bottom."""
        return len(self.lines)


def beside(boxes: Sequence[TextBox]) -> TextBox:
    """Boxes from left to right, base line on base line."""
    if not boxes:
        return TextBox(("",))
    above = max(box.base for box in boxes)
    below = max(box.height - box.base for box in boxes)
    rows = []
    for line in range(-above, below):
        row = ""
        for box in boxes:
            at = box.base + line
            row += box.lines[at] if 0 <= at < box.height else " " * box.width
        rows.append(row)
    return TextBox(tuple(rows), above)


def stack(boxes: Sequence[TextBox], base: int, align: Align = "centre") -> TextBox:
    """Boxes from top to bottom, as wide as the widest; ``base`` is a line of the result."""
    cells = max(box.width for box in boxes)
    return TextBox(tuple(pad(line, cells, align) for box in boxes for line in box.lines), base)


def fraction(top: TextBox, bottom: TextBox) -> TextBox:
    """One box over another, with a bar between them on the base line."""
    bar = TextBox(("─" * max(top.width, bottom.width, 1),))
    return stack((top, bar, bottom), top.height)


def with_scripts(base: TextBox, low: TextBox | None, high: TextBox | None) -> TextBox:
    """A base with boxes at its lower and upper right."""
    above = high.lines if high else ()
    below = low.lines if low else ()
    cells = max(width(line) for line in (*above, *below))
    side = (*above, *("",) * base.height, *below)
    left = (*("",) * len(above), *base.lines, *("",) * len(below))
    lines = (pad(a, base.width) + pad(b, cells) for a, b in zip(left, side, strict=True))
    return TextBox(tuple(lines), base.base + len(above))


def with_brace(body: TextBox, label: TextBox) -> TextBox:
    """A brace below ``body`` with a ``label`` below its point."""
    cells = body.width
    middle = (cells - 1) // 2
    brace = {1: "│", 2: "╰╯"}.get(
        cells, "╰" + "─" * (middle - 1) + "┬" + "─" * (cells - middle - 2) + "╯"
    )
    return stack((body, TextBox((brace,)), label), body.base)


_TALL = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "‖‖‖",
    "{": "⎧⎪⎩", "}": "⎫⎪⎭", "⟨": "⎛⎜⎝", "⟩": "⎞⎟⎠",
}  # fmt: skip
_POINTS = {"{": "⎨", "}": "⎬"}


def with_fence(left: str, body: TextBox, right: str) -> TextBox:
    """``body`` between brackets as tall as it is."""
    sides = [_fence(left, body), body, _fence(right, body)]
    return beside([side for side in sides if side.width])


def _fence(char: str, body: TextBox) -> TextBox:
    if not char:
        return TextBox(("",) * body.height, body.base)
    if body.height == 1 or char not in _TALL:
        return TextBox((char,))
    pieces = _TALL[char]
    lines = [pieces[0], *pieces[1] * (body.height - 2), pieces[2]]
    if char in _POINTS and body.height > 2:
        lines[body.base if 0 < body.base < body.height - 1 else body.height // 2] = _POINTS[char]
    return TextBox(tuple(lines), body.base)


def grid(rows: Sequence[Sequence[TextBox]], align: Sequence[Align], gap: str) -> TextBox:
    """Boxes in rows and columns; rows are set apart where one of them is tall."""
    columns = max(len(row) for row in rows)
    cells = [max((row[i].width for row in rows if i < len(row)), default=0) for i in range(columns)]
    apart = any(box.height > 1 for row in rows for box in row) and len(rows) > 1
    lines: list[str] = []
    bases: list[int] = []
    for row in rows:
        full = [
            TextBox(
                tuple(pad(line, cells[i], align[i % len(align)]) for line in box.lines), box.base
            )
            for i, box in enumerate(row)
        ]
        full += [TextBox((" " * cells[i],)) for i in range(len(row), columns)]
        spaced = [part for box in full for part in (TextBox((gap,)), box)][1:]
        line = beside(spaced)
        if lines and apart:
            lines.append(" " * line.width)
        bases.append(len(lines) + line.base)
        lines.extend(line.lines)
    base = bases[len(bases) // 2] if len(bases) % 2 else (len(lines) - 1) // 2
    return TextBox(tuple(lines), base)
