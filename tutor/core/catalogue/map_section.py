"""One section of a map: its boxes in columns, folded into bands, and the lines between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tutor.core.catalogue.prerequisites import Grid, Slot

_JOINTS = " ───│╯╰┴│╮╭┬│┤├┼"
_LEFT, _RIGHT, _UP, _DOWN = 1, 2, 4, 8
CROSSING = _LEFT | _RIGHT | _UP | _DOWN


class Place(NamedTuple):
    """The cells of a lesson's box."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The row at which lines come and go."""
        return self.y + (self.height - 1) // 2


class Form(NamedTuple):
    """How boxes look: ``lines`` of a title of so many cells (0 for the number alone) in a frame, or
    without one; ``across`` of them stand in a row, at least ``gap`` cells apart.

    Where boxes are ``staggered``, those of every second column stand a row lower, so that no line
    comes in on the row on which another one goes out: it would seem to come from there.
    """

    across: int
    title: int
    lines: int
    framed: bool
    gap: int
    staggered: bool = False

    def box(self, digits: int) -> tuple[int, int]:
        """Width and height of a box."""
        if not self.framed:
            return (self.title or digits + 1) + 2, 1
        return (self.title or digits + 2) + 2, max(1, self.lines) + 2

    def lane(self, digits: int) -> int:
        """Rows from a box to the one below it."""
        return max(self.box(digits)[1], 2 if self.staggered else 1)


