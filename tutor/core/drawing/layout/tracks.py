"""The vertical pieces of lines between two columns: every source has a track of its own.

Lines that go down are taken from below, lines that go up from above; each stands right of those it
would otherwise cross twice.  Where a line goes straight on *and* both up and down, the two halves
stand on two tracks, so that ``┼`` is never a join.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple


class Net(NamedTuple):
    """The lines of one item to the next column: the row they leave on, and the rows they reach."""

    item: int
    start: int
    ends: tuple[int, ...]


class Tracks(NamedTuple):
    """The track of the upward and of the downward half of each item's lines, and their number.

    ``last`` is the rightmost track on each row, −1 where there is none.
    """

    up: dict[int, int]
    down: dict[int, int]
    number: int
    last: list[int]


def tracks(nets: Iterable[Net]) -> Tracks:
    """A track for every half that is not straight."""
    reach = [(net, min(net.ends), max(net.ends)) for net in nets]
    level = [-1] * (1 + max((max(net.start, last) for net, _, last in reach), default=0))
    found = Tracks({}, {}, 0, level)
    down = [(-net.start, last, net) for net, _, last in reach if last > net.start]
    for _, last, net in sorted(down, key=itemgetter(0, 1)):
        start = net.start
        track = 1 + max(level[start : last + 1])
        level[start : last + 1] = [track] * (last + 1 - start)
        found.down[net.item] = track
    up = [(net.start, -first, net) for net, first, _ in reach if first < net.start]
    for start, low, net in sorted(up, key=itemgetter(0, 1)):
        own, first = found.down.get(net.item, -1), -low
        if own >= 0 and own == level[start] and start not in net.ends:
            track = max(own, 1 + max(level[first:start]))
        else:
            track = 1 + max(level[first : start + 1])
        level[first : start + 1] = [track] * (start + 1 - first)
        found.up[net.item] = track
    return found._replace(number=1 + max(level))
