"""Tables fit into any place: side by side, folded, or every cell below its heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.text import folded_table, width

ROWS = [
    ["quantity", "what it is", "value"],
    ["p", "the probability of the first class", "0.25"],
    ["L", "the loss", "1.386"],
]


def lines(rows: list[list[str]], room: int, right: tuple[bool, ...] = ()) -> list[str]:
    """The table as text."""
    right = right or (False,) * len(rows[0])
    found = []
    for pieces in folded_table(rows, room, right).lines:
        line = ""
        for piece in pieces:
            line = line.ljust(piece.start) + rows[piece.row][piece.column][slice(*piece.part)]
        found.append(line)
    return found


def test_columns_stand_side_by_side_where_there_is_room() -> None:
    assert lines(ROWS, 60, (False, False, True)) == [
        "quantity   what it is                           value",
        "p          the probability of the first class    0.25",
        "L          the loss                             1.386",
    ]


def test_the_broadest_column_is_folded_first() -> None:
    assert lines(ROWS, 37) == [
        "quantity   what it is           value",
        "p          the probability of   0.25",
        "           the first class",
        "L          the loss             1.386",
    ]


def test_cells_stand_below_their_headings_where_not_even_their_words_fit() -> None:
    assert lines(ROWS, 20)[:8] == [
        "quantity", "  p", "what it is", "  the probability of", "  the first class", "value",
        "  0.25", "",
    ]  # fmt: skip


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.text("ab ωé", max_size=30), min_size=n, max_size=n), min_size=1, max_size=5
        )
    ),
    st.integers(3, 60),
)
def test_no_line_is_broader_than_its_place_and_no_word_is_lost(
    rows: list[list[str]], room: int
) -> None:
    shown = lines(rows, room)
    assert all(width(line) <= room for line in shown)
    letters = [char for row in rows[1:] for cell in row for char in cell if char != " "]
    assert not set(letters) - set("".join(shown))


@pytest.mark.parametrize("room", [20, 38, 60])
def test_there_is_a_rule_below_headings_that_stand_above_columns(room: int) -> None:
    table = folded_table(ROWS, room, (False,) * 3)
    assert len(table.rule) == (0 if room == 20 else 3)
    assert table.head == (0 if room == 20 else 1)
