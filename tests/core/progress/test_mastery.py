"""What first tries say about a skill, and when it is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.events import START, TIMES, added_up, answered
from tutor.core.progress import Progress, weakest_first
from tutor.core.progress.events import Answered
from tutor.core.progress.mastery import INIT, update_chance
from tutor.core.progress.schedule import Due


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
    typed = added_up([first_try(n) for n in range(2)]).mastery("S5")
    assert typed.mastered
    assert (typed.seen, typed.right) == (2, 2)
    chosen = [first_try(n, quiz_kind="choice") for n in range(4)]
    assert not added_up(chosen[:2]).mastery("S5").mastered
    assert added_up(chosen).mastery("S5").mastered


@pytest.mark.parametrize("kind", ["prediction", "equation"])
def test_what_a_walk_has_typed_counts_as_typed(kind: str) -> None:
    """It counted as chosen from a list: three right answers were needed where two suffice."""
    assert added_up([first_try(n, quiz_kind=kind) for n in range(2)]).mastery("S5").mastered


def test_an_answer_to_a_kind_of_another_version_counts_as_chosen() -> None:
    later = [first_try(n, quiz_kind="of another version") for n in range(3)]
    assert not added_up(later[:2]).mastery("S5").mastered
    assert added_up(later).mastery("S5").mastered


def test_only_first_tries_count_and_one_after_a_hint_is_not_right() -> None:
    tries = [
        first_try(1, correct=False),
        first_try(1, tries_before=1),  # the same question again
        first_try(1),  # and once more after the page was opened anew
        first_try(2, hints_used=1),
        first_try(3, quiz_kind="message", skills=("S5", "S7")),
    ]
    known = added_up(tries).mastery
    assert [(one.seen, one.right) for one in (known("S5"), known("S7"))] == [(3, 1), (1, 1)]


def test_the_weakest_skill_comes_first_and_one_never_tried_before_one_that_is_known() -> None:
    answers = [
        *(first_try(n, skills=("known",)) for n in range(3)),
        *(first_try(n, skills=("missed",), correct=False) for n in range(3, 6)),
    ]
    order = weakest_first(("known", "new", "missed"), added_up(answers))
    assert set(order[:2]) == {"new", "missed"}
    assert order[2] == "known"
    assert weakest_first(("b", "a"), Progress()) == ("b", "a")


def test_the_same_question_with_other_values_is_another_observation() -> None:
    tries = [first_try(1), first_try(1, seed=99)]
    assert added_up(tries).mastery("S5").seen == 2


# --- review ------------------------------------------------------------------------------------


MINE = timezone(timedelta(hours=-8))
"""The zone of a learner on another side of the earth."""


def at(days: float, *, right: bool = True, skill: str = "a") -> Answered:
    when = START + timedelta(days=days)
    return replace(
        answered(0, correct=right),
        at=when,
        item=f"{when} {skill}",
        skills=(skill,),
        quiz_kind="numeric",
    )


def schedule(seen: list[Answered], now: datetime | None = None) -> tuple[Due, ...]:
    zone = now.tzinfo if now else None
    return added_up(seen, now).schedule(zone or UTC)


def test_a_skill_known_for_longer_is_asked_less_often() -> None:
    seen, gaps = [at(0)], []
    for _ in range(5):
        due = schedule(seen)[0].due
        gaps.append(due - seen[-1].at)
        seen.append(replace(seen[0], at=due, item=f"{due}"))
    assert gaps == sorted(gaps)
    assert timedelta(days=1) <= gaps[0] < timedelta(days=4)
    assert gaps[-1] > timedelta(days=60)


def test_a_wrong_answer_brings_the_next_review_nearer() -> None:
    good, bad = ([at(0), at(10), at(40, right=right)] for right in (True, False))
    assert schedule(bad)[0].due < schedule(good)[0].due


def test_a_day_of_which_half_was_right_is_hard_and_one_of_which_less_was_is_forgotten() -> None:
    """Half right counts as two thirds right do; one more wrong answer, and it begins anew."""

    def due_after(*last_day: bool) -> datetime:
        tries = (at(40 + n / 1440, right=right) for n, right in enumerate(last_day))
        return schedule([at(0), at(10), *tries])[0].due

    half, more, less = (
        due_after(True, False),
        due_after(True, True, False),
        due_after(True, False, False),
    )
    assert due_after(False) == less < half == more < due_after(True)


def test_ten_answers_in_ten_minutes_are_one_review() -> None:
    assert schedule([at(n / 1440) for n in range(10)])[0].due == schedule([at(0)])[0].due


def test_what_is_due_is_listed_most_urgent_first() -> None:
    seen = [at(1, skill="later"), at(0, right=False, skill="sooner"), at(0, skill="between")]
    late = START + timedelta(days=30)
    assert [one.skill for one in added_up(seen).due(late)] == ["sooner", "between", "later"]
    assert added_up(seen).due(START) == ()


@given(st.lists(st.tuples(TIMES, st.booleans()), min_size=1, max_size=12))
def test_no_review_is_due_before_the_last_answer_whatever_the_clock_did(
    tries: list[tuple[datetime, bool]],
) -> None:
    seen = [replace(at(0, right=right), at=when, item=f"{when}") for when, right in tries]
    (due,) = schedule(seen)
    assert due.last == max(one.at for one in seen)
    assert due.due >= due.last
    assert schedule(seen) == schedule(seen)


def test_a_clock_put_back_within_a_day_does_not_move_the_last_answer() -> None:
    """The last of a day's answers was taken for its latest."""
    seen = [replace(at(hour / 24, right=False), seed=n) for n, hour in enumerate((0, 2, 0))]
    assert schedule(seen)[0].last == START + timedelta(hours=2)


