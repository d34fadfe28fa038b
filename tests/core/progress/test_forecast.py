"""How likely the next answer is right, for learners of several kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.mastery.memory import (
    FURTHER,
    MODELS,
    histories,
    largest_difference,
    rmse,
)
from tests.core.events import START, added_up, answered
from tutor.core.progress import Evidence, Progress
from tutor.core.progress.events import Answered

ASKED = Evidence("a", right=True)


def answer(number: int, day: float, *, right: bool, skill: str = "a") -> Answered:
    one = answered(number, correct=right)
    step = Evidence(skill, right)
    return replace(one, at=START + timedelta(days=day), skills=(skill,), evidence=(step,))


def likely(*answers: Answered, day: float) -> float:
    now = START + timedelta(days=day)
    return added_up(answers, now).chance_of_right(ASKED, now)


def test_who_is_always_right_will_be_and_who_never_is_will_not() -> None:
    days = [3.0 * n for n in range(12)]
    assert likely(*(answer(n, d, right=True) for n, d in enumerate(days)), day=36) > 0.88
    assert likely(*(answer(n, d, right=False) for n, d in enumerate(days)), day=36) < 0.25
    half = [answer(n, d, right=bool(n % 2)) for n, d in enumerate(days)]
    assert 0.35 < likely(*half, day=36) < 0.65


def test_what_is_known_fades_in_the_forecast_too() -> None:
    once = answer(1, 0, right=True)
    soon, later, late = (likely(once, day=day) for day in (1, 20, 200))
    assert soon > later > late


def test_who_forgets_one_thing_soon_will_forget_another() -> None:
    """What is known of the learner from other skills comes in."""

    def others(*, right: bool) -> list[Answered]:
        """Eight other skills: right at first, and asked again after three weeks."""
        return [
            answer(10 * n + turn, 22 * turn, right=right or not turn, skill=f"other {n}")
            for n in range(8)
            for turn in range(3)
        ]

    mine = answer(999, 44, right=True)
    sieve, rock = (likely(*others(right=right), mine, day=65) for right in (False, True))
    assert sieve < rock - 0.15


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 40)), max_size=12), st.floats(0, 400))
def test_a_forecast_is_a_chance(story: list[tuple[bool, float]], later: float) -> None:
    day, answers = 0.0, []
    for number, (right, gap) in enumerate(story):
        day += gap
        answers.append(answer(number, day, right=right))
    assert 0 <= likely(*answers, day=day + later) <= 1
    assert 0 <= Progress().chance_of_right(ASKED, START) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_what_is_forecast_comes_true_for_learners_of_other_models(model: str) -> None:
    found = [one for history in histories(MODELS[model], 20) for one in history]
    assert rmse(found, bins=10) < 0.08


@pytest.mark.slow
@pytest.mark.parametrize("model", ["half-life", "traces", "stretched"])
def test_a_forecast_is_right_within_five_points_for_three_kinds_of_learner(model: str) -> None:
    recall = {**MODELS, **FURTHER}[model]
    found = [one for history in histories(recall, 60, seed=5) for one in history]
    assert largest_difference(found)[0] <= 0.05
