"""Which column a box stands in, and the order within each column that makes few lines cross.

Boxes and lanes are *items* with numbers: box i is item i, lanes come after.  A line that passes
over a column has one lane there, however many successors it is on its way to.

Sources: Sugiyama, Tagawa and Toda (1981) for layers and barycentres; Gansner and others (1993) for
the exchange of neighbours; Matuszewski, Schönfeld and Molitor (1999) for sifting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

WORK = 40_000
"""Links that the sweeps may look at together: a large graph gets fewer sweeps."""

SMALL = 1000
"""A graph with fewer links than this gets the sifting, which looks at every pair in a column."""
SIFTS = 4
"""Rounds in which a small graph's items look for a better place in their column."""


@dataclass(slots=True)
class Items:
    """Boxes and lanes: the box each belongs to, its column, its neighbours left and right.

    ``before[i]`` holds one item a slot, in order; ``after[i]`` holds (item, slot) pairs.
    """

    owner: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    before: list[list[int]] = field(default_factory=list)
    after: list[list[tuple[int, int]]] = field(default_factory=list)
    boxes: int = 0

    def add(self, owner: int, column: int) -> int:
        """A new item."""
        self.owner.append(owner)
        self.column.append(column)
        self.before.append([])
        self.after.append([])
        return len(self.owner) - 1

    def lanes(self, box: int, passed: range) -> None:
        """The lanes of a box through these columns, each linked to the one before."""
        first, count = len(self.owner), len(passed)
        if not count:
            return
        self.owner += [box] * count
        self.column += passed
        self.before += ([left] for left in (box, *range(first, first + count - 1)))
        self.after += ([(right, 0)] for right in range(first + 1, first + count))
        self.after.append([])
        self.after[box].append((first, 0))

    def link(self, left: int, right: int) -> None:
        """A line from ``left`` to the next slot of ``right``."""
        self.after[left].append((right, len(self.before[right])))
        self.before[right].append(left)


def columns(inputs: Sequence[Sequence[int]]) -> list[int]:
    """The column of each box: right of all its inputs; a leaf right before its first successor."""
    found = [0] * len(inputs)
    nearest = [-1] * len(inputs)
    for i, sources in enumerate(inputs):
        if sources:
            found[i] = 1 + max(found[s] for s in sources)
            for s in sources:
                if not inputs[s] and (nearest[s] < 0 or found[i] < nearest[s]):
                    nearest[s] = found[i]
    for i, sources in enumerate(inputs):
        if not sources and nearest[i] > 0:
            found[i] = nearest[i] - 1
    return found


def items_of(inputs: Sequence[Sequence[int]], column: Sequence[int]) -> Items:
    """All boxes and lanes with their links."""
    items = Items(boxes=len(inputs))
    last = list(column)
    for i, sources in enumerate(inputs):
        items.add(i, column[i])
        for s in sources:
            last[s] = max(last[s], column[i] - 1)
    held = []
    for i in range(len(inputs)):
        first = len(items.owner)
        held.append((i, *range(first, first + last[i] - column[i])))
        items.lanes(i, range(column[i] + 1, last[i] + 1))
    for i, sources in enumerate(inputs):
        for s in sources:
            items.link(held[s][column[i] - 1 - column[s]], i)
    return items


