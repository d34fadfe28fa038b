"""On which row every box and every lane stands.

The law that keeps lines apart: all lines leave on even rows, and a line enters a column on an even
row only where no *other* line of the column before leaves.  So in the space between two columns
each row belongs to one source, and lines of two sources meet only where they cross at a right
angle.  There is always a place: the odd rows are free.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import sub
from typing import NamedTuple

from tutor.core.drawing.layout.items import Items, Order
from tutor.core.drawing.layout.model import LayoutPlan


class Shape(NamedTuple):
    """How a box is built: its height, and the rows, from its top, of its exit and its entries."""

    height: int
    exit: int
    entries: tuple[int, ...]


LANE = Shape(1, 0, (0,))


@lru_cache(maxsize=512)
def shapes(inputs: int, body: int, *, framed: bool, air: int = 0) -> tuple[Shape, ...]:
    """The shapes that a box with so many inputs may take; the last one fits everywhere.

    ``body`` is the number of rows for its texts, ``air`` that of empty rows above and below them.
    """
    if framed:
        return _framed(inputs, body, air)
    if body > 1:
        return _tall(inputs, body)
    if not inputs:
        return (Shape(1, 0, ()),)
    together = tuple(range(inputs))
    close = [Shape(inputs, exit_, together) for exit_ in range(min(inputs, 3))]
    if inputs > 2:  # as far apart as the rows of a column of leaves
        close.append(Shape(2 * inputs - 1, 0, tuple(range(0, 2 * inputs, 2))))
    return (*close, Shape(2 * inputs, 0, tuple(range(1, 2 * inputs, 2))))


def _framed(inputs: int, body: int, air: int) -> tuple[Shape, ...]:
    first, exit_ = 1 + air, 2 + air
    apart = tuple(range(first, first + 2 * inputs, 2))
    last = Shape(max(body + 2 * first, first + 2 * inputs + air), exit_, apart)
    height = max(body, inputs) + 2 * first
    firsts = sorted({2, 1, 3} if inputs < 3 else {1}, key=lambda r: abs(r - 2))
    close = [
        Shape(height, exit_, tuple(range(air + row, air + row + inputs)))
        for row in firsts
        if row + inputs < height - 2 * air
    ]
    return (*close, last)


def _tall(inputs: int, body: int) -> tuple[Shape, ...]:
    """Several rows of texts without a frame; the line leaves near their middle."""
    height, exits = max(body, inputs), (1, 2) if body > 2 else (0, 1)
    firsts = sorted(range(height - inputs + 1), key=lambda row: abs(row - exits[0]))
    close = [
        Shape(height, exit_, tuple(range(row, row + inputs))) for exit_ in exits for row in firsts
    ]
    apart = tuple(range(1, 2 * inputs, 2))
    return (*close, Shape(max(body, 2 * inputs), 2 if body > 2 else 0, apart))


class PlacedRow(NamedTuple):
    """Top row and shape of each item, the row its line leaves on, and the row of each port."""

    top: list[int]
    shape: list[Shape]
    leave: list[int]
    enter: list[int]


def placed(items: Items, order: Order, plan: LayoutPlan) -> PlacedRow:
    """Place one column after the other, each item as near as it can be to what feeds it."""
    count = len(items.owner)
    found = PlacedRow([0] * count, [LANE] * count, [0] * count, [0] * len(items.entered))
    top, shape, leave, enter = found
    before, owner, first_port, boxes = items.before, items.owner, items.port, items.boxes
    taken: dict[int, int] = {}
    forms = [
        shapes(len(before[box]), body, framed=plan.framed, air=plan.air)
        for box, body in enumerate(plan.bodies)
    ]
    height = max(plan.bodies) + 2 * plan.air + 2
    for column in order:
        free = 0
        for item in column:
            inputs, port = before[item], first_port[item]
            if item >= boxes:
                row = leave[inputs[0]]
                if not free <= row <= free + 2:  # else it goes straight on
                    row = _lane(row, owner[item], taken, free, height)
                leave[item] = enter[port] = row
                free = row + 1
            else:
                sources = [leave[left] for left in inputs], [owner[left] for left in inputs]
                row, form = _place(forms[item], *sources, taken, free, height)
                top[item], shape[item], leave[item] = row, form, row + form.exit
                enter[port : port + len(inputs)] = [row + entry for entry in form.entries]
                free = row + form.height + plan.spread
            if free > height:
                height = free
        taken = {leave[item]: owner[item] for item in column}
    return _from_the_top(found, boxes)


def _from_the_top(found: PlacedRow, boxes: int) -> PlacedRow:
    """The same, with the first box or lane on row 0."""
    above = min(*found.top[:boxes], *found.leave)
    if not above:
        return found
    rows = ([row - above for row in rows] for rows in (found.top, found.leave, found.enter))
    top, leave, enter = rows
    return PlacedRow(top, found.shape, leave, enter)


def _lane(row: int, owner: int, taken: dict[int, int], free: int, height: int) -> int:
    """The row of a lane whose line comes on ``row``: straight on, or on the first lawful row."""
    first = free + free % 2
    if first <= row <= first + 2:
        return row
    while taken.get(first, owner) != owner:
        first += 2
    if first >= row:
        return first
    bent = 2 * (first - free) + row - first + 3
    straight = 2 * (row - free) + 4 * max(0, row + 1 - height)
    return row if straight < bent else first


def _place(
    choices: Sequence[Shape],
    rows: Sequence[int],
    owners: Sequence[int],
    taken: dict[int, int],
    free: int,
    height: int,
) -> tuple[int, Shape]:
    """The cheapest lawful place: straight lines are cheap, empty rows and a taller picture dear.

    ``rows`` are those on which the lines come, ``owners`` the boxes they come from.
    """
    best: tuple[int, int, Shape] | None = None
    for shape in choices:
        first = free + (free + shape.exit) % 2
        straight = list(map(sub, rows, shape.entries))
        tops = {first, *[top + (top + shape.exit) % 2 for top in straight if top > first]}
        for at in sorted(tops):
            cost = 2 * (at - free) + 4 * max(0, at + shape.height - height)
            if best is not None and cost >= best[0]:
                break  # further down it costs even more
            for top in straight:
                if top != at:
                    cost += abs(top - at) + 3
            if (best is None or cost < best[0]) and _lawful(shape, owners, taken, at):
                best = cost, at, shape
    if best is None:
        top = free + (free + choices[-1].exit) % 2
        return top, choices[-1]
    return best[1], best[2]


def _lawful(shape: Shape, owners: Sequence[int], taken: dict[int, int], top: int) -> bool:
    """Whether no line comes in on a row where another's leaves the column before."""
    for slot, entry in enumerate(shape.entries):
        if taken.get(top + entry, owners[slot]) != owners[slot]:
            return False
    return True
