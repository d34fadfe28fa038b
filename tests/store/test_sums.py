"""What the events add up to is kept beside them, and is always what adding them up anew gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tutor.store.sums as sums
from tests.core.events import EVENTS, HISTORIES, ONE_OF_EACH, START, TIMES, added_up, answered
from tests.samples import examples
from tests.store.helpers import connection_of, history, saved
from tutor.core.progress import SUMS, Placed, Reset, summary, totals_from_text, totals_to_text
from tutor.core.questions import marked_kinds
from tutor.store import NotSavedError, open_store

LATER = START + timedelta(days=1)
MANY = tuple(answered(number) for number in range(300))


def clock() -> datetime:
    """The time at which all of these answers have been given."""
    return LATER


@pytest.fixture
def parsed(monkeypatch):
    """The lines of events that are read."""
    lines: list[str] = []
    real = sums.from_line

    def from_line(line):
        lines.append(line)
        return real(line)

    monkeypatch.setattr(sums, "from_line", from_line)
    return lines


def backed_up(path: Path) -> Path:
    """The file after the first opening of its day, which reads all of it."""
    open_store(path, now=clock).close()
    return path


@given(st.lists(st.tuples(HISTORIES, TIMES), min_size=1, max_size=4), TIMES)
@settings(max_examples=examples(60), deadline=None)
def test_the_sum_is_that_of_all_events_however_they_came(sessions, last):
    """Sessions under clocks that go forwards and back, with resets and wrong times."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "WORTH_WRITING", 1)
        patch.setattr(sums, "AT_ONCE", 3)
        patch.setattr("tutor.store.connection.SETTINGS", ("PRAGMA synchronous = OFF",))
        patch.setattr("tutor.store.opening._is_backed_up", lambda *_: True)
        path, stored = Path(folder, "progress.db"), []
        for events, now in (*sessions, ((), last)):
            with open_store(path, now=lambda now=now: now) as store:
                for some in (events[: len(events) // 2], events[len(events) // 2 :]):
                    store.append(*some)
                    stored += some
                    assert store.progress() == summary(stored, now)


def test_an_import_and_a_tidying_between_kept_events_change_the_sum_as_they_should(tmp_path):
    path = backed_up(saved(tmp_path / "progress.db", MANY))
    with open_store(path, now=clock) as store:
        store.include(replace(one, item="theirs", seconds=9.0) for one in MANY[:9])
        assert store.progress() == added_up(store.events(), LATER)
    places = [Placed.of(START + timedelta(seconds=n), "linreg", {"page": n}) for n in range(99)]
    with open_store(path, now=clock) as store:
        assert store.progress() == added_up(store.events(), LATER)
        store.append(*places)
    with open_store(path, now=clock) as store:
        assert store.tidy() == 98
        assert store.progress() == added_up(store.events(), LATER)
        assert store.progress().lessons["linreg"].place == places[-1]
    with open_store(path, now=clock) as store:
        assert store.progress() == added_up(store.events(), LATER)


def test_a_question_that_was_tried_before_is_no_first_try_until_its_lesson_is_reset(tmp_path):
    path = backed_up(saved(tmp_path / "progress.db", MANY))
    again = replace(answered(5, correct=False), at=START + timedelta(hours=1))
    with open_store(path, now=clock) as store:
        store.append(again)
        assert store.progress().mastery("S5").seen == len(MANY)
        store.reset("linreg")
        store.append(*(answered(n, "another") for n in range(60)))
    with open_store(path, now=clock) as store:
        store.append(again)
        assert store.progress().mastery("S5").seen == 61
        assert store.progress() == added_up(store.events(), LATER)


@given(HISTORIES)
def test_a_sum_is_the_same_after_it_was_kept_as_text(events):
    total = added_up(events)
    assert totals_from_text(totals_to_text(total)) == total


def test_a_long_history_is_not_read_again(tmp_path, parsed):
    path = backed_up(saved(tmp_path / "progress.db", MANY))
    parsed.clear()
    with open_store(path, now=clock) as store:
        store.append(answered(1000))
        assert store.progress().lessons["linreg"].tries == len(MANY) + 1
    assert len(parsed) <= 1


def test_answers_of_another_program_are_added(tmp_path, parsed):
    path = backed_up(saved(tmp_path / "progress.db", MANY))
    with open_store(path, now=clock) as store, open_store(path, now=clock) as other:
        parsed.clear()
        other.append(answered(1000))
        assert store.progress() == added_up(store.events(), LATER)
        other.reset("linreg")
        assert "linreg" not in store.progress().lessons
        other.include([answered(5, "another")])
        assert store.progress() == added_up(store.events(), LATER)
    assert history(path)


def test_a_learner_who_has_travelled_has_other_days(tmp_path):
    """At 23:30 in one zone it is the next day in another."""
    night = [replace(answered(n), at=START + timedelta(hours=13.9 + n / 9)) for n in range(4)]
    path = saved(tmp_path / "progress.db", (*MANY, *night))
    for zone in (UTC, timezone(timedelta(hours=-8)), UTC):
        now = (START + timedelta(days=1)).astimezone(zone)
        with open_store(path, now=lambda now=now: now) as store:
            assert store.progress() == summary((*MANY, *night), now)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE summary SET body = replace(body, '\"tries\":300', '\"tries\":301')",
        "UPDATE summary SET body = 'no sum', checksum = 1",
        "UPDATE summary SET body = CAST(x'ff' AS TEXT), checksum = 4278190080",
        "DELETE FROM summary",
    ],
)
def test_a_sum_that_is_damaged_or_missing_is_made_anew(tmp_path, change):
    path = backed_up(saved(tmp_path / "progress.db", MANY))
    with open_store(path, now=clock) as store:
        assert connection_of(store).execute(change).rowcount == 1
    with open_store(path, now=clock) as store:
        assert store.notice == ""
        assert store.progress() == added_up(MANY, LATER)


