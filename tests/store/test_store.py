"""The store when all is well: append, read, reset, import, back up, erase."""

from __future__ import annotations

import errno
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.core.events import HISTORIES, ONE_OF_EACH, START, added_up, answered
from tests.samples import examples
from tests.store.helpers import Clock, connection_of, history, names, saved
from tutor.core.progress import codec
from tutor.core.progress.codec import export_document, import_document
from tutor.core.progress.events import Placed, Preferred, Reset
from tutor.files import write_new_file
from tutor.store import NotSavedError, StoreError, count_events, open_store, read_events, reading
from tutor.store.errors import reason

slow_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def test_events_come_back_in_order_in_another_program(tmp_path):
    path = saved(tmp_path / "new folder" / "progress.db")
    assert history(path) == ONE_OF_EACH


def test_a_new_file_is_whole_and_alone(tmp_path):
    saved(tmp_path / "progress.db", ())
    assert names(tmp_path) == ["progress.db", "progress.db.lock"]


@given(HISTORIES)
@settings(max_examples=examples(25), deadline=None)
def test_any_history_comes_back_and_nothing_in_it_is_run_as_sql(events):
    with open_store(None) as store:
        store.append(*events)
        assert store.events() == events


def test_the_events_of_one_lesson_include_the_resets_of_all(tmp_path):
    everything = Reset(START)
    with open_store(tmp_path / "progress.db") as store:
        store.append(answered(1), answered(2, "fan-out"), everything, Preferred(START, "a", "b"))
        assert store.events("linreg") == (answered(1), everything)


def test_a_lesson_reset_starts_afresh_and_keeps_the_others(tmp_path):
    clock = Clock()
    with open_store(saved(tmp_path / "progress.db"), now=clock) as store:
        store.append(answered(9, "fan-out"))
        store.reset("linreg")
        assert store.events()[-1] == Reset(clock.time, "linreg")
        assert set(added_up(store.events()).lessons) == {"fan-out"}


def test_an_append_is_one_transaction(tmp_path):
    path = saved(tmp_path / "progress.db", ())
    with open_store(path) as store:
        statements: list[str] = []
        connection_of(store).set_trace_callback(statements.append)
        store.append(answered(1), answered(2))
    assert [s for s in statements if s.split()[0] in {"BEGIN", "COMMIT"}] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "the disk reports an error or is full"),
        (sqlite3.SQLITE_BUSY, "another program is using the progress file"),
        (sqlite3.SQLITE_READONLY, "the progress file or its folder cannot be written"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "was moved or removed while bptutor was running"),
        (sqlite3.SQLITE_NOTADB, "the progress file is damaged"),
    ],
)
def test_why_an_answer_is_not_saved_is_said_in_words_for_the_learner(code, said):
    error = sqlite3.OperationalError("words for programmers")
    error.sqlite_errorcode = code
    assert said in reason(error)


def test_the_file_is_synced_fully_and_forgets_what_is_deleted(tmp_path):
    with open_store(tmp_path / "progress.db") as store:
        values = {
            name: connection_of(store).execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode", "secure_delete", "trusted_schema")
        }
    assert values == {
        "synchronous": 3, "journal_mode": "delete", "secure_delete": 1, "trusted_schema": 0,
    }  # fmt: skip


def test_wrong_types_do_not_enter_the_table(tmp_path):
    import sqlite3

    with open_store(tmp_path / "progress.db") as store:
        for row in [(b"bytes", 1), ("text", "one"), (None, 1), ("text", 1.5)]:
            with pytest.raises(sqlite3.IntegrityError):
                connection_of(store).execute(
                    "INSERT INTO event (body, checksum) VALUES (?, ?)", row
                )


# --- import and export -------------------------------------------------------------------------


def test_an_export_brings_the_same_progress_to_another_computer(tmp_path):
    with open_store(saved(tmp_path / "one.db")) as store:
        text = export_document(store.events())
    (tmp_path / "export.json").write_text(text, "utf-8")
    with open_store(tmp_path / "two.db") as store:
        assert store.include(read_events(tmp_path / "export.json").events) == len(ONE_OF_EACH)
        assert store.include(import_document(text)) == 0
    assert history(tmp_path / "two.db") == ONE_OF_EACH


