"""Events for tests: one of every kind by hand, and any by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tutor.core.progress import Evidence, Progress, summary
from tutor.core.progress.events import Answered, Event, Finished, Hinted, Placed, Preferred, Reset

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def answered(number: int, lesson: str = "linreg", *, correct: bool = True) -> Answered:
    """The ``number``-th answer: each is at another second and another item."""
    return Answered(
        at=START + timedelta(seconds=number),
        lesson=lesson,
        item=f"item-{number}",
        quiz_kind="numeric",
        seed=number,
        response=("8",),
        correct=correct,
        score=1.0 if correct else 0.0,
        mistakes=() if correct else ("BACKPROP_ONLY",),
        skills=("S5",),
        tries_before=0,
        hints_used=0,
        seconds=3.5,
    )


def added_up(events: Iterable[Event], now: datetime | None = None) -> Progress:
    """What these events add up to; ``now`` is behind all of them unless it is given."""
    events = tuple(events)
    last = max((event.at for event in events), default=START)
    return summary(events, now or last + timedelta(seconds=1))


ONE_OF_EACH: tuple[Event, ...] = (
    Preferred(START, "theme", "dark"),
    Placed.of(START, "linreg", {"seed": 7, "page": 2, "item": 0, "works": {}, "finished": False}),
    Hinted(START + timedelta(seconds=1), "linreg", "w-gradient", 7, 1),
    Answered(
        START + timedelta(seconds=2), "linreg", "w-gradient", "message", 7,
        ("8", "−3", "1/3"), False, 1 / 3, ("LOCAL_ONLY", "SIGN_FLIPPED"), ("S5", "S7"), 0, 1, 12.25,
    ),
    answered(3),
    Finished(START + timedelta(seconds=4), "linreg", 600.0),
    Reset(START + timedelta(seconds=5), "fan-out"),
)  # fmt: skip

TEXTS = st.text(max_size=12)
TIMES = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.timezones() | st.just(UTC),
)
LESSONS = st.sampled_from(["linreg", "fan-out", "", "a'); DROP TABLE event; --", "\ud800", "ℓ"])
SECONDS = st.floats(0, 1e6)

EVIDENCE = st.builds(Evidence, TEXTS, st.booleans(), st.floats(0, 1), st.integers(1, 9))
ANSWERS = st.builds(
    Answered,
    at=TIMES,
    lesson=LESSONS,
    item=TEXTS,
    quiz_kind=TEXTS,
    seed=st.integers(0, 2**64 - 1),
    response=st.lists(TEXTS | st.characters().map(str), max_size=3).map(tuple),
    correct=st.booleans(),
    score=st.floats(0, 1),
    mistakes=st.lists(TEXTS, max_size=2).map(tuple),
    skills=st.lists(TEXTS, max_size=2).map(tuple),
    tries_before=st.integers(0, 99),
    hints_used=st.integers(0, 4),
    seconds=SECONDS,
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    shape=TEXTS,
    scene=TEXTS,
    content=TEXTS,
    test=st.booleans(),
)

EVENTS: st.SearchStrategy[Event] = st.one_of(
    ANSWERS,
    st.builds(Hinted, TIMES, LESSONS, TEXTS, st.integers(), st.integers(1, 4)),
    st.builds(Placed.of, TIMES, LESSONS, st.dictionaries(TEXTS, st.integers() | TEXTS)),
    st.builds(Finished, TIMES, LESSONS, SECONDS),
    st.builds(Reset, TIMES, LESSONS),
    st.builds(Preferred, TIMES, TEXTS, TEXTS),
)
HISTORIES = st.lists(EVENTS, max_size=12).map(tuple)
