"""The collection of wrong numbers of real people is kept honest; nothing asserts its score.

``python -m tests.benchmarks.diagnosis people`` prints how many of them are named.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.benchmarks.diagnosis.reading import pass_of
from tests.core.misconceptions.fifth_set import FIFTH_SET
from tests.core.misconceptions.fourth_set import FOURTH_SET
from tests.core.misconceptions.more_people import MORE_PEOPLE
from tests.core.misconceptions.people import PEOPLE, Wrong
from tests.core.misconceptions.sixth_set import SIXTH_SET
from tests.core.misconceptions.third_set import THIRD_SET
from tutor.core.answers import is_close
from tutor.core.misconceptions import diagnose

EVERYONE = (*PEOPLE, *MORE_PEOPLE, *THIRD_SET, *FOURTH_SET, *FIFTH_SET, *SIXTH_SET)


def name(item: Wrong) -> str:
    return f"{item.label} {item.graph} {item.wrt}"


def test_there_are_enough_of_them_and_no_two_are_the_same() -> None:
    assert len(EVERYONE) >= 450
    told = Counter((p.graph, tuple(p.values.items()), p.wrt, p.of, p.wrong) for p in EVERYONE)
    assert [one for one, count in told.items() if count > 1] == []


@pytest.mark.parametrize("item", EVERYONE, ids=name)
def test_every_item_says_where_it_is_from_and_what_was_done(item: Wrong) -> None:
    assert item.source.startswith(("https://", "http://"))
    assert item.did
    assert item.label.isupper()
    assert all(label.isupper() for label in item.also)
    assert item.label not in item.also
    assert not is_close(item.wrong, item.right) or item.label == "ROUNDED"


@pytest.mark.parametrize("item", [p for p in EVERYONE if not p.update], ids=name)
def test_the_right_number_is_what_the_engine_computes(item: Wrong) -> None:
    numbers = pass_of(item.graph, item.values, item.of)
    if numbers is None:
        pytest.skip("the program does not read this graph")
    assert is_close(item.right, numbers.derivative(item.of, item.wrt), 1e-4)


def test_a_step_of_gradient_descent_comes_out_as_the_item_says() -> None:
    for item in EVERYONE:
        if item.update:
            numbers = pass_of(item.graph, item.values, item.of)
            assert numbers
            assert item.eta
            step = item.eta * numbers.derivative(item.of, item.wrt)
            assert is_close(item.right, item.values[item.wrt] - step, 1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("item", [p for p in EVERYONE if not p.update], ids=name)
def test_whoever_gives_the_right_number_is_not_accused(item: Wrong) -> None:
    numbers = pass_of(item.graph, item.values, item.of)
    if numbers is None:
        pytest.skip("the program does not read this graph")
    right = numbers.derivative(item.of, item.wrt)
    for written in (right, float(f"{right:.4g}")):
        assert diagnose(numbers, item.wrt, written).correct