def test_a_large_export_is_read_line_by_line(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "WHOLE", 100)
    monkeypatch.setattr(codec, "LONGEST_HEAD", 100)
    file = tmp_path / "export.json"
    file.write_text(export_document(ONE_OF_EACH).replace("\n", "\r\n"), "utf-8-sig")
    with pytest.raises(StoreError, match="lines are as bptutor wrote them"):
        read_events(file)  # no line of it may be longer than what is read at once
    monkeypatch.setattr(reading, "WHOLE", 700)
    assert read_events(file).events == ONE_OF_EACH
    assert count_events(file) == len(ONE_OF_EACH)
    file.write_text(json.dumps(json.loads(export_document(ONE_OF_EACH)), indent=1), "utf-8")
    with pytest.raises(StoreError, match=r"export\.json, .*lines are as bptutor wrote them"):
        read_events(file)


@given(HISTORIES, HISTORIES)
@settings(max_examples=examples(15), deadline=None)
def test_importing_twice_is_importing_once(ours, theirs):
    with open_store(None) as store:
        store.append(*ours)
        store.include(theirs)
        once = store.events()
        assert store.include(theirs) == 0
        assert store.events() == once
        assert set(once) == {*ours, *theirs}


def test_a_backup_can_be_imported(tmp_path):
    with open_store(saved(tmp_path / "progress.db")) as store:
        backup = store.backup()
    found = read_events(backup)
    assert found.events == ONE_OF_EACH
    assert found.complete


def test_what_is_no_export_is_refused_by_name(tmp_path):
    wrong = tmp_path / "notes.txt"
    for content in (b"hello", b"", b"\xff\xfe", b"{}\n"):
        wrong.write_bytes(content)
        with pytest.raises(StoreError, match=r"notes\.txt"):
            read_events(wrong)
    with pytest.raises(StoreError, match=r"no such file"):
        read_events(tmp_path / "missing")
    with pytest.raises(StoreError, match=r"."):
        read_events(tmp_path)


@pytest.mark.parametrize("full", [False, True])
def test_a_file_is_written_whole_or_not_at_all_where_there_are_no_links(
    tmp_path, monkeypatch, full
):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("os.link", refuse)
    if full:
        monkeypatch.setattr(Path, "replace", refuse)
    with suppress(OSError):
        write_new_file(tmp_path / "notes.md", "all of it")
    assert names(tmp_path) == ([] if full else ["notes.md"])
    if not full:
        assert (tmp_path / "notes.md").read_text("utf-8") == "all of it"
        with pytest.raises(FileExistsError):
            write_new_file(tmp_path / "notes.md", "another")


# --- backups -----------------------------------------------------------------------------------


def test_a_backup_is_made_once_a_day_and_the_newest_five_are_kept(tmp_path):
    clock = Clock()
    path = saved(tmp_path / "progress.db")
    for day in range(9):
        for _ in range(2):
            with open_store(path, now=clock) as store:
                store.append(answered(100 + day))
        clock.pass_days(1.5)
    kept = [name for name in names(tmp_path) if "backup" in name]
    assert len(kept) == 5
    assert kept[-1] == "progress.db.backup-20260313T093000Z"
    assert read_events(tmp_path / kept[-1]).complete


@pytest.mark.parametrize("stamp", ["20260301", "20260301T0930", "old", ""])
def test_a_file_named_like_a_backup_whose_time_is_not_whole_stops_nothing(tmp_path, stamp):
    path = saved(tmp_path / "progress.db")
    (tmp_path / f"progress.db.backup-{stamp}").write_bytes(path.read_bytes())
    open_store(path).close()
    assert sum("backup-" in name for name in names(tmp_path)) == 2


