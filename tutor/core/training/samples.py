"""Rows of numbers, one every so many updates: what a long run keeps of itself.

There is room for a fixed number of rows.  When it is used up every other row goes, and from then on
half as many come: memory does not grow, however long the run.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class Samples:
    """Rows of ``width`` numbers, at most ``limit``; row i belongs to update i · ``every``."""

    def __init__(self, width: int, limit: int, every: int = 1) -> None:
        self.width = width
        self.limit = limit
        self.every = every
        self._numbers = array("d")

    def __len__(self) -> int:
        return len(self._numbers) // self.width

    def __getitem__(self, place: int) -> Sequence[float]:
        return self._numbers[place * self.width : (place + 1) * self.width]

    @property
    def due(self) -> int:
        """The update whose row comes next."""
        return len(self) * self.every

    def add(self, row: Sequence[float]) -> None:
        """Keep the row of the update that is due."""
        self._numbers.extend(row)
        if len(self) > self.limit:
            self._thin()

    def _thin(self) -> None:
        kept = array("d", bytes(8 * self.width * ((len(self) + 1) // 2)))
        for column in range(self.width):
            kept[column :: self.width] = self._numbers[column :: 2 * self.width]
        self._numbers, self.every = kept, 2 * self.every

    def place_before(self, update: int) -> int:
        """The place of the last row that is not after this update."""
        return min(update // self.every, len(self) - 1)

    def copy_until(self, update: int) -> Samples:
        """A copy without what comes after this update."""
        found = Samples(self.width, self.limit, self.every)
        found._numbers = self._numbers[: self.width * (update // self.every + 1)]
        return found