def test_one_answer_under_a_wrong_clock_does_not_silence_a_skill() -> None:
    """One answer of 2036, and the skill was not due for ten years, whatever came after it."""
    sound = [at(0), at(1), at(2, right=False)]
    wrong = [at(0), replace(at(3650), item="wrong"), at(1), at(2, right=False)]
    now = START + timedelta(days=2, hours=1)
    assert schedule(wrong, now)[0].due == schedule(sound, now)[0].due
    far = replace(at(0), at=datetime(9999, 12, 31, tzinfo=UTC), item="far")
    late = now + timedelta(days=60)
    assert schedule([*sound, far], late)[0].due <= late, "it is due, although nothing came after"


def test_an_evening_around_midnight_of_utc_is_one_day_where_the_learner_is() -> None:
    """At 15:50 and 16:10 in California the days of UTC change: it was two reviews."""
    evening = [
        replace(at(0, right=right), at=datetime(2026, 3, 2, 23, 50, tzinfo=UTC) + later, seed=n)
        for n, (right, later) in enumerate(
            [(False, timedelta(0)), (True, timedelta(minutes=20))], 1
        )
    ]
    now = datetime(2026, 3, 3, 1, tzinfo=UTC)
    earlier = [replace(one, at=one.at - timedelta(minutes=30)) for one in evening]
    here = now.astimezone(MINE)
    assert schedule(evening, here) == tuple(
        replace(one, last=one.last + timedelta(minutes=30)) for one in schedule(earlier, here)
    )


def test_what_is_due_on_a_day_is_due_in_its_morning() -> None:
    evening = [replace(at(0, right=False), at=datetime(2026, 3, 2, 18, 30, tzinfo=MINE))]
    (due,) = schedule(evening, datetime(2026, 3, 2, 19, tzinfo=MINE))
    assert due.due == datetime(2026, 3, 3, tzinfo=MINE)
    assert due.days(datetime(2026, 3, 2, 23, 59, tzinfo=MINE)) == 1
    assert due.days(datetime(2026, 3, 3, 0, 0, tzinfo=MINE)) == 0


def test_the_end_of_unix_time_and_a_change_of_the_clocks_are_days_like_others() -> None:
    for start in (
        datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-11))).astimezone(UTC),
    ):
        due = schedule([replace(at(0), at=start)])[0]
        assert timedelta(days=1) <= due.due - start < timedelta(days=4)


def test_a_clock_in_the_year_9999_ends_nothing() -> None:
    far = datetime(9999, 12, 31, tzinfo=UTC)
    assert schedule([replace(at(0), at=far)], far)
