"""Whatever fails, learning goes on, the file stays sound, and what was called saved is there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import suppress

import pytest

from tests.core.events import ONE_OF_EACH, added_up, answered
from tests.samples import sampled
from tests.store.failing import failing_at
from tests.store.faults import Faults
from tests.store.helpers import (
    as_nobody,
    connection_of,
    history,
    names,
    read_only,
    saved,
    sha256,
)
from tests.store.kills import Killed, kill_at_random
from tutor.locations import data_folder, progress_file
from tutor.store import NotSavedError, StoreError, open_store

EVERY = 17
"""The suite fails at every seventeenth step; ``python -m tests.soak.faults`` at each."""


@pytest.mark.parametrize("lasting", sampled((False, True), (False,)), ids=["once", "from then on"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("existing", [False, True], ids=["no file", "a file"])
def test_a_failure_at_any_step_loses_nothing(tmp_path, monkeypatch, existing, after, lasting):
    faults = Faults(monkeypatch, after=after, lasting=lasting)
    step = 1 + (4 * existing + 2 * after + lasting)  # each case begins elsewhere
    while True:
        found = failing_at(step, tmp_path / str(step), faults, existing=existing)
        assert found.sound, (step, found)
        if not found.hit:
            break
        step += EVERY
    assert not found.missing
    assert step > 25


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no kill -9")
def test_a_program_that_is_killed_loses_no_answer_that_it_called_saved(tmp_path):
    """Some of the 500 kills of ``python -m tests.soak.kill``."""
    counts = Killed()
    for seed in range(12):
        kill_at_random(tmp_path / "progress.db", seed, counts)
    assert counts.acknowledged > 0
    assert (counts.lost, counts.damaged) == (0, 0)


def test_a_commit_whose_acknowledgement_is_lost_is_not_saved_twice(tmp_path, monkeypatch):
    path = saved(tmp_path / "progress.db", ())
    faults = Faults(monkeypatch, after=True)
    with open_store(path) as store:
        faults.arm(3)
        with pytest.raises(NotSavedError):
            store.append(answered(1))
        assert faults.hit == ["SELECT max(number) FROM event"] or faults.hit == ["COMMIT"]
        for at in range(1, 6):
            faults.arm(at)
            with suppress(NotSavedError):
                store.append(answered(at))
        faults.arm(0)
        store.append(answered(9))
    assert history(path) == (*(answered(number) for number in range(1, 6)), answered(9))


def test_a_full_disk_is_said_and_saving_is_tried_again(tmp_path):
    path = saved(tmp_path / "progress.db", ())
    with open_store(path) as store:
        pages = connection_of(store).execute("PRAGMA page_count").fetchone()[0]
        connection_of(store).execute(f"PRAGMA max_page_count = {pages}")
        saved_so_far = 0
        with pytest.raises(NotSavedError, match="the disk is full") as full:  # noqa: PT012 - which append fails depends on SQLite
            for number in range(1000):
                store.append(answered(number))
                saved_so_far += 1
        assert "You can go on" in str(full.value)
        assert 0 < saved_so_far < 1000
        assert store.unsaved == 1
        assert added_up(store.events()).lessons["linreg"].tries == saved_so_far + 1
        connection_of(store).execute(f"PRAGMA max_page_count = {pages + 10}")
        store.append(answered(5000))
        assert store.unsaved == 0
    assert history(path) == tuple(answered(n) for n in [*range(saved_so_far + 1), 5000])


def test_what_waits_is_saved_when_the_program_ends(tmp_path):
    path = saved(tmp_path / "progress.db", ())
    with open_store(path) as store:
        other = sqlite3.connect(path)
        connection_of(store).execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSavedError):
            store.append(answered(1))
        other.close()
    assert history(path) == (answered(1),)


LIMITED = """
import resource, sys
from pathlib import Path
from tests.core.events import answered
from tutor.store import NotSavedError, open_store
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
with open_store(Path(sys.argv[1])) as store:
    for number in range(40):
        try:
            store.append(answered(number))
        except NotSavedError as error:
            assert "full" in str(error), error
            break
        if store.keeps:
            print(number, flush=True)
    assert len(store.events()) >= number + 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such limits")
