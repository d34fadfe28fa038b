"""What the certificate asks for, and on which days the notes say that something was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from tests.core.events import answered
from tests.core.lessons import LESSON_5
from tutor.core.practice import account_of, notes
from tutor.core.progress import Evidence, Finished, summary
from tutor.core.progress.events import Event

THERE = timezone(timedelta(hours=9))
NOW = datetime(2026, 3, 10, 12, tzinfo=THERE)


def test_a_skill_that_no_lesson_teaches_is_not_asked_for_by_the_certificate() -> None:
    """Who met a quotient on a graph of their own could never complete the course."""
    step = (Evidence("local-quotient", right=False),)
    met = replace(answered(1, LESSON_5.id, correct=False), evidence=step)
    events: tuple[Event, ...] = (met, Finished(met.at, LESSON_5.id))
    account = account_of(summary(events, NOW), [LESSON_5], NOW)
    asked = {one.skill for one in account.certified}
    assert "local-quotient" in {one.skill for one in account.skills}
    assert "local-quotient" not in asked
    assert "backward-order" in asked, "this one lesson 5 teaches"


def test_the_notes_give_the_learners_own_day() -> None:
    """One o'clock in Tokyo belongs to the evening before, and is the same day there, not in UTC."""
    for at, day in (
        (datetime(2026, 3, 3, 1, tzinfo=THERE), "2026-03-02"),
        (datetime(2026, 3, 3, 8, tzinfo=THERE), "2026-03-03"),
    ):
        one = replace(answered(1, LESSON_5.id), at=at)
        text = notes(account_of(summary((one,), NOW), [LESSON_5], NOW), [LESSON_5], [one])
        assert f"{day}: " in text
