"""Points and lines over two axes, in characters; the axes stay as they are given, with labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import NamedTuple

from tutor.core.text import number, pad, width


class ChartPart(NamedTuple):
    """Characters of one kind: "axis", "label", or what their series or their number says."""

    text: str
    kind: str


ChartRow = tuple[ChartPart, ...]


class Axis(NamedTuple):
    """The numbers at its two ends; on a logarithmic axis equal ways are equal factors."""

    low: float
    high: float
    log: bool = False

    def place(self, value: float) -> float | None:
        """Where a number stands, from 0 to 1; None where it is not on the axis."""
        if self.log and value > 0:
            start, end = log10(self.low), log10(self.high)
            where = (log10(value) - start) / (end - start)
        else:
            where = (value - self.low) / (self.high - self.low)
        return where if isfinite(where) and -1e-9 <= where <= 1 + 1e-9 else None

    def ticks(self, most: int) -> tuple[float, ...]:
        """The numbers that are written at it: the ends, or powers of ten, as many as fit."""
        if not self.log:
            return (self.high, self.low)
        first, last = ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9)
        step = max(1, ceil((last - first + 1) / max(1, most)))
        return tuple(10.0**power for power in range(last, first - 1, -step))


def round_up(x: float) -> float:
    """1, 2 or 5 times a power of ten: where an axis may end that has to reach to x > 0."""
    power = 10.0 ** floor(log10(x))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= x * (1 - 1e-9))


ABOVE = "▲"
"""What stands at the upper edge where a number is beyond it."""
BEYOND = 1e300
"""Where a number that is infinite is drawn."""


class Series(NamedTuple):
    """Points with one sign; ``joined`` draws it between them, too.

    With ``kept`` a point above the axis is drawn at the upper edge as ``ABOVE``, the last one with
    the series' own sign, which says whose it is.
    """

    sign: str
    kind: str
    points: Sequence[tuple[float, float]]
    joined: bool = False
    kept: bool = False


def chart(
    series: Iterable[Series], across: Axis, up: Axis, columns: int, rows: int
) -> tuple[ChartRow, ...]:
    """``rows`` + 2 rows with room for ``columns`` signs behind the labels; later series win."""
    cells: dict[tuple[int, int], ChartPart] = {}
    for one in series:
        part, mark = ChartPart(one.sign, one.kind), ChartPart(ABOVE, one.kind)
        found = [(x, min(y, BEYOND)) for x, y in one.points] if one.kept else one.points
        points = _joined(found, across, columns) if one.joined else found
        for x, y in points:
            right, above = across.place(x), up.place(y)
            is_beyond = one.kept and above is None and y > up.high
            above = 1.0 if is_beyond else above
            if right is not None and above is not None:
                place = round((1 - above) * (rows - 1)), round(right * (columns - 1))
                cells[place] = mark if is_beyond and (x, y) != points[-1] else part
    ticks: dict[int, str] = {}
    for tick in up.ticks(rows):
        above = up.place(tick)
        if above is not None:
            ticks.setdefault(round((1 - above) * (rows - 1)), number(tick))
    edge = max(map(width, ticks.values()), default=0)
    body = [
        (ChartPart(f"{pad(ticks.get(y, ''), edge, 'right')} │", "axis"), *_row(cells, y))
        for y in range(rows)
    ]
    left, right_end = number(across.low), number(across.high)
    gap = " " * max(1, columns - width(left) - width(right_end))
    return (
        *body,
        (ChartPart(f"{' ' * edge} └{'─' * columns}", "axis"),),
        (ChartPart(f"{' ' * (edge + 2)}{left}{gap}{right_end}", "axis"),),
    )


def _row(cells: Mapping[tuple[int, int], ChartPart], y: int) -> list[ChartPart]:
    last = max((x for row, x in cells if row == y), default=-1)
    blank = ChartPart(" ", "axis")
    return [cells.get((y, x), blank) for x in range(last + 1)]


def _joined(
    points: Sequence[tuple[float, float]], across: Axis, columns: int
) -> list[tuple[float, float]]:
    """The points, and between neighbours as many more as there are columns between them."""
    found = [*points[:1]]
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, ceil(abs(x1 - x0) / (across.high - across.low) * columns))
        found += [
            (x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(1, steps + 1)
        ]
    return found