def test_a_clock_put_back_still_makes_backups(tmp_path):
    clock = Clock()
    path = saved(tmp_path / "progress.db")
    open_store(path, now=clock).close()
    clock.pass_days(-400)
    open_store(path, now=clock).close()
    assert len([name for name in names(tmp_path) if "backup" in name]) == 2


def test_places_of_long_ago_are_tidied_with_the_daily_backup(tmp_path):
    places = tuple(Placed.of(START, "linreg", {"page": page}) for page in range(100))
    path = saved(tmp_path / "progress.db", (*places, answered(1)))
    clock = Clock()
    clock.pass_days(2)
    with open_store(path, now=clock) as store:
        assert store.events() == (places[-1], answered(1))


# --- erase -------------------------------------------------------------------------------------


def test_erasing_leaves_no_byte_of_an_answer(tmp_path):
    canary = "xyzzy-my-secret-answer"
    path = tmp_path / "progress.db"
    clock = Clock()
    secret = tuple(
        type(answered(n))(**{**_fields(answered(n)), "response": (canary,)}) for n in range(200)
    )
    saved(path, secret)
    for left in (
        "damaged-20250101T000000Z",
        "damaged-20250101T000000Z-journal",
        "new",
        "new-journal",
    ):
        (tmp_path / f"progress.db.{left}").write_text(canary)
    with open_store(path, now=clock) as store:
        store.backup()
        assert len(store.erase()) == 4
        assert store.events() == ()
        assert not [file for file in tmp_path.iterdir() if canary.encode() in file.read_bytes()]
        store.append(answered(1))
    assert names(tmp_path) == ["progress.db", "progress.db.lock"]
    assert history(path) == (answered(1),)


def _fields(event):
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


# --- two programs ------------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from tests.core.events import answered
from tutor.store import open_store
with open_store(Path(sys.argv[1])) as store:
    assert not store.notice, store.notice
    for number in range(int(sys.argv[3])):
        store.append(answered(number, f"lesson-{sys.argv[2]}"))
"""


def test_four_programs_at_once_lose_nothing(tmp_path):
    """They also race to create the file."""
    each = 25
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "progress.db"), str(name), str(each)],
            stderr=subprocess.PIPE,
        )
        for name in range(4)
    ]
    for program in programs:
        _, errors = program.communicate(timeout=120)
        assert program.returncode == 0, errors.decode()
    events = history(tmp_path / "progress.db")
    assert len(events) == 4 * each
    for name in range(4):
        own = [event for event in events if event.lesson == f"lesson-{name}"]
        assert own == [answered(number, f"lesson-{name}") for number in range(each)]


def test_a_store_held_by_another_program_is_waited_for_and_then_said(tmp_path, monkeypatch):
    monkeypatch.setattr("tutor.store.connection.PATIENCE", 0.2)
    path = saved(tmp_path / "progress.db", ())
    with open_store(path) as store, open_store(path) as other:
        connection_of(store).execute("PRAGMA busy_timeout = 200")
        connection_of(other).execute("BEGIN IMMEDIATE")
        before = time.monotonic()
        with pytest.raises(NotSavedError, match="another program is using the progress file"):
            store.append(answered(1))
        assert 0.1 < time.monotonic() - before < 5
        assert store.unsaved == 1
        assert store.events() == (answered(1),)
        connection_of(other).execute("ROLLBACK")
        store.append(answered(2))
        assert store.unsaved == 0
    assert history(path) == (answered(1), answered(2))


def test_programs_wait_five_seconds_at_most(tmp_path):
    with open_store(tmp_path / "progress.db") as store:
        assert connection_of(store).execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_an_import_saves_the_answers_that_waited_and_each_once(tmp_path):
    path = saved(tmp_path / "progress.db", (answered(1),))
    with open_store(path) as store:
        connection_of(store).execute("PRAGMA busy_timeout = 0")
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSavedError):
            store.append(answered(3))
        other.close()
        assert store.include([answered(2)]) == 1
        assert read_events(path).events == (answered(1), answered(2), answered(3))
        assert store.unsaved == 0
    assert history(path) == (answered(1), answered(2), answered(3))
