from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from math import inf, nan

import pytest
from hypothesis import given

from tests.core.events import HISTORIES, ONE_OF_EACH, START, answered
from tutor.core.progress.events import (
    Event,
    Finished,
    LessonEvent,
    Placed,
    Preferred,
    Reset,
    events_that_count,
    merge,
    summary,
    superseded_places,
)


def test_an_event_keeps_its_moment_in_utc():
    east = timezone(timedelta(hours=5, minutes=30))
    event = Preferred(datetime(2026, 3, 1, 15, 0, tzinfo=east), "theme", "dark")
    assert event == Preferred(datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "theme", "dark")
    assert event.at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        Preferred(datetime(2026, 3, 1), "theme", "dark")  # noqa: DTZ001


@pytest.mark.parametrize("seconds", [-5.0, nan, inf])
def test_a_clock_that_was_put_back_makes_no_negative_time(seconds):
    assert Finished(START, "linreg", seconds).seconds == 0.0


@pytest.mark.parametrize("score", [-0.1, 1.1, nan])
def test_a_score_outside_0_to_1_is_refused(score):
    with pytest.raises(ValueError, match="between 0 and 1"):
        type(answered(0))(START, "l", "i", "numeric", 1, (), correct=True, score=score)


def test_the_sums_of_one_of_each():
    progress = summary(ONE_OF_EACH)
    lesson = progress.lessons["linreg"]
    assert lesson.place == ONE_OF_EACH[1]
    assert lesson.best == {"w-gradient": 1 / 3, "item-3": 1.0}
    assert lesson.solved == {"item-3"}
    assert lesson.tries == 2
    assert lesson.seconds == 15.75
    assert lesson.finished == lesson.last == START + timedelta(seconds=4)
    assert progress.recent == "linreg"
    assert progress.preferences == {"theme": "dark"}
    assert progress.answers == ONE_OF_EACH[3:5]
    assert progress.hints == ONE_OF_EACH[2:3]


def test_the_best_score_is_kept():
    tries = (answered(1), answered(1, correct=False))
    assert summary(tries).lessons["linreg"].best == {"item-1": 1.0}
    assert summary(tries).lessons["linreg"].solved == {"item-1"}


def test_the_share_done():
    lesson = summary([answered(1), answered(2, correct=False)]).lessons["linreg"]
    assert lesson.share(["item-1", "item-2"]) == 0.5
    assert lesson.share([]) == 0.0
    assert summary([Finished(START, "intro")]).lessons["intro"].share([]) == 1.0


def test_the_last_place_stored_counts_even_when_the_clock_was_put_back():
    first = Placed.of(START, "linreg", {"page": 1})
    second = Placed.of(START - timedelta(days=300), "linreg", {"page": 2})
    assert summary([first, second]).lessons["linreg"].place == second


def test_a_reset_hides_what_came_before_it_in_that_lesson_only():
    progress = summary([answered(1), answered(2, "fan-out"), Reset(START, "linreg"), answered(3)])
    assert [answer.item for answer in progress.answers] == ["item-2", "item-3"]


def test_a_reset_of_all_hides_every_lesson_and_keeps_settings():
    progress = summary([*ONE_OF_EACH, Reset(START)])
    assert not progress.lessons
    assert progress.preferences == {"theme": "dark"}


def test_a_place_that_is_no_json_is_empty():
    assert Placed(START, "linreg", "{").data == {}
    assert Placed(START, "linreg", "[" * 100_000).data == {}
    assert Placed(START, "linreg", "[1]").data == {}


@given(HISTORIES)
def test_what_counts_says_the_same_as_the_whole_history(history: tuple[Event, ...]):
    assert summary(events_that_count(history)) == summary(history)


@given(HISTORIES)
def test_nothing_before_the_last_reset_counts(history: tuple[Event, ...]):
    assert not [
        e for e in events_that_count((*history, Reset(START))) if isinstance(e, LessonEvent)
    ]


@given(HISTORIES)
def test_removing_superseded_places_changes_no_sum(history: tuple[Event, ...]):
    useless = set(superseded_places(history))
    thinner = tuple(event for number, event in enumerate(history) if number not in useless)
    before, after = summary(history), summary(thinner)
    assert superseded_places(thinner) == ()
    assert (before.answers, before.hints, before.preferences) == (
        after.answers,
        after.hints,
        after.preferences,
    )
    assert {n: (e.place, e.best, e.finished) for n, e in before.lessons.items()} == {
        n: (e.place, e.best, e.finished) for n, e in after.lessons.items()
    }


@given(HISTORIES, HISTORIES)
def test_merging_holds_every_event_once_and_keeps_our_order(ours, theirs):
    merged = merge(ours, theirs)
    assert set(merged) == {*ours, *theirs}
    ours_again = [event for event in merged if event in set(ours)]
    assert ours_again == list(ours)
    new = [event for event in dict.fromkeys(theirs) if event not in set(ours)]
    assert [event for event in merged if event in set(new)] == new


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
