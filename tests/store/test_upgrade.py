"""A file that an older bptutor wrote: upgraded after a backup, wholly or not at all."""

from __future__ import annotations

import sqlite3
from itertools import count

import pytest

from tests.core.events import ONE_OF_EACH
from tests.store.faults import Faults
from tests.store.helpers import Clock, history, names, saved
from tutor.core.progress.codec import to_line
from tutor.store import StoreError, open_store
from tutor.store.schema import APPLICATION_ID, MIGRATIONS, checksum

NEXT = (*MIGRATIONS, ("CREATE TABLE later (a TEXT)", "ALTER TABLE event ADD COLUMN note TEXT"))
"""What a bptutor of tomorrow may know."""

VERSION_1 = """CREATE TABLE event (
            number INTEGER PRIMARY KEY,
            body TEXT NOT NULL CHECK (typeof(body) = 'text'),
            checksum INTEGER NOT NULL CHECK (typeof(checksum) = 'integer')
        )"""
"""The table of the first version as it was published; nothing may change it."""


def version_of(path):
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def test_a_file_of_the_first_version_still_opens(tmp_path):
    path = tmp_path / "progress.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(VERSION_1)
    for number, event in enumerate(ONE_OF_EACH, 1):
        body = to_line(event)
        row = (number, body, checksum(body.encode()))
        connection.execute("INSERT INTO event VALUES (?, ?, ?)", row)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert history(path) == ONE_OF_EACH


def test_an_older_file_is_upgraded_after_a_backup_and_keeps_its_history(tmp_path):
    path = saved(tmp_path / "progress.db")
    before = set(names(tmp_path))
    with open_store(path, now=Clock(), migrations=NEXT) as store:
        assert store.notice == ""
        assert store.events() == ONE_OF_EACH
    assert version_of(path) == len(NEXT)
    made = [name for name in names(tmp_path) if name not in before and ".backup-" in name]
    assert made, names(tmp_path)
    assert version_of(tmp_path / made[0]) == len(MIGRATIONS)
    assert history(tmp_path / made[0]) == ONE_OF_EACH


def test_an_upgrade_that_fails_half_way_leaves_the_old_file(tmp_path):
    path = saved(tmp_path / "progress.db")
    broken = (*MIGRATIONS, ("CREATE TABLE later (a TEXT)", "ALTER TABLE nothing ADD b TEXT"))
    with open_store(path, now=Clock(), migrations=broken) as store:
        assert "will not be saved" in store.notice
        assert store.events() == ONE_OF_EACH, "what is there can still be read"
    assert version_of(path) == len(MIGRATIONS)
    assert history(path) == ONE_OF_EACH


@pytest.mark.slow
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_failure_at_any_step_of_an_upgrade_leaves_one_version_or_the_other(
    tmp_path, monkeypatch, after, lasting
):
    faults = Faults(monkeypatch, after=after, lasting=lasting)
    for step in count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        faults.arm(0)
        path = saved(folder / "progress.db")
        faults.arm(step)
        with open_store(path, now=Clock(), migrations=NEXT) as store:
            try:
                learning = store.events()
            except StoreError:  # what cannot be read is said, not taken for nothing
                learning = ()
        hit = tuple(faults.hit)
        faults.arm(0)
        assert set(learning) <= set(ONE_OF_EACH)
        with open_store(path, now=Clock(), migrations=NEXT) as store:
            assert store.notice == "", (step, hit)
            assert store.events() == ONE_OF_EACH, (step, hit)
        assert version_of(path) == len(NEXT)
        assert not any(".damaged-" in name for name in names(folder)), (step, hit)
        if not hit:
            break
    assert step > 15
