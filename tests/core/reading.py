"""Read a painted picture as a person would: boxes by their frames, edges by following the lines.

Nothing here knows the layout: only characters.  A line is followed from cell to cell, straight on
over a ``┼``; whatever hangs together must come from exactly one box.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tutor.core.text.terminal import width

LEFT, RIGHT, UP, DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)
ARMS = {
    "─": (LEFT, RIGHT), "│": (UP, DOWN), "╯": (LEFT, UP), "╮": (LEFT, DOWN), "╰": (RIGHT, UP),
    "╭": (RIGHT, DOWN), "┤": (LEFT, UP, DOWN), "├": (RIGHT, UP, DOWN), "┴": (LEFT, RIGHT, UP),
    "┬": (LEFT, RIGHT, DOWN), "┼": (LEFT, RIGHT, UP, DOWN), "▶": (LEFT,),
}  # fmt: skip
NUMBER = set("0123456789−.e∞Na#")


class UnreadableError(AssertionError):
    """The picture cannot be read, or can be read in two ways."""


class Entry(NamedTuple):
    """An arrow into a box: the text of the box it comes from, and what stands beside its head."""

    source: str
    label: str


Cell = tuple[int, int]
Read = dict[str, tuple[Entry, ...]]


def read(lines: tuple[str, ...]) -> Read:
    """The texts of all boxes, each with its entries from top to bottom."""
    grid = dict(_cells(lines))
    boxes = {**dict(_frames(grid)), **dict(_brackets(grid))}
    owner = {cell: text for text, cells in boxes.items() for cell in cells}
    entries: dict[str, list[Entry]] = {text: [] for text in boxes}
    used: set[Cell] = set()
    nets: dict[Cell, str] = {}  # cells of lines already followed, but for crossings: of one source
    for cell in sorted((c for c, char in grid.items() if char == "▶"), key=lambda c: (c[1], c[0])):
        target = owner.get((cell[0] + 1, cell[1]))
        if target is None:
            raise UnreadableError(f"an arrowhead at {cell} points at nothing")
        label, start = _label(grid, owner, cell)
        source = nets.get(start)
        if source is None or RIGHT not in ARMS.get(grid[start], ()):
            source, seen = _follow(grid, owner, start)
            nets.update((one, source) for one in seen if grid.get(one) != "┼")
            used |= seen
        entries[target].append(Entry(source, label))
    stray = [c for c, char in grid.items() if char in ARMS and c not in used and c not in owner]
    if [c for c in stray if grid[c] != "▶"]:
        raise UnreadableError(f"lines that lead nowhere: {stray[:5]}")
    return {text: tuple(found) for text, found in entries.items()}


def _cells(lines: tuple[str, ...]) -> Iterator[tuple[Cell, str]]:
    for y, line in enumerate(lines):
        x = 0
        for char in line:
            if char != " ":
                yield (x, y), char
            if width(char) == 2:
                yield (x + 1, y), ""
            x += width(char)


def _frames(grid: dict[Cell, str]) -> Iterator[tuple[str, set[Cell]]]:
    """Closed rectangles: the text inside, and all their cells."""
    for (x, y), char in grid.items():
        if char != "╭":
            continue
        right = x + 1
        while grid.get((right, y)) == "─":
            right += 1
        low = y + 1
        while grid.get((x, low)) == "│" and grid.get((right, low)) == "│":
            low += 1
        corners = grid.get((right, y)), grid.get((x, low)), grid.get((right, low))
        flat = all(grid.get((i, low)) == "─" for i in range(x + 1, right))
        if corners != ("╮", "╰", "╯") or not flat or low - y < 3:
            continue
        rows = (_text(grid, x + 1, right, row) for row in range(y + 1, low))
        cells = {(i, j) for i in range(x, right + 1) for j in range(y, low + 1)}
        yield "|".join(row for row in rows if row), cells


def _brackets(grid: dict[Cell, str]) -> Iterator[tuple[str, set[Cell]]]:
    """Boxes without a frame: one row between ``[`` and ``]``, or several between tall brackets."""
    for (x, y), char in grid.items():
        if char not in ("[", "⎡"):
            continue
        right = x + 1
        while grid.get((right, y)) not in (*"[]⎡⎢⎣⎤⎥⎦▶", *ARMS) and right < x + 200:
            right += 1
        low = y
        if char == "⎡":
            low += 1
            while (grid.get((x, low)), grid.get((right, low))) == ("⎢", "⎥"):
                low += 1
        ends = grid.get((x, low)), grid.get((right, y)), grid.get((right, low))
        if ends != (("[", "]", "]") if char == "[" else ("⎣", "⎤", "⎦")):
            raise UnreadableError(f"the box at {x, y} does not end")
        rows = (_text(grid, x + 1, right, row) for row in range(y, low + 1))
        cells = {(i, j) for i in range(x, right + 1) for j in range(y, low + 1)}
        yield " ".join(row for row in rows if row), cells


def _text(grid: dict[Cell, str], left: int, right: int, row: int) -> str:
    return "".join(grid.get((x, row), " ") for x in range(left, right)).strip().replace("  ", " ")


def _label(grid: dict[Cell, str], owner: dict[Cell, str], head: Cell) -> tuple[str, Cell]:
    x, y = head[0] - 1, head[1]
    text = ""
    while grid.get((x, y), " ") in NUMBER and (x, y) not in owner:
        text = grid[x, y] + text
        x -= 1
    return text, (x, y)


def _follow(grid: dict[Cell, str], owner: dict[Cell, str], start: Cell) -> tuple[str, set[Cell]]:
    """The box that the line through ``start`` comes from, and the cells that hang together."""
    sources: set[str] = set()
    todo: list[tuple[Cell, Cell]] = [(start, LEFT)]
    seen: set[tuple[Cell, Cell]] = set()
    while todo:
        cell, moving = todo.pop()
        if (cell, moving) in seen:
            continue
        seen.add((cell, moving))
        if cell in owner:
            if moving != LEFT:
                raise UnreadableError(f"a line runs into the box at {cell}")
            sources.add(owner[cell])
            continue
        char = grid.get(cell, " ")
        back = (-moving[0], -moving[1])
        if moving == RIGHT and (char in NUMBER or char == "▶"):
            continue
        if back not in ARMS.get(char, ()):
            raise UnreadableError(f"the line breaks off at {cell}: {char!r}")
        onward = (moving,) if char == "┼" else ARMS[char]
        todo += (((cell[0] + dx, cell[1] + dy), (dx, dy)) for dx, dy in onward if (dx, dy) != back)
    if len(sources) != 1:
        raise UnreadableError(f"the line through {start} comes from {sorted(sources)}")
    return sources.pop(), {cell for cell, _ in seen}
