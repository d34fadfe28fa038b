"""The cells of one painted row: characters of any width, each in a style and for a target."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from tutor.core.drawing.picture import StyledText, Target
from tutor.core.text import width

CellKind = tuple[str, Target]
EMPTY: CellKind = ("empty", None)
"""An empty cell: nothing has been written there."""


class CellRow:
    """The cells of one row between two columns: a character and a kind each.

    The second cell of a wide character is the empty string.
    """

    def __init__(self, left: int, end: int) -> None:
        self.left = left
        self.end = end
        self.chars = [" "] * (end - left)
        self.kinds = [EMPTY] * (end - left)

    def write(self, x: int, text: str, style: str, target: Target) -> None:
        """Put ``text`` from column ``x`` on; what stands outside is cut off."""
        cells = _cells(text)
        cut, room = max(0, self.left - x), self.end - x
        if cut or room < len(cells):
            cells = _cut(cells, cut, max(cut, room))
            if not cells:
                return
        at = x + cut - self.left
        self.chars[at : at + len(cells)] = cells
        self.kinds[at : at + len(cells)] = [(style, target)] * len(cells)

    def runs(self) -> tuple[StyledText, ...]:
        """Neighbours of one kind together, up to the last cell that is not empty."""
        found: list[StyledText] = []
        start, last = 0, 0
        for (style, target), cells in groupby(self.kinds):
            end = start + len(tuple(cells))
            found.append(StyledText("".join(self.chars[start:end]), style, target))
            if style != EMPTY[0]:
                last = len(found)
            start = end
        return tuple(found[:last])


@lru_cache(maxsize=4096)
def _cells(text: str) -> tuple[str, ...]:
    """One string a cell; a mark stays with the letter that carries it."""
    if text.isascii():
        return tuple(text)
    cells: list[str] = []
    base = 0
    for char in text:
        wide = width(char)
        if wide:
            base = len(cells)
            cells += (char, "")[:wide]
        elif cells:
            cells[base] += char
    return tuple(cells)


def _cut(cells: tuple[str, ...], first: int, last: int) -> tuple[str, ...]:
    """Some of the cells; half of a wide character is a space."""
    part = list(cells[first:last])
    if part and not part[0]:
        part[0] = " "
    if part and last < len(cells) and not cells[last]:
        part[-1] = " "
    return tuple(part)
