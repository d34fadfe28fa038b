"""Days until the next review, for histories that a schedule may get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.benchmarks.diagnosis.table import Row
from tutor.core.progress import Evidence, summary
from tutor.core.progress.events import Answered

SKILL = "message-product"
BEGIN = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
REVIEWS = 6
"""As many reviews as are printed, each on the day on which it is due."""
DAYS: dict[str, str] = {
    "all right": "1111", "half wrong every time": "1010101010", "wrong, then right at once": "01",
    "six wrong, then four right": "0000001111", "four right, then six wrong": "1111000000",
}  # fmt: skip
"""The first tries of each day, 1 for right, each on a graph of its own."""


def intervals() -> Iterator[Row]:
    """What the schedule makes of these days, then of clocks that are wrong and of midnight."""
    for what, day in DAYS.items():
        found = ", ".join(map(str, _intervals(day)))
        yield Row(f"{what} ({day}): days to the next review", len(day) * REVIEWS, found)
    right = BEGIN, BEGIN.replace(year=2036), BEGIN + timedelta(days=1)
    events = [*map(_answer, right), _answer(BEGIN + timedelta(days=2), right=False)]
    yield _due("the clock once ten years ahead, then a wrong answer on 4 March: due", events)
    late = datetime(2026, 3, 2, 23, 50, tzinfo=UTC)
    for minutes in (0, -20):
        first = late + timedelta(minutes=minutes)
        events = [_answer(first, right=False), _answer(first + timedelta(minutes=20))]
        yield _due(f"wrong at {first:%H:%M}, right twenty minutes later: due", events)
    yield _due("right at 18:30 on 2 March: due", [_answer(BEGIN)])


def _intervals(day: str) -> Iterator[int]:
    events: list[Answered] = []
    now = BEGIN
    for _ in range(REVIEWS):
        events += [
            _answer(now + timedelta(minutes=turn), right=one == "1") for turn, one in enumerate(day)
        ]
        (due,) = summary(events, now + timedelta(hours=1)).schedule(UTC)
        yield due.days(now)
        now += timedelta(days=due.days(now))


def _due(what: str, events: list[Answered]) -> Row:
    (due,) = summary(events, datetime(2026, 3, 5, 12, tzinfo=UTC)).schedule(UTC)
    return Row(what, len(events), f"{due.due.day} {due.due:%B, %H:%M}")


def _answer(at: datetime, *, right: bool = True) -> Answered:
    """A first try at a question of its own."""
    return Answered(
        at, "own", str(at), "numeric", 1, ("1",), right, float(right), skills=(SKILL,),
        seconds=30.0, evidence=(Evidence(SKILL, right),), shape=str(at),
    )  # fmt: skip
