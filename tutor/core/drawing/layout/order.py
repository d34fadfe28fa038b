"""The order within each column that makes few lines cross.

Sources: Sugiyama, Tagawa and Toda (1981) for barycentres; Gansner and others (1993) for the
exchange of neighbours; Matuszewski, Schönfeld and Molitor (1999) for sifting.
"""

from __future__ import annotations

from bisect import bisect_right

from tutor.core.drawing.layout.items import Items, Order

FEW = 12_000
"""With fewer links than this the columns are sorted there and back; else only from the right."""
EXCHANGES = 4
"""Rounds in which neighbours change places; a graph with more than ``FEW`` links gets one."""
PAIRS = 12_000
"""Sifting compares all pairs in a column: it takes place where there are not more than these."""
SIFTS = 4
"""Rounds in which items look for a better place in their column."""


def ordered(items: Items) -> Order:
    """The items of each column from top to bottom."""
    found = _Ordering(items, _depth_first(items))
    few = len(items.entered) < FEW
    found.sweep(forward=False)
    if few:
        found.try_sweep(forward=True)
    found.exchange(EXCHANGES if few else 1)
    if sum(len(column) ** 2 for column in found.order) <= PAIRS:
        found.sift()
    return found.order


def crossings(items: Items, order: Order) -> int:
    """Pairs of links between neighbouring columns that cross."""
    found = _Ordering(items, order)
    found.number()
    return found.crossings()


def _depth_first(items: Items) -> Order:
    """The order in which a walk from the outputs through the operands meets the items.

    It draws a tree without a crossing.
    """
    order: Order = [[] for _ in range(1 + max(items.column))]
    met = bytearray(len(items.owner))
    waiting = [box for box in reversed(range(items.boxes)) if not items.after[box]]
    while waiting:
        item = waiting.pop()
        while not met[item]:
            met[item] = 1
            order[items.column[item]].append(item)
            before = items.before[item]
            if before:
                item = before[0]
                waiting += before[:0:-1]
    return order


class _Ordering:
    """An order that is being improved, with each item's place in its column and each port's."""

    def __init__(self, items: Items, order: Order) -> None:
        self.order = order
        self._items = items
        self._place = [0] * len(items.owner)
        self._port = [0] * len(items.entered)

    def number(self) -> None:
        """Number the places and the ports of all columns."""
        for column in self.order:
            self._number(column)

    def _number(self, column: list[int]) -> None:
        """Number the places and the ports of a column from top to bottom."""
        before, first, place, ports = self._items.before, self._items.port, self._place, self._port
        at = 0
        for number, item in enumerate(column):
            place[item] = number
            port, count = first[item], len(before[item])
            if count == 1:  # as every lane has it
                ports[port] = at
            else:
                ports[port : port + count] = range(at, at + count)
            at += count

    def crossings(self) -> int:
        """Pairs of links between neighbouring columns that cross."""
        place, before = self._place, self._items.before
        total = 0
        for column in self.order[1:]:
            seen: list[int] = []
            lowest = -1
            for item in column:
                for left in before[item]:
                    at = place[left]
                    if at >= lowest:
                        seen.append(at)
                        lowest = at
                    else:
                        behind = bisect_right(seen, at)
                        total += len(seen) - behind
                        seen.insert(behind, at)
        return total

    def sweep(self, *, forward: bool) -> None:
        """Sort every column by the mean place of its neighbours in the column just sorted."""
        items, place = self._items, self._place
        near, there = (items.before, place) if forward else (items.after, self._port)
        self._number(self.order[0 if forward else -1])
        for column in self.order[1:] if forward else self.order[-2::-1]:
            wishes: list[float] = []
            for item in column:
                links = near[item]
                if len(links) == 1:
                    wishes.append(there[links[0]])
                elif links:
                    wishes.append(sum([there[to] for to in links]) / len(links))
                else:
                    wishes.append(len(wishes))
            order = sorted(range(len(column)), key=wishes.__getitem__)
            column[:] = [column[at] for at in order]
            self._number(column)

    def try_sweep(self, *, forward: bool) -> None:
        """A sweep that is taken back where it brings nothing."""
        before, fewest = [column.copy() for column in self.order], self.crossings()
        self.sweep(forward=forward)
        if self.crossings() > fewest:
            self.order = before
            for column in before:
                self._number(column)

    def exchange(self, rounds: int) -> None:
        """Exchange neighbours in a column as long as that takes crossings away."""
        for _ in range(rounds):
            better = False
            for column in self.order:
                better |= self._exchange_in(column)
            if not better:
                return

    def _exchange_in(self, column: list[int]) -> bool:
        before, after, place, boxes = (
            self._items.before,
            self._items.after,
            self._place,
            self._items.boxes,
        )
        moved = False
        upper = column[0]
        for at in range(1, len(column)):
            lower = column[at]
            if (
                upper >= boxes <= lower
                and place[before[upper][0]] < place[before[lower][0]]
                and len(after[upper]) == len(after[lower]) == 1
            ):  # two lanes whose lines come in order: nothing can be gained
                upper = lower
            elif self._gain(upper, lower) > 0:
                column[at - 1], column[at] = lower, upper
                moved = True
            else:
                upper = lower
        if moved:
            self._number(column)
        return moved

    def sift(self) -> None:
        """Move single items to the best place in their column as long as crossings go away."""
        for _ in range(SIFTS):
            moved = [self._sift(column, item) for column in self.order for item in tuple(column)]
            if not any(moved):
                return

    def _sift(self, column: list[int], item: int) -> bool:
        """Put one item where its links cross fewest others; whether it has moved."""
        now = self._place[item]
        most, best = 0, now
        gain = 0
        for at in range(now - 1, -1, -1):
            gain += self._gain(column[at], item)
            if gain > most:
                most, best = gain, at
        gain = 0
        for at in range(now + 1, len(column)):
            gain += self._gain(item, column[at])
            if gain > most:
                most, best = gain, at
        if best == now:
            return False
        column.insert(best, column.pop(now))
        self._number(column)
        return True

    def _gain(self, upper: int, lower: int) -> int:
        """Crossings that go away when ``lower`` changes places with ``upper``."""
        before, after, place, ports = self._items.before, self._items.after, self._place, self._port
        gain = 0
        for left in before[upper]:
            a = place[left]
            for other in before[lower]:
                b = place[other]
                gain += (a > b) - (a < b)
        for port in after[upper]:
            a = ports[port]
            for other in after[lower]:
                gain += 1 if a > ports[other] else -1
        return gain
