"""The recorder stores what a session asks for, with the time that each answer took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tutor.core.progress import Answered
from tutor.core.session import SaveAnswer
from tutor.records import Recorder
from tutor.store import Store, open_store

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Timed:
    """A recorder whose clock the test moves."""

    def __init__(self, store: Store) -> None:
        self.store, self.time = store, NOON
        self.record = Recorder(store, lambda: self.time)

    def answer_after(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        number = len(self.store.events())
        effect = SaveAnswer(
            item=f"item-{number}", quiz_kind="numeric", seed=1, response=("1",), correct=True,
            score=1.0, mistakes=(), skills=(), tries_before=0, hints_used=0,
        )  # fmt: skip
        assert self.record.save("linreg", (effect,)) == ""

    @property
    def seconds(self) -> list[float]:
        return [event.seconds for event in self.store.events() if isinstance(event, Answered)]


@pytest.fixture
def timed() -> Iterator[Timed]:
    with open_store(None) as store:
        found = Timed(store)
        found.record.start_timing("linreg")
        yield found


def test_each_answer_takes_the_time_since_the_one_before(timed: Timed) -> None:
    for seconds in (12.0, 3.5, 40.0):
        timed.answer_after(seconds)
    assert timed.seconds == [12.0, 3.5, 40.0]
    assert timed.record.progress().lessons["linreg"].seconds == 55.5


def test_a_lesson_with_answers_and_no_place_is_opened_at_its_start(timed: Timed) -> None:
    """Answers to a quiz or a review leave none."""
    timed.answer_after(1.0)
    assert "linreg" in timed.record.progress().lessons
    assert timed.record.place("linreg") is None


def test_an_evening_away_is_no_time_at_a_question(timed: Timed) -> None:
    timed.answer_after(4 * 3600)
    timed.answer_after(10.0)
    timed.answer_after(-3600)
    assert timed.seconds == [600.0, 10.0, 0.0]


def test_answers_are_those_that_count_at_times_that_may_be_true(timed: Timed) -> None:
    timed.answer_after(10.0)
    timed.record.reset("linreg")
    timed.answer_after(10.0)
    timed.time -= timedelta(days=400)
    (answer,) = timed.record.answers()
    assert answer.at == timed.time