class Section:
    """One section folded into bands of ``across`` columns, the first at row ``top``."""

    def __init__(self, slots: Grid, form: Form, digits: int, top: int) -> None:
        self._grid, self._form = slots, form
        self._box, self._lane = form.box(digits), form.lane(digits)
        bands = -(-slots.columns // form.across)
        self._across = -(-slots.columns // bands) if bands else 1
        self._turns: list[list[Slot]] = [[] for _ in range(bands)]
        for way in slots.ways:
            for one, other in pairwise(way):
                if self._band(one) != self._band(other):
                    _add(self._turns[self._band(one)], one)
        self._margin = max(map(len, self._turns), default=0)
        self._tops: list[int] = []
        for band in range(bands):
            self._tops.append(top)
            every = [*slots.slots.values(), *(slot for way in slots.ways for slot in way)]
            here = [slot for slot in every if self._band(slot) == band]
            end = max((self._row(slot) + self._box[1] for slot in here), default=top + 1)
            top = end + len(self._turns[band])
        self.end = top
        self._apart: set[int] = set()
        self._tracks = self._tracks_of_bends()
        tracks = [1] * self._across
        for slot, track in self._tracks.items():
            column = slot.column % self._across
            tracks[column] = max(tracks[column], track + 1)
        gaps = [max(form.gap, n + 1 + (c in self._apart)) for c, n in enumerate(tracks)]
        if not form.staggered:
            gaps = [max(gaps)] * self._across
        self._lefts = [0]
        for gap in gaps:
            self._lefts.append(self._lefts[-1] + self._box[0] + gap)
        self._right = self._left(self._across - 1) + self._box[0]
        self.width = self._right + self._margin

    def _tracks_of_bends(self) -> dict[Slot, int]:
        """The upright line of each slot whose links bend behind it: how far right, from 0.

        Lines that lead to the same places are one; those on rows apart may stand above each other.
        """
        targets: dict[Slot, list[Slot]] = {}
        for way in self._grid.ways:
            for one, other in pairwise(way):
                bends = self._row(one) != self._row(other)
                if self._band(one) == self._band(other) and bends:
                    _add(targets.setdefault(one, []), other)
        lines: dict[tuple[int, tuple[Slot, ...]], list[Slot]] = {}
        for one, others in targets.items():
            to = tuple(sorted(others, key=self._row))
            lines.setdefault((one.column, to), []).append(one)
        rows = {line: sorted(map(self._row, (*lines[line], *line[1]))) for line in lines}
        found: dict[Slot, int] = {}
        taken: dict[tuple[int, int], list[list[list[int]]]] = {}
        for line in sorted(lines, key=lambda line: (line[0], rows[line])):
            tracks = taken.setdefault((line[0], self._band(lines[line][0])), [])
            own = rows[line]
            free = (n for n, stand in enumerate(tracks) if stand[-1][-1] < own[0])
            track = next(free, len(tracks))
            if track == len(tracks):
                tracks.append([])
            tracks[track].append(own)
            found |= dict.fromkeys(lines[line], track)
        for slot in found:  # a line that leaves a box is seen before it crosses another
            first = taken[slot.column, self._band(slot)][0]
            row = self._row(slot)
            if found[slot] and any(own[0] < row < own[-1] for own in first):
                self._apart.add(slot.column % self._across)
        return found

    def _band(self, slot: Slot) -> int:
        return slot.column // self._across

    def _left(self, column: int) -> int:
        """The first cell of a column of boxes; before it is room for what comes from above."""
        return self._margin + 1 + self._lefts[column % self._across]

    def _row(self, slot: Slot) -> int:
        """The first row of a slot."""
        lower = self._form.staggered and slot.column % 2
        return self._tops[self._band(slot)] + slot.lane * self._lane + lower

    def place(self, slot: Slot) -> Place:
        """Where a slot is."""
        return Place(self._left(slot.column), self._row(slot), *self._box)

    def joints(self) -> dict[tuple[int, int], tuple[str, str]]:
        """The cells of all lines: a sign each, and the lesson that its line comes from.

        ``┼`` is where lines meet; where one only crosses another, the upright one is whole.
        """
        masks: dict[tuple[int, int], int] = {}
        corners: set[tuple[int, int]] = set()
        sources: dict[tuple[int, int], str] = {}
        heads: list[tuple[int, int]] = []
        for way in self._grid.ways:
            points = [*self._points(way)]
            corners.update(points)
            for one, other in pairwise(points):
                for cell, mask in _line(one, other):
                    masks[cell] = masks.get(cell, 0) | mask
                    sources.setdefault(cell, way[0].lesson)
            heads.append(points[-1])
        signs = {
            cell: _JOINTS[mask] if cell in corners or mask != CROSSING else "│"
            for cell, mask in masks.items()
        }
        signs |= dict.fromkeys(heads, "▶")
        return {cell: (sign, sources[cell]) for cell, sign in signs.items()}

    def _points(self, way: tuple[Slot, ...]) -> Iterator[tuple[int, int]]:
        """The corners of a link's line, from the frame that it leaves to its arrowhead."""
        for one, other in pairwise(way):
            here, there = self.place(one), self.place(other)
            out = here.x + here.width - 1
            yield out, here.middle
            turns = self._turns[self._band(one)]
            if self._band(one) != self._band(other):
                at = turns.index(one)
                row = self._tops[self._band(other)] - len(turns) + at
                yield from ((self._right + at, here.middle), (self._right + at, row))
                yield from ((at, row), (at, there.middle))
            elif here.middle != there.middle:
                apart = one.column % self._across in self._apart
                bend = out + 1 + apart + self._tracks[one]
                yield from ((bend, here.middle), (bend, there.middle))
            yield (there.x - 1 if other.lesson else there.x), there.middle


def _add(slots: list[Slot], slot: Slot) -> None:
    if slot not in slots:
        slots.append(slot)


def _line(one: tuple[int, int], other: tuple[int, int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The cells of a straight line, with the sides at which it leaves each."""
    (x, y), (x2, y2) = one, other
    dx, dy = (x2 > x) - (x2 < x), (y2 > y) - (y2 < y)
    ahead = {(1, 0): _RIGHT, (-1, 0): _LEFT, (0, 1): _DOWN, (0, -1): _UP}.get((dx, dy), 0)
    behind = {_RIGHT: _LEFT, _LEFT: _RIGHT, _DOWN: _UP, _UP: _DOWN}.get(ahead, 0)
    while (x, y) != (x2, y2):
        yield (x, y), ahead
        x, y = x + dx, y + dy
        yield (x, y), behind
