"""What first tries say about a skill, and when it is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.events import START, answered
from tutor.core.progress.events import Answered
from tutor.core.progress.mastery import (
    INIT,
    Observation,
    mastery,
    observations,
    update_chance,
    weakest_first,
)
from tutor.core.progress.schedule import due_now, schedule
from tutor.core.questions import guess_of

TIMES = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.timezones() | st.just(UTC),
)
SEEN = st.lists(
    st.builds(
        Observation,
        skill=st.sampled_from(["a", "b"]),
        at=TIMES.map(lambda at: at.astimezone(UTC)),
        kind=st.sampled_from(["numeric", "choice"]),
        right=st.booleans(),
    ),
    max_size=12,
)


def first_try(number: int, *, correct: bool = True, **changes: object) -> Answered:
    return replace(answered(number, correct=correct), **changes)  # type: ignore[arg-type]


def test_the_chance_follows_bayes_rule() -> None:
    known, lucky = 0.2 * 0.9, 0.8 * 0.1
    posterior = known / (known + lucky)
    assert update_chance(INIT, right=True, guess=0.1) == pytest.approx(
        posterior + 0.15 * (1 - posterior)
    )
    missed, honest = 0.2 * 0.1, 0.8 * 0.9
    posterior = missed / (missed + honest)
    assert update_chance(INIT, right=False, guess=0.1) == pytest.approx(
        posterior + 0.15 * (1 - posterior)
    )


@given(st.floats(0.001, 0.999), st.sampled_from([0.1, 0.25]))
def test_a_right_answer_never_lowers_the_chance_and_beats_a_wrong_one(
    chance: float, guess: float
) -> None:
    up, down = (update_chance(chance, right=right, guess=guess) for right in (True, False))
    assert 0 < down < up <= 1
    assert up > chance


def test_two_typed_right_answers_master_a_skill_and_chosen_ones_need_four() -> None:
    typed = mastery([first_try(n) for n in range(2)], guess_of)["S5"]
    assert typed.mastered
    assert (typed.seen, typed.right) == (2, 2)
    chosen = [first_try(n, quiz_kind="choice") for n in range(4)]
    assert not mastery(chosen[:2], guess_of)["S5"].mastered
    assert mastery(chosen, guess_of)["S5"].mastered


@pytest.mark.parametrize("kind", ["prediction", "equation"])
def test_what_a_walk_has_typed_counts_as_typed(kind: str) -> None:
    """It counted as chosen from a list: three right answers were needed where two suffice."""
    assert mastery([first_try(n, quiz_kind=kind) for n in range(2)], guess_of)["S5"].mastered


def test_an_answer_to_a_kind_of_another_version_counts_as_chosen() -> None:
    later = [first_try(n, quiz_kind="of another version") for n in range(3)]
    assert not mastery(later[:2], guess_of)["S5"].mastered
    assert mastery(later, guess_of)["S5"].mastered


def test_only_first_tries_count_and_one_after_a_hint_is_not_right() -> None:
    tries = [
        first_try(1, correct=False),
        first_try(1, tries_before=1),  # the same question again
        first_try(1),  # and once more after the page was opened anew
        first_try(2, hints_used=1),
        first_try(3, quiz_kind="message", skills=("S5", "S7")),
    ]
    assert [(o.skill, o.right) for o in observations(tries)] == [
        ("S5", False),
        ("S5", False),
        ("S5", True),
        ("S7", True),
    ]


def test_the_weakest_skill_comes_first_and_one_never_tried_before_one_that_is_known() -> None:
    answers = [
        *(first_try(n, skills=("known",)) for n in range(3)),
        *(first_try(n, skills=("missed",), correct=False) for n in range(3, 6)),
    ]
    order = weakest_first(("known", "new", "missed"), answers, guess_of)
    assert set(order[:2]) == {"new", "missed"}
    assert order[2] == "known"
    assert weakest_first(("b", "a"), [], guess_of) == ("b", "a")


def test_the_same_question_with_other_values_is_another_observation() -> None:
    tries = [first_try(1), first_try(1, seed=99)]
    assert mastery(tries, guess_of)["S5"].seen == 2


# --- review ------------------------------------------------------------------------------------


def at(days: float, *, right: bool = True, skill: str = "a") -> Observation:
    return Observation(skill, START + timedelta(days=days), "numeric", right)


def test_a_skill_known_for_longer_is_asked_less_often() -> None:
    seen, gaps = [at(0)], []
    for _ in range(5):
        due = schedule(seen)[0].due
        gaps.append(due - seen[-1].at)
        seen.append(replace(seen[0], at=due))
    assert gaps == sorted(gaps)
    assert timedelta(days=1) <= gaps[0] < timedelta(days=4)
    assert gaps[-1] > timedelta(days=60)


def test_a_wrong_answer_brings_the_next_review_nearer() -> None:
    good, bad = ([at(0), at(10), at(40, right=right)] for right in (True, False))
    assert schedule(bad)[0].due < schedule(good)[0].due


def test_ten_answers_in_ten_minutes_are_one_review() -> None:
    bunch = [at(n / 1440) for n in range(10)]
    assert schedule(bunch)[0].due - bunch[-1].at == schedule([at(0)])[0].due - START


def test_what_is_due_is_listed_most_urgent_first() -> None:
    seen = [at(1, skill="later"), at(0, right=False, skill="sooner"), at(0, skill="between")]
    late = START + timedelta(days=30)
    assert [one.skill for one in due_now(seen, late)] == ["sooner", "between", "later"]
    assert due_now(seen, START) == ()


@given(SEEN)
def test_no_review_is_due_before_the_last_answer_whatever_the_clock_did(
    seen: list[Observation],
) -> None:
    for due in schedule(seen):
        latest = max(one.at for one in seen if one.skill == due.skill)
        assert due.last == latest
        assert due.due >= latest
    assert schedule(seen) == schedule(seen)


def test_a_clock_put_back_within_a_day_does_not_move_the_last_answer() -> None:
    """The last of a day's answers was taken for its latest."""
    hours = (0, 2, 0)
    seen = [Observation("a", START + timedelta(hours=hour), "numeric", False) for hour in hours]
    assert schedule(seen)[0].last == START + timedelta(hours=2)


def test_the_end_of_unix_time_and_a_change_of_the_clocks_are_days_like_others() -> None:
    for start in (
        datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-11))).astimezone(UTC),
    ):
        due = schedule([Observation("a", start, "numeric", True)])[0]
        assert timedelta(days=1) <= due.due - start < timedelta(days=4)


def test_a_clock_in_the_year_9999_ends_nothing() -> None:
    far = datetime(9999, 12, 31, tzinfo=UTC)
    assert schedule([Observation("a", far, "numeric", True)])[0].due == far
