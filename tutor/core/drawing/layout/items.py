"""What stands in the columns: boxes, and the lanes in which lines pass over a column.

Both are *items* with numbers: box i is item i, lanes come after.  A line that passes over a column
has one lane there, however many successors it is on its way to.  Where a line enters an item is a
*port*; ports have numbers too, those of one item follow each other in the order of its operands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Order = list[list[int]]
"""The items of each column from top to bottom."""


class Items(NamedTuple):
    """Boxes and lanes.

    For each item: the box it belongs to, its column, the items its lines come from (one a port),
    the ports its own line goes to, and its first port; for each port, the item it belongs to.
    """

    boxes: int
    owner: list[int]
    column: list[int]
    before: list[tuple[int, ...]]
    after: list[tuple[int, ...]]
    port: list[int]
    entered: list[int]


def items_of(inputs: Sequence[Sequence[int]], column: Sequence[int]) -> Items:
    """All boxes and lanes with their links, given the column of each box."""
    boxes = len(inputs)
    items = Items(boxes, list(range(boxes)), list(column), [], [()] * boxes, [], [])
    last = list(column)
    for box, sources in enumerate(inputs):
        items.port.append(len(items.entered))
        items.entered.extend([box] * len(sources))
        for source in sources:
            last[source] = max(last[source], column[box] - 1)
    first = [0] * boxes
    lanes: list[tuple[int, ...]] = []
    for box in range(boxes):
        first[box] = len(items.owner)
        lanes += _lanes(items, box, range(column[box] + 1, last[box] + 1))
    reached: dict[int, list[int]] = {}
    for box, sources in enumerate(inputs):
        lefts: list[int] = []
        for port, source in enumerate(sources, items.port[box]):
            passed = column[box] - 1 - column[source]
            left = first[source] + passed - 1 if passed else source
            lefts.append(left)
            reached.setdefault(left, []).append(port)
        items.before.append(tuple(lefts))
    items.before.extend(lanes)
    for item, ports in reached.items():
        items.after[item] += tuple(ports)
    return items


def _lanes(items: Items, box: int, passed: range) -> Iterable[tuple[int, ...]]:
    """Add the lanes of a box through these columns; for each, the item that it comes from."""
    lane, port, count = len(items.owner), len(items.entered), len(passed)
    if not count:
        return ()
    items.owner.extend([box] * count)
    items.column.extend(passed)
    items.after[box] = (port,)
    items.after.extend(zip(range(port + 1, port + count)))
    items.after.append(())
    items.port.extend(range(port, port + count))
    items.entered.extend(range(lane, lane + count))
    return ((box,), *zip(range(lane, lane + count - 1)))