@pytest.mark.parametrize("limit", sampled((0, 512, 4096, 8191, 12288), (4096,)))
def test_a_limit_on_the_size_of_files_breaks_nothing(tmp_path, limit):
    path = tmp_path / "progress.db"
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIMITED, str(path), str(limit)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    numbers = [int(line) for line in done.stdout.split()]
    assert set(history(path)) >= {answered(number) for number in numbers}
    assert not [name for name in names(tmp_path) if "damaged" in name]


# --- no place to write -------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """A folder that any user can reach and that belongs to the learner."""
    for parent in (tmp_path, *tmp_path.parents):
        with suppress(PermissionError):
            if os.geteuid() == 0 and parent.stat().st_uid == 0 and not parent.stat().st_mode & 1:
                parent.chmod(parent.stat().st_mode | 0o011)
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o777)
    return home


def test_a_read_only_folder_is_said_once_and_learning_goes_on(folder):
    with read_only(folder), open_store(folder / "bptutor" / "progress.db") as store:
        assert "will not be saved" in store.notice
        assert not store.keeps
        store.append(*ONE_OF_EACH)
        assert store.events() == ONE_OF_EACH
        assert store.unsaved == 0
        assert store.backup() is None
        assert store.include([answered(50)]) == 1
        with pytest.raises(StoreError, match="Nothing was erased"):
            store.erase()
    assert names(folder) == []


def test_progress_that_can_only_be_read_still_counts(folder):
    path = saved(folder / "progress.db")
    before = sha256(path)
    with read_only(path, folder), open_store(path) as store:
        assert "cannot be written" in store.notice
        assert not store.keeps
        assert store.events() == ONE_OF_EACH
        store.append(answered(70))
        assert added_up(store.events()).lessons["linreg"].tries == 3
    assert sha256(path) == before


def test_a_file_that_cannot_be_read_is_left_alone(folder):
    path = saved(folder / "progress.db")
    before = sha256(path)
    path.chmod(0)
    with as_nobody(), open_store(path) as store:
        assert "will not be saved" in store.notice
        assert not store.keeps
    path.chmod(0o600)
    assert sha256(path) == before
    assert not [name for name in names(folder) if "damaged" in name]


def test_a_file_where_the_folder_should_be_is_said(tmp_path):
    (tmp_path / "home").write_text("a file")
    with open_store(tmp_path / "home" / "progress.db") as store:
        assert "will not be saved" in store.notice
    assert (tmp_path / "home").read_text() == "a file"


def test_no_home_is_said(monkeypatch):
    def nobody(_number):
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert data_folder({}) is None
    with open_store(progress_file({})) as store:
        assert "no home folder was found. Set BPTUTOR_HOME" in store.notice


@pytest.mark.parametrize(
    "name",
    ["with spaces", "ünï ℓ", "a?b#c%20&mode=ro", "'; DROP TABLE event", "-x", "\udcff\udcfe"],
)
def test_any_name_of_a_folder_works(tmp_path, name):
    folder = tmp_path / name
    try:
        folder.mkdir()
    except (OSError, ValueError):
        pytest.skip("this system does not allow the name")
    path = saved(folder / "progress.db")
    assert history(path) == ONE_OF_EACH
    path.write_bytes(b"damaged")
    with open_store(path) as store:
        assert store.notice.encode("utf-8")
    assert names(tmp_path) == [name]


def test_a_link_to_the_file_is_followed(tmp_path):
    saved(tmp_path / "elsewhere.db")
    (tmp_path / "progress.db").symlink_to(tmp_path / "elsewhere.db")
    assert history(tmp_path / "progress.db") == ONE_OF_EACH


def test_a_link_that_leads_nowhere_or_in_a_circle_is_said(tmp_path):
    path = tmp_path / "progress.db"
    path.symlink_to(path)
    with open_store(path) as store:
        assert "will not be saved" in store.notice
