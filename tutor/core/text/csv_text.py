"""Rows as CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.text.terminal import safe

CellValue = str | int | float | bool | None


class _Lines:
    """Where csv writes to: the core has no files."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def write(self, line: str) -> int:
        """Keep a line."""
        self.text.append(line)
        return len(line)


def csv_text(rows: Iterable[Iterable[CellValue]], delimiter: str = ",") -> str:
    """Rows as CSV; a cell that a spreadsheet would run is shown instead.

    Every text is quoted: a spreadsheet that separates by another sign would cut it there.
    """
    import csv  # not for the first screen

    lines = _Lines()
    writer = csv.writer(
        lines, lineterminator="\n", delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC
    )
    for row in rows:
        writer.writerow([cell(x) if isinstance(x, str) else x for x in row])
    return "".join(lines.text)


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, wide forms included."""


def cell(text: str) -> str:
    """A text as a cell that a spreadsheet shows and does not run; numbers stay numbers."""
    shown = safe(text)
    if not shown.startswith(FORMULA_STARTS):
        return shown
    try:
        float(shown)
    except ValueError:
        return f"'{shown}"
    return shown
