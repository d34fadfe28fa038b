"""Rows of texts as lines: the first column to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
