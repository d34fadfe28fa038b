"""The vertical pieces of lines between two columns: every source has a track of its own.

Lines that go down are taken from below, lines that go up from above; each stands right of those it
would otherwise cross twice.  Where a line goes straight on *and* both up and down, the two halves
stand on two tracks, so that ``┼`` is never a join.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Net(NamedTuple):
    """The lines of one item to the next column: the row they leave on, and the rows they reach."""

    item: int
    start: int
    ends: tuple[int, ...]


class Tracks(NamedTuple):
    """The track of the upward and of the downward half of each item's lines, and their number."""

    up: dict[int, int]
    down: dict[int, int]
    number: int


def tracks(nets: Iterable[Net]) -> Tracks:
    """A track for every half that is not straight."""
    nets = tuple(nets)
    reach = 1 + max((max(net.start, *net.ends) for net in nets), default=0)
    level = [-1] * reach
    found = Tracks({}, {}, 0)
    down = [(net, max(net.ends)) for net in nets if max(net.ends) > net.start]
    for net, last in sorted(down, key=lambda n: (-n[0].start, n[1])):
        track = 1 + max(level[net.start : last + 1])
        level[net.start : last + 1] = [track] * (last + 1 - net.start)
        found.down[net.item] = track
    up = [(net, min(net.ends)) for net in nets if min(net.ends) < net.start]
    for net, first in sorted(up, key=lambda n: (n[0].start, -n[1])):
        own = found.down.get(net.item, -1)
        if own == level[net.start] and own >= 0 and net.start not in net.ends:
            track = max(own, 1 + max(level[first : net.start]))
        else:
            track = 1 + max(level[first : net.start + 1])
        level[first : net.start + 1] = [track] * (net.start + 1 - first)
        found.up[net.item] = track
    return found._replace(number=1 + max(level))
