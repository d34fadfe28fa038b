"""A part of the plane as cells: what stands in which, and where a cell's middle is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Plane(NamedTuple):
    """From ``left`` to ``right`` and from ``bottom`` to ``top``, as columns and rows of cells."""

    left: float
    right: float
    bottom: float
    top: float
    columns: int
    rows: int

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """The column and the row of a point; of one beyond the edge those of the edge."""
        across = int((x - self.left) / (self.right - self.left) * self.columns)
        down = int((self.top - y) / (self.top - self.bottom) * self.rows)
        return min(max(across, 0), self.columns - 1), min(max(down, 0), self.rows - 1)

    def middles(self) -> list[tuple[float, float]]:
        """The middle of every cell, row by row from the top."""
        wide = (self.right - self.left) / self.columns
        high = (self.top - self.bottom) / self.rows
        across = [self.left + (k + 0.5) * wide for k in range(self.columns)]
        return [(x, self.top - (row + 0.5) * high) for row in range(self.rows) for x in across]


def plane_around(points: Iterable[tuple[float, float]], columns: int, rows: int) -> Plane:
    """A plane with all of these points and some room around them."""
    across, up = zip(*points, strict=True)
    (left, right), (bottom, top) = _around(across), _around(up)
    return Plane(left, right, bottom, top, max(1, columns), max(1, rows))


def _around(numbers: tuple[float, ...]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    room = 0.15 * (high - low) or 1.0
    return low - room, high + room
