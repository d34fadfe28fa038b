"""A right step rules out the mistakes that would have shown in it, be the rest of it wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.events import START
from tests.core.progress.test_mastery import at_day, step
from tutor.core.practice import PracticeItem, graph_items, mark_answer
from tutor.core.progress import COURSE, MISTAKES, Mastery, Placed, summary
from tutor.core.progress.events import Answered
from tutor.core.questions import solution
from tutor.core.typed import read_typed


def message() -> PracticeItem:
    """A message to ``a`` over a product: backpropagated and local gradient, and what they give."""
    made = read_typed("u = a*b; L = u*c; a = 3; b = 5; c = 7").graph
    assert made is not None
    items = graph_items(made, 40, 3, ("message",))
    return next(
        one for one in items
        if len(one.question.slots) == 3 and "a" in one.question.slots[1].label.split("∂")[-1]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("backprop", "local", "out", "stays"),
    [
        (11.0, None, "MUL_OWN_VALUE", ""),  # the product follows from a wrong number
        (None, 11.0, "", "MUL_OWN_VALUE"),
        (None, None, "MUL_OWN_VALUE", ""),
    ],
)
def test_a_blank_that_is_right_rules_out_what_would_have_shown_there(
    backprop: float | None, local: float | None, out: str, stays: str
) -> None:
    item = message()
    first, second, _ = map(float, solution(item.question))
    given = (backprop or first, local or second)
    save = mark_answer(item, (*map(repr, given), repr(given[0] * given[1])))[2]
    assert save is not None
    assert {out} - {""} <= set(save.against)
    assert stays not in save.against


def test_what_a_wrong_answer_rules_out_counts_unless_it_may_be_what_was_wrong() -> None:
    begun = Placed.of(START, COURSE[-1], {})
    one, other, *_ = MISTAKES["local-product"]
    wrong = at_day(
        1, 1, right=False, evidence=(step("local-product"), step("local-product", right=False)),
        mistakes=(one,), against=(one, other),
    )  # fmt: skip
    late = START + timedelta(days=2)
    assert summary([begun, wrong], late).mastery("local-product").ruled_out == (other,)
    helped = replace(wrong, hints_used=1)
    assert not summary([begun, helped], late).mastery("local-product").ruled_out


def grid(number: int, *right: bool) -> Answered:
    """One answer in cells."""
    cells = tuple(step("mlp-notation", right=one) for one in right)
    return at_day(number, number, right=all(right), evidence=cells, mistakes=())


def test_a_slip_in_one_cell_of_three_is_no_habit_and_in_a_single_number_it_may_be() -> None:
    """Who knew was told of a habit for two slips in eighteen cells, which nobody recognised."""
    begun = Placed.of(START, COURSE[-1], {})
    late = START + timedelta(days=9)

    def after(*answers: Answered) -> Mastery:
        return summary([begun, *answers], late).mastery("mlp-notation")

    assert not after(grid(1, True, False, True), grid(2, True, True, False)).has_habit
    assert after(grid(1, False), grid(2, False)).has_habit
    assert after(grid(1, True, False, False), grid(2, False, True, False)).has_habit
