"""Which column a box stands in, and the order within each column that makes few lines cross.

Boxes and lanes are *items* with numbers: box i is item i, lanes come after.  A line that passes
over a column has one lane there, however many successors it is on its way to.

Sources: Sugiyama, Tagawa and Toda (1981) for layers and barycentres; Gansner and others (1993) for
the exchange of neighbours.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

WORK = 60_000
"""Links that the sweeps may look at together: a large graph gets fewer sweeps."""


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
    held: list[list[int]] = []
    for i in range(len(inputs)):
        chain = [i]
        for passed in range(column[i] + 1, last[i] + 1):
            lane = items.add(i, passed)
            items.link(chain[-1], lane)
            chain.append(lane)
        held.append(chain)
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
    return best


def crossings(items: Items, order: list[list[int]]) -> int:
    """Pairs of links between neighbouring columns that cross."""
    total = 0
    for right in order[1:]:
        place = _places(order[items.column[right[0]] - 1]) if right else {}
        seen: list[int] = []
        for item in right:
            for left in items.before[item]:
                at = place[left]
                total += len(seen) - bisect_right(seen, at)
                insort(seen, at)
    return total


def _places(column: list[int]) -> dict[int, int]:
    return {item: place for place, item in enumerate(column)}


def _sweep(items: Items, order: list[list[int]], *, forward: bool) -> None:
    """Sort every column by the mean place of its neighbours in the column just sorted."""
    for c in range(1, len(order)) if forward else range(len(order) - 2, -1, -1):
        place = _places(order[c - 1 if forward else c + 1])
        wish: dict[int, float] = {}
        for now, item in enumerate(order[c]):
            if forward:
                near = [float(place[left]) for left in items.before[item]]
            else:
                near = [
                    place[right] + (slot + 0.5) / len(items.before[right])
                    for right, slot in items.after[item]
                ]
            wish[item] = sum(near) / len(near) if near else float(now)
        order[c].sort(key=wish.__getitem__)


def _exchange(items: Items, order: list[list[int]], rounds: int) -> None:
    """Exchange neighbours in a column as long as that takes crossings away."""
    place = [0] * len(items.owner)
    for column in order:
        for at, item in enumerate(column):
            place[item] = at
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
