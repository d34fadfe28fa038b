"""A table of texts in a place of any width: columns side by side, folded, or below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.core.text.terminal import width
from tutor.core.text.wrap import Slice, line_breaks

GAP = 3
"""Cells between two columns."""
INDENT = 2
"""Cells before what stands below its heading, where columns find no room beside each other."""

Rows = Sequence[Sequence[str]]


class Piece(NamedTuple):
    """A part of one cell's text: which cell, from where to where, and how far to the right."""

    row: int
    column: int
    part: Slice
    start: int


class FoldedTable(NamedTuple):
    """Lines of pieces.  The first ``head`` of them are the headings, with a ``rule`` below: start
    and cells of each column; both are empty where every cell stands below its heading."""

    lines: tuple[tuple[Piece, ...], ...]
    head: int
    rule: tuple[Slice, ...]


def folded_table(rows: Rows, room: int, right: Sequence[bool]) -> FoldedTable:
    """``rows``, the headings first, in ``room`` cells; columns that are ``right`` end in line."""
    cells = _columns(rows, room)
    if cells is None:
        return FoldedTable(_stacked(rows, room), 0, ())
    starts = [sum(cells[:i]) + GAP * i for i in range(len(cells))]
    lines: list[tuple[Piece, ...]] = []
    head = 0
    for number, row in enumerate(rows):
        folded = [line_breaks(text, room_) for text, room_ in zip(row, cells, strict=True)]
        for line in range(max(map(len, folded), default=0)):
            found = []
            for column, parts in enumerate(folded):
                if line < len(parts):
                    part = parts[line]
                    free = cells[column] - width(row[column][part[0] : part[1]])
                    start = starts[column] + (free if right[column] else 0)
                    found.append(Piece(number, column, part, start))
            lines.append(tuple(found))
        head = head or len(lines)
    return FoldedTable(tuple(lines), head, tuple(zip(starts, cells, strict=True)))


def _columns(rows: Rows, room: int) -> list[int] | None:
    """Cells of each column; None where not even their longest words stand beside each other."""
    columns = list(zip(*rows, strict=True))
    whole = [max(map(width, column)) for column in columns]
    cells = [max(_longest(text) for text in column) for column in columns]
    left = room - GAP * (len(columns) - 1) - sum(cells)
    if left < 0:
        return None
    while left and cells != whole:
        narrow = max(range(len(cells)), key=lambda i: whole[i] - cells[i])
        cells[narrow] += 1
        left -= 1
    return cells


def _longest(text: str) -> int:
    """Cells of the longest word."""
    return max(map(width, text.split()), default=1)


def _stacked(rows: Rows, room: int) -> tuple[tuple[Piece, ...], ...]:
    """Every cell below its heading, an empty line between two rows."""
    lines: list[tuple[Piece, ...]] = []
    for number, row in enumerate(rows[1:], 1):
        lines += [()] if lines else []
        for column, text in enumerate(row):
            lines += [(Piece(0, column, part, 0),) for part in line_breaks(rows[0][column], room)]
            lines += [
                (Piece(number, column, part, INDENT),)
                for part in line_breaks(text, max(1, room - INDENT))
            ]
    return tuple(lines)
