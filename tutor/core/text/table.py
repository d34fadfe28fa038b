"""Rows of texts as lines: the first column to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tutor.core.text.terminal import pad, width


def table(rows: Sequence[Sequence[str]], gap: str = "   ") -> Iterator[str]:
    """One line a row; all rows have equally many cells."""
    cells = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        aligned = (
            pad(text, room, "right" if i else "left")
            for i, (text, room) in enumerate(zip(row, cells, strict=True))
        )
        yield gap.join(aligned).rstrip()


def beside(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """Two blocks of lines beside each other."""
    wide = max(map(width, left), default=0)
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"{pad(one, wide)}   {other}".rstrip() if other else one
