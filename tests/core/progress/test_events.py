from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from math import inf, nan

import pytest
from hypothesis import given

from tests.core.events import HISTORIES, ONE_OF_EACH, START, TIMES, added_up, answered
from tutor.core.progress.events import (
    Event,
    Finished,
    LessonEvent,
    Placed,
    Preferred,
    Reset,
)
from tutor.core.progress.history import events_that_count, held, merge, superseded_places


def test_an_event_keeps_its_moment_in_utc():
    east = timezone(timedelta(hours=5, minutes=30))
    event = Preferred(datetime(2026, 3, 1, 15, 0, tzinfo=east), "theme", "dark")
    assert event == Preferred(datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "theme", "dark")
    assert event.at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        Preferred(datetime(2026, 3, 1), "theme", "dark")  # noqa: DTZ001


@pytest.mark.parametrize("seconds", [-5.0, nan])
def test_a_clock_that_was_put_back_makes_no_negative_time(seconds):
    assert Finished(START, "linreg", seconds).seconds == 0.0
    assert replace(answered(1), seconds=seconds).seconds == 0.0


@pytest.mark.parametrize("seconds", [601.0, 40_000.0, 1e308, inf])
def test_an_evening_away_and_a_number_without_end_are_ten_minutes(seconds):
    assert replace(answered(1), seconds=seconds).seconds == 600.0
    assert Finished(START, "linreg", 3 * seconds * seconds).seconds == 86_400.0


def test_an_answer_has_no_more_skills_and_tries_than_can_be():
    far = replace(
        answered(1), skills=tuple(map(str, range(20_000))), mistakes=("M",) * 20_000,
        tries_before=10**300, hints_used=-5,
    )  # fmt: skip
    assert far.skills == tuple(map(str, range(32)))
    assert len(far.mistakes) == 32
    assert (far.tries_before, far.hints_used) == (10_000, 0)


def test_a_time_that_has_not_come_is_that_of_the_next_event():
    wrong = replace(answered(1), at=START + timedelta(days=20_000))
    story = (answered(0), wrong, answered(2), replace(wrong, item="last"))
    now = START + timedelta(days=1)
    assert [event.at for event in held(story, now)] == [
        START, answered(2).at, answered(2).at, answered(2).at,
    ]  # fmt: skip
    assert held(story, START + timedelta(days=30_000)) == story, "now they have"
    assert added_up(story, now).lessons["linreg"].last == answered(2).at
    assert held((wrong,), now)[0].at == now


@given(HISTORIES, TIMES)
def test_no_time_in_a_sum_is_later_than_now_and_none_is_changed_that_may_be_true(history, now):
    for event, kept in zip(history, held(history, now), strict=True):
        assert kept.at <= now
        assert kept == (event if event.at <= now else replace(event, at=kept.at))


@pytest.mark.parametrize("score", [-0.1, 1.1, nan])
def test_a_score_outside_0_to_1_is_refused(score):
    with pytest.raises(ValueError, match="between 0 and 1"):
        type(answered(0))(START, "l", "i", "numeric", 1, (), correct=True, score=score)


def test_the_sums_of_one_of_each():
    progress = added_up(ONE_OF_EACH)
    lesson = progress.lessons["linreg"]
    assert lesson.place == ONE_OF_EACH[1]
    assert lesson.best == {"w-gradient": 1 / 3, "item-3": 1.0}
    assert lesson.solved == {"item-3"}
    assert lesson.tries == 2
    assert lesson.seconds == 15.75
    assert lesson.finished == lesson.last == START + timedelta(seconds=4)
    assert progress.recent == "linreg"
    assert progress.preferences == {"theme": "dark"}
    assert lesson.wrong == {"w-gradient": 1}
    assert lesson.mistakes == {"LOCAL_ONLY": (1, START + timedelta(seconds=2))}
    assert {skill: one.seconds for skill, one in progress.skills.items()} == {
        "S5": 15.75, "S7": 12.25,
    }  # fmt: skip


def test_the_best_score_is_kept():
    tries = (answered(1), answered(1, correct=False))
    assert added_up(tries).lessons["linreg"].best == {"item-1": 1.0}
    assert added_up(tries).lessons["linreg"].solved == {"item-1"}


def test_the_share_done():
    lesson = added_up([answered(1), answered(2, correct=False)]).lessons["linreg"]
    assert lesson.share(["item-1", "item-2"]) == 0.5
    assert lesson.share([]) == 0.0
    assert added_up([Finished(START, "intro")]).lessons["intro"].share([]) == 1.0


def test_the_last_place_stored_counts_even_when_the_clock_was_put_back():
    first = Placed.of(START, "linreg", {"page": 1})
    second = Placed.of(START - timedelta(days=300), "linreg", {"page": 2})
    assert added_up([first, second]).lessons["linreg"].place == second


def test_a_reset_hides_what_came_before_it_in_that_lesson_only():
    progress = added_up([answered(1), answered(2, "fan-out"), Reset(START, "linreg"), answered(3)])
    assert {n: tuple(e.best) for n, e in progress.lessons.items()} == {
        "fan-out": ("item-2",), "linreg": ("item-3",),
    }  # fmt: skip


def test_a_reset_of_all_hides_every_lesson_and_keeps_settings():
    progress = added_up([*ONE_OF_EACH, Reset(START)])
    assert not progress.lessons
    assert progress.preferences == {"theme": "dark"}


def test_a_place_that_is_no_json_is_empty():
    assert Placed(START, "linreg", "{").data == {}
    assert Placed(START, "linreg", "[" * 100_000).data == {}
    assert Placed(START, "linreg", "[1]").data == {}


@given(HISTORIES)
def test_what_counts_says_the_same_as_the_whole_history(history: tuple[Event, ...]):
    assert added_up(events_that_count(history)) == added_up(history)


@given(HISTORIES)
def test_nothing_before_the_last_reset_counts(history: tuple[Event, ...]):
    assert not [
        e for e in events_that_count((*history, Reset(START))) if isinstance(e, LessonEvent)
    ]


@given(HISTORIES)
def test_removing_superseded_places_changes_no_sum(history: tuple[Event, ...]):
    useless = set(superseded_places(history))
    thinner = tuple(event for number, event in enumerate(history) if number not in useless)
    before, after = added_up(history), added_up(thinner)
    assert superseded_places(thinner) == ()
    assert before == after


@given(HISTORIES, HISTORIES)
def test_merging_holds_every_event_once_and_keeps_our_order(ours, theirs):
    merged = merge(ours, theirs)
    assert set(merged) == {*ours, *theirs}
    ours_again = [event for event in merged if event in set(ours)]
    assert ours_again == list(ours)
    new = [event for event in merged if event not in set(ours)]
    assert [event.at for event in new] == sorted(event.at for event in new)


@given(HISTORIES, HISTORIES, HISTORIES)
def test_files_may_be_merged_in_any_order_and_as_often_as_one_likes(ours, one, other):
    there = merge(merge(ours, one), other)
    assert there == merge(merge(ours, other), one)
    assert merge(merge(there, one), other) == there


@given(HISTORIES, HISTORIES)
def test_merging_twice_is_merging_once(ours, theirs):
    once = merge(ours, theirs)
    assert merge(once, theirs) == once
    assert merge(ours, ()) == ours


def test_events_between_ours_are_merged_by_their_time():
    assert merge((answered(1), answered(3)), (answered(2), answered(3))) == (
        answered(1),
        answered(2),
        answered(3),
    )