def test_a_sum_of_other_rules_is_made_anew(tmp_path, monkeypatch):
    path = backed_up(saved(tmp_path / "progress.db", MANY))
    monkeypatch.setattr(sums, "SUMS", SUMS + 1)
    with open_store(path, now=clock) as store:
        assert store.progress() == added_up(MANY, LATER)
    body = _kept(path)
    assert body.startswith(f"[{SUMS + 1},")


def _kept(path: Path) -> str:
    with open_store(path, now=clock) as store:
        return connection_of(store).execute("SELECT body FROM summary").fetchone()[0]


def test_a_failure_to_keep_the_sum_loses_nothing_and_is_not_said(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    store = open_store(path, now=clock)
    other = open_store(path, now=clock)
    connection_of(store).execute("PRAGMA busy_timeout = 0")
    connection_of(other).execute("BEGIN IMMEDIATE")
    store.close()
    other.close()
    assert history(path) == MANY


def test_what_was_known_goes_on_to_count_when_the_file_cannot_be_read(tmp_path):
    events = (*MANY, answered(800, "fan-out"))
    with open_store(saved(tmp_path / "progress.db", events), now=clock) as store:
        connection_of(store).execute("DROP TABLE event")
        for event in (answered(900), Reset(START, "linreg"), answered(901)):
            with pytest.raises(Exception, match="Not saved"):
                store.append(event)
        assert store.progress().lessons["linreg"].tries == 1
        assert store.progress().lessons["fan-out"].tries == 1
        with pytest.raises(NotSavedError):
            store.append(Reset(LATER))
        assert store.progress().lessons == {}


def test_what_could_not_be_saved_counts_as_if_it_were_a_reset_included(tmp_path):
    """The disk is full: what is shown goes on from all that was answered."""
    events = (*MANY, answered(800, "fan-out"))
    more = (answered(900), Reset(START + timedelta(seconds=901), "linreg"), answered(902))
    with open_store(saved(tmp_path / "progress.db", events), now=clock) as store:
        connection_of(store).execute("PRAGMA query_only = ON")
        for event in more:
            with pytest.raises(NotSavedError):
                store.append(event)
        assert store.progress() == added_up((*events, *more), LATER)
        assert store.progress().skills["S5"].mastery.seen == 2


def test_who_changes_how_events_are_added_up_raises_its_version():
    """Sums are kept: one of the old rules would stand beside answers of the new ones.

    If this fails, raise SUMS in tutor/core/progress/totals_codec.py, and write the new digest here.
    """
    at = datetime(2026, 1, 1, 9, tzinfo=UTC)
    story = [
        replace(
            answered(number, correct=number % 3 > 0),
            quiz_kind=kind,
            at=at + timedelta(days=number / 3),
        )
        for number, kind in enumerate(sorted(marked_kinds()) * 4)
    ]
    exact = totals_to_text(added_up((*ONE_OF_EACH, *story)))
    text = re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda x: f"{float(x[0]):.9g}", exact)  # last bits differ
    assert (SUMS, sha256(text.encode()).hexdigest()[:16]) == (10, "f16273d07cda9bf9")


@given(EVENTS)
def test_no_single_event_takes_a_sum_out_of_reach(event):
    """One more answer counts whatever came before it."""
    now = START + timedelta(days=40)
    later = replace(answered(77, correct=False), at=now - timedelta(hours=1), skills=("S5",))
    total = summary([answered(1), event, later], now)
    assert total.lessons["linreg"].seconds <= 3 * 600
    assert next(one for one in total.schedule(UTC) if one.skill == "S5").due <= now + timedelta(3)
