"""Draws do not depend on the Python that makes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.text.draws import Draws, hash_text, scramble


def test_the_first_numbers_of_splitmix64_are_those_of_the_published_code() -> None:
    golden = 0x9E3779B97F4A7C15
    state, found = 1234567, []
    for _ in range(3):
        state = (state + golden) % 2**64
        found.append(scramble(state))
    assert found == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_a_text_is_hashed_as_fnv_1a_does() -> None:
    assert hash_text("") == 0xCBF29CE484222325
    assert hash_text("a") == 0xAF63DC4C8601EC8C


def test_one_seed_gives_one_stream_for_ever() -> None:
    draws = Draws(7, "grad-w")
    assert [draws.below(100) for _ in range(8)] == [99, 90, 37, 16, 36, 43, 22, 84]
    assert Draws(7, "grad-b").bits() != Draws(7, "grad-w").bits()


@given(st.integers(0, 2**64), st.integers(1, 1000))
def test_a_draw_is_in_its_range(seed: int, n: int) -> None:
    draws = Draws(seed)
    assert 0 <= draws.below(n) < n
    assert 0.0 <= draws.unit() < 1.0


@given(st.integers(0, 2**64), st.lists(st.integers(), max_size=12))
def test_shuffling_keeps_every_item(seed: int, items: list[int]) -> None:
    assert sorted(Draws(seed).shuffled(items)) == sorted(items)


def test_nothing_can_be_drawn_below_one() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Draws(1).below(0)


def test_a_weighted_draw_takes_each_item_as_often_as_its_weight_says() -> None:
    draws = Draws(7)
    taken = [draws.weighted("abc", (1.0, 3.0, 0.0)) for _ in range(4000)]
    assert taken.count("c") == 0
    assert taken.count("b") / len(taken) == pytest.approx(0.75, abs=0.03)
