"""Columns and order of a picture: what may be said of them whatever the graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.drawing.pictures import random_graph
from tutor.core.drawing.layout.columns import columns
from tutor.core.drawing.layout.items import Items, Order, items_of
from tutor.core.drawing.layout.order import crossings, ordered
from tutor.core.drawing.layout.tracks import Net, tracks

Inputs = tuple[tuple[int, ...], ...]


@st.composite
def inputs(draw: st.DrawFn) -> Inputs:
    """The boxes that each box's lines come from; every box but the last feeds another."""
    count = draw(st.integers(2, 14))
    found: list[list[int]] = [[]]
    for box in range(1, count):
        operands = draw(st.lists(st.integers(0, box - 1), max_size=3))
        found.append(operands)
    used = {source for sources in found for source in sources}
    found[-1] += [box for box in range(count - 1) if box not in used]
    return tuple(map(tuple, found))


def length(given_: Inputs, column: list[int]) -> int:
    """The columns that lines pass over, one line a source."""
    last = list(column)
    for box, sources in enumerate(given_):
        for source in sources:
            last[source] = max(last[source], column[box] - 1)
    return sum(last) - sum(column)


def pairs(items: Items, order: Order) -> int:
    """Crossings, counted pair by pair."""
    place = {item: at for column in order for at, item in enumerate(column)}
    total = 0
    for column in order[1:]:
        ends = [place[left] for item in column for left in items.before[item]]
        total += sum(a > b for i, a in enumerate(ends) for b in ends[i + 1 :])
    return total


@st.composite
def nets(draw: st.DrawFn) -> list[Net]:
    """Lines from rows of a column, one item a row, to some rows of the next."""
    rows = st.integers(0, 7)
    starts = draw(st.lists(rows, unique=True, min_size=2, max_size=6))
    ends = st.lists(rows, min_size=1, max_size=3, unique=True)
    return [Net(item, start, tuple(draw(ends))) for item, start in enumerate(starts)]


@given(nets())
def test_no_two_lines_lie_on_each_other(lines: list[Net]) -> None:
    """Vertical pieces of two sources that meet in a row stand on two tracks."""
    found = tracks(lines)
    pieces = [
        (way[net.item], net.item, min(net.start, far), max(net.start, far))
        for net in lines
        for way, far in ((found.down, max(net.ends)), (found.up, min(net.ends)))
        if net.item in way and (far > net.start) == (way is found.down)
    ]
    for track, item, top, bottom in pieces:
        for other, source, first, last in pieces:
            assert item == source or track != other or last < top or bottom < first


@given(inputs())
def test_a_box_stands_right_of_its_inputs(given_: Inputs) -> None:
    for column in (columns(given_), columns(given_, leaves_only=True)):
        assert all(column[s] < column[box] for box, sources in enumerate(given_) for s in sources)


def test_boxes_that_move_to_their_successors_make_the_lines_much_shorter() -> None:
    moved = unmoved = 0
    for seed in range(40):
        shown = random_graph(seed)
        place = {node.name: i for i, node in enumerate(shown.nodes)}
        given_ = tuple(tuple(place[name] for name in node.inputs) for node in shown.nodes)
        moved += length(given_, columns(given_))
        unmoved += length(given_, columns(given_, leaves_only=True))
    assert moved < 0.8 * unmoved


def test_a_product_of_its_own_stands_beside_what_it_feeds() -> None:
    """x → a → b → c and, from leaves of its own, the product p that only c needs."""
    x, a, b, u, v, p, c = range(7)
    column = columns(((), (x,), (a,), (), (), (u, v), (b, p)))
    assert (column[x], column[a], column[b], column[c]) == (0, 1, 2, 3)
    assert (column[u], column[v], column[p]) == (1, 1, 2)


@given(inputs())
def test_every_item_keeps_its_column_and_every_line_its_port(given_: Inputs) -> None:
    column = columns(given_)
    items = items_of(given_, column)
    order = ordered(items)
    assert sorted(item for items_ in order for item in items_) == list(range(len(items.owner)))
    assert all(items.column[item] == c for c, items_ in enumerate(order) for item in items_)
    for box, sources in enumerate(given_):
        assert tuple(items.owner[left] for left in items.before[box]) == sources
    for item, ports in enumerate(items.after):
        for port in ports:
            to = items.entered[port]
            assert items.before[to][port - items.port[to]] == item
            assert items.column[to] == items.column[item] + 1


@given(inputs())
def test_crossings_are_counted_right(given_: Inputs) -> None:
    items = items_of(given_, columns(given_))
    order = ordered(items)
    assert crossings(items, order) == pairs(items, order)


def test_a_tree_is_drawn_without_a_crossing() -> None:
    leaves = tuple(() for _ in range(8))
    given_ = (*leaves, (5, 0), (7, 2), (1, 3), (6, 4), (9, 8), (10, 11), (13, 12))
    items = items_of(given_, columns(given_))
    assert crossings(items, ordered(items)) == 0
