"""A student's answers are read together: what one of them leaves open, the others decide."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.practice.class_report.answers import UNKNOWN, likeliest
from tutor.core.practice.class_report.habits import FLOOR, RIGHT, STRAY, habits, in_their_light

EITHER = {"A": 0.5, "B": 0.5, UNKNOWN: 0.0}
ONLY_A = {"A": 1.0, UNKNOWN: 0.0}
ONLY_C = {"C": 1.0, UNKNOWN: 0.0}
NOTHING = {UNKNOWN: 1.0}


def test_the_habit_is_the_product_of_the_shares_with_a_floor() -> None:
    found = habits([EITHER, {"A": 0.2, "C": 0.7, UNKNOWN: 0.1}])
    stray = STRAY * 0.1
    raw = {
        "A": 0.5 * (0.2 + stray), "B": 0.5 * FLOOR, "C": FLOOR * (0.7 + stray),
        UNKNOWN: FLOOR * 0.1,
    }  # fmt: skip
    total = sum(raw.values())
    assert found == pytest.approx({id_: one / total for id_, one in raw.items()})


def test_one_answer_by_itself_keeps_its_shares() -> None:
    assert in_their_light([EITHER]) == [pytest.approx(EITHER)]
    assert in_their_light([NOTHING]) == [pytest.approx(NOTHING)]
    assert in_their_light([]) == []
    assert habits([]) == {}


def test_an_ambiguous_answer_is_read_in_the_light_of_the_others() -> None:
    first, second = in_their_light([EITHER, ONLY_A])
    assert first["A"] == pytest.approx(1 / (1 + FLOOR))
    assert second["A"] == 1.0


def test_a_habit_survives_a_careless_slip_and_an_answer_that_fits_nothing() -> None:
    assert likeliest(habits([EITHER, EITHER, ONLY_A, ONLY_C]))[0] == "A"
    assert habits([ONLY_A, NOTHING])["A"] == pytest.approx(STRAY / (STRAY + FLOOR))
    assert habits([ONLY_A, NOTHING, NOTHING, NOTHING])[UNKNOWN] > 0.5


def test_two_different_slips_are_no_habit() -> None:
    assert likeliest(habits([ONLY_A, ONLY_C]))[1] < 0.6


def test_right_answers_where_the_habit_would_show_speak_against_it() -> None:
    alone = habits([ONLY_A])["A"]
    assert habits([ONLY_A], [{"B"}, set()])["A"] == alone
    assert habits([ONLY_A], [{"A"}, {"A"}, {"A"}])["A"] == pytest.approx(
        RIGHT**3 / (RIGHT**3 + FLOOR)
    )


def test_what_is_unknown_of_an_answer_stays_unknown() -> None:
    first, second = in_their_light([{"A": 0.4, "B": 0.2, UNKNOWN: 0.4}, ONLY_A])
    assert first[UNKNOWN] == 0.4
    assert in_their_light([NOTHING, ONLY_A])[1]["A"] == 1.0
    assert second[UNKNOWN] == 0.0


def test_ten_thousand_answers_of_one_student_do_not_underflow() -> None:
    assert habits([EITHER] * 9_999 + [ONLY_A])["A"] == pytest.approx(1 / (1 + FLOOR), abs=0.01)


SHARES = st.dictionaries(st.sampled_from("ABCDE"), st.floats(0.001, 1.0), max_size=4).map(
    lambda raw: {
        **{id_: x / (sum(raw.values()) + 0.1) for id_, x in raw.items()},
        UNKNOWN: 0.1 / (sum(raw.values()) + 0.1),
    }
)


@given(st.lists(SHARES, min_size=1, max_size=6), st.lists(st.sets(st.sampled_from("ABC"))))
def test_shares_stay_shares(wrong: list[dict[str, float]], tempted: list[set[str]]) -> None:
    assert math.isclose(sum(habits(wrong, tempted).values()), 1)
    for before, after in zip(wrong, in_their_light(wrong), strict=True):
        assert set(after) == set(before)
        assert math.isclose(sum(after.values()), 1)
        assert all(0 <= share <= 1 + 1e-9 for share in after.values())
