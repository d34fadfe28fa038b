"""The learner's own zone, with its summer time, as the system knows it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tutor.clock import HERE, local_now


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot be moved")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_every_moment_of_a_year_is_the_same_moment_here() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year == 2026:
        here = at.astimezone(HERE)
        assert here.astimezone(UTC) == at
        summer = datetime(2026, 3, 29, 1, tzinfo=UTC) <= at < datetime(2026, 10, 25, 1, tzinfo=UTC)
        assert here.utcoffset() == timedelta(hours=2 if summer else 1)
        at += timedelta(minutes=30)


@pytest.mark.usefixtures("berlin")
def test_an_evening_belongs_to_the_day_that_the_learner_sees() -> None:
    assert datetime(2026, 7, 1, 22, 30, tzinfo=UTC).astimezone(HERE).day == 2
    assert str(HERE) == "CET/CEST -3600 -7200"
    assert abs(local_now() - datetime.now(UTC)) < timedelta(seconds=10)


@pytest.mark.usefixtures("berlin")
def test_years_that_the_system_does_not_know_are_no_fault() -> None:
    for far in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)):
        assert abs(far.astimezone(HERE).replace(tzinfo=UTC) - far) <= timedelta(hours=1)