def ordered(items: Items) -> list[list[int]]:
    """The items of each column from top to bottom."""
    order: list[list[int]] = [[] for _ in range(1 + max(items.column))]
    for i in sorted(range(len(items.owner)), key=lambda i: (items.owner[i], i)):
        order[items.column[i]].append(i)
    links = 1 + sum(map(len, items.before))
    best, fewest = [list(c) for c in order], crossings(items, order)
    for sweep in range(max(2, min(12, WORK // links))):
        if not fewest:
            break
        _sweep(items, order, forward=sweep % 2 == 1)
        if links * 8 < WORK or sweep % 2:
            _exchange(items, order, rounds=4 if links < 2000 else 1)
        now = crossings(items, order)
        if now < fewest:
            best, fewest = [list(c) for c in order], now
    if fewest and links < SMALL:
        _sift(items, best)
    return best


def crossings(items: Items, order: list[list[int]]) -> int:
    """Pairs of links between neighbouring columns that cross."""
    total, place = 0, _places(items, order)
    for right in order[1:]:
        seen: list[int] = []
        highest = -1
        for item in right:
            for left in items.before[item]:
                at = place[left]
                if at >= highest:
                    seen.append(at)
                    highest = at
                else:
                    behind = bisect_right(seen, at)
                    total += len(seen) - behind
                    seen.insert(behind, at)
    return total


def _places(items: Items, order: list[list[int]]) -> list[int]:
    place = [0] * len(items.owner)
    for column in order:
        for at, item in enumerate(column):
            place[item] = at
    return place


def _sweep(items: Items, order: list[list[int]], *, forward: bool) -> None:
    """Sort every column by the mean place of its neighbours in the column just sorted."""
    place = _places(items, order)
    wish = [0.0] * len(place)
    for c in range(1, len(order)) if forward else range(len(order) - 2, -1, -1):
        for item in order[c]:
            wish[item] = _wish(items, place, item, forward=forward)
        order[c].sort(key=wish.__getitem__)
        for at, item in enumerate(order[c]):
            place[item] = at


def _wish(items: Items, place: list[int], item: int, *, forward: bool) -> float:
    """The mean place of an item's neighbours on one side; its own where it has none."""
    if forward:
        lefts = items.before[item]
        if len(lefts) == 1:
            return place[lefts[0]]
        return sum(place[left] for left in lefts) / len(lefts) if lefts else place[item]
    rights = items.after[item]
    if not rights:
        return place[item]
    if len(rights) == 1:
        right, slot = rights[0]
        return place[right] + (slot + 0.5) / len(items.before[right])
    near = (place[right] + (slot + 0.5) / len(items.before[right]) for right, slot in rights)
    return sum(near) / len(rights)


def _exchange(items: Items, order: list[list[int]], rounds: int) -> None:
    """Exchange neighbours in a column as long as that takes crossings away."""
    place = _places(items, order)
    for _ in range(rounds):
        better = False
        for column in order:
            for at in range(len(column) - 1):
                upper, lower = column[at], column[at + 1]
                if _gain(items, place, upper, lower) > 0:
                    column[at], column[at + 1] = lower, upper
                    place[upper], place[lower] = at + 1, at
                    better = True
        if not better:
            return


def _sift(items: Items, order: list[list[int]]) -> None:
    """Move single items to the best place in their column, as long as that takes crossings away."""
    place = _places(items, order)
    for _ in range(SIFTS):
        moved = [_move(items, place, column, item) for column in order for item in tuple(column)]
        if not any(moved):
            return


def _move(items: Items, place: list[int], column: list[int], item: int) -> bool:
    """Put one item where its links cross fewest others; whether it has moved."""
    now = place[item]
    most, best = 0, now
    gain = 0
    for at in range(now - 1, -1, -1):
        gain += _gain(items, place, column[at], item)
        if gain > most:
            most, best = gain, at
    gain = 0
    for at in range(now + 1, len(column)):
        gain += _gain(items, place, item, column[at])
        if gain > most:
            most, best = gain, at
    if best == now:
        return False
    column.insert(best, column.pop(now))
    for at in range(min(now, best), max(now, best) + 1):
        place[column[at]] = at
    return True


def _gain(items: Items, place: list[int], upper: int, lower: int) -> int:
    """Crossings that go away when ``lower`` changes places with ``upper``."""
    gain = 0
    for a in items.before[upper]:
        for b in items.before[lower]:
            gain += (place[a] > place[b]) - (place[a] < place[b])
    for x, i in items.after[upper]:
        for z, j in items.after[lower]:
            one, other = (place[x], i), (place[z], j)
            gain += (one > other) - (one < other)
    return gain
