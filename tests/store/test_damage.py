"""Damaged files are set aside as they were, never overwritten, and the way back is named."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from time import process_time

import pytest

from tests.core.events import answered
from tests.store.damaging import ENDLESS, damaged_copies, whole_events
from tests.store.helpers import Clock, connection_of, history, names, saved
from tutor.store import StoreError, open_store, read_events
from tutor.store.files import beside
from tutor.store.schema import APPLICATION_ID

MANY = tuple(answered(number) for number in range(120))


def assert_set_aside(path, content):
    """The damaged file is kept byte for byte, a new one works, and the message names both."""
    with open_store(path, now=Clock()) as store:
        aside = beside(path, ".damaged-20260301T093000Z")
        assert "damaged" in store.notice
        assert str(aside) in store.notice
        assert "bptutor import" in store.notice
        assert aside.read_bytes() == content
        assert store.keeps
        store.append(answered(1))
    assert history(path)[-1] == answered(1)
    return store.notice


def foreign(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, body TEXT, checksum)")
    connection.commit()
    connection.close()
    return path.read_bytes()


def patched(content: bytes, at: int, new: bytes) -> bytes:
    return content[:at] + new + content[at + len(new) :]


DAMAGE = {
    "empty": lambda sound: b"",
    "text": lambda sound: b"my notes\n" * 100,
    "short": lambda sound: sound[:50],
    "half": lambda sound: sound[: len(sound) // 2],
    "last page lost": lambda sound: sound[:-4096],
    "last byte lost": lambda sound: sound[:-1],
    "zeros": lambda sound: bytes(len(sound)),
    "a zeroed page": lambda sound: patched(sound, 4096 * 2, bytes(4096)),
    "another application": lambda sound: patched(sound, 68, b"\0\0\0\1"),
    "version 0": lambda sound: patched(sound, 60, bytes(4)),
    "unknown file format": lambda sound: patched(sound, 18, b"\x09\x09"),
    "one answer changed": lambda sound: sound.replace(b'"item-77"', b'"item-78"'),
    "one score changed": lambda sound: sound.replace(b'"score":1.0', b'"score":0.1', 1),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_set_aside(tmp_path, damage):
    path = saved(tmp_path / "progress.db", MANY)
    content = DAMAGE[damage](path.read_bytes())
    path.write_bytes(content)
    assert_set_aside(path, content)


def test_the_file_of_another_program_is_set_aside(tmp_path):
    path = tmp_path / "progress.db"
    assert_set_aside(path, foreign(path))


def test_a_table_with_a_trigger_is_not_ours(tmp_path):
    path = saved(tmp_path / "progress.db")
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END")
    connection.commit()
    connection.close()
    assert "tables are not bptutor's" in assert_set_aside(path, path.read_bytes())


def test_a_folder_in_its_place_is_set_aside_with_its_contents(tmp_path):
    path = tmp_path / "progress.db"
    path.mkdir()
    (path / "thesis.txt").write_text("all of it")
    with open_store(path, now=Clock()) as store:
        assert "it is not a file" in store.notice
        store.append(answered(1))
    kept = tmp_path / "progress.db.damaged-20260301T093000Z" / "thesis.txt"
    assert kept.read_text() == "all of it"
    with open_store(path, now=Clock()) as store:
        store.erase()
    assert kept.read_text() == "all of it"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_its_place_does_not_hang(tmp_path, nothing_waits):
    path = tmp_path / "progress.db"
    os.mkfifo(path)
    with pytest.raises(StoreError, match="is not a file"):
        read_events(path)
    with open_store(path, now=Clock()) as store:
        assert "it is not a file" in store.notice
        assert store.keeps


def test_the_journal_of_a_damaged_file_is_not_played_into_the_new_one(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    path.write_bytes(b"text")
    beside(path, "-journal").write_bytes(b"an old journal")
    assert_set_aside(path, b"text")
    aside = beside(path, ".damaged-20260301T093000Z")
    assert beside(aside, "-journal").read_bytes() == b"an old journal"


def test_a_journal_without_its_file_is_not_played_into_a_new_one(tmp_path):
    path = tmp_path / "progress.db"
    beside(path, "-journal").write_bytes(b"an old journal")
    assert history(path) == ()
    assert not beside(path, "-journal").exists()


def test_two_damaged_files_in_one_second_are_both_kept(tmp_path):
    path = tmp_path / "progress.db"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        open_store(path, now=Clock()).close()
    kept = [name for name in names(tmp_path) if "damaged" in name]
    assert {(tmp_path / name).read_bytes() for name in kept} == {b"one", b"two", b"three"}


def test_the_last_backup_is_named_and_brings_the_answers_back(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    with open_store(path, now=Clock()) as store:
        backup = max(tmp_path.glob("*.backup-*"))
        store.append(answered(500))
    path.write_bytes(b"")
    with open_store(path, now=Clock()) as store:
        assert f"bptutor import '{backup}'" in store.notice
        store.append(answered(600))
        assert store.include(read_events(backup).events) == len(MANY)
        assert store.events() == (*MANY, answered(600))


def test_what_still_reads_of_a_damaged_file_can_be_imported(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    content = path.read_bytes()
    path.write_bytes(patched(content, 4096 * 4, bytes(4096)))
    found = read_events(path)
    assert not found.complete
    assert set(found.events) < set(MANY)
    assert len(found.events) > len(MANY) / 2
    assert found.events == tuple(event for event in MANY if event in set(found.events))


@pytest.mark.parametrize("seed", range(2))
def test_flipped_bytes_are_noticed_or_harmless(tmp_path, seed):
    """A few bytes at random on every page: the same history, or set aside as found."""
    sound = saved(tmp_path / "sound.db", MANY).read_bytes()
    chance = random.Random(seed)
    for page in range(len(sound) // 4096):
        folder = tmp_path / f"{page}"
        folder.mkdir()
        path = folder / "progress.db"
        content = bytearray(sound)
        for _ in range(chance.choice([1, 1, 8])):
            content[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        with open_store(path, now=Clock()) as store:
            aside = beside(path, ".damaged-20260301T093000Z")
            if store.keeps and not store.notice:
                assert store.events() == MANY
                store.append(answered(500))
            elif store.keeps:
                assert aside.read_bytes() == content
                assert store.events() == ()
            else:  # the version was hit, and says newer
                assert path.read_bytes() == content
                assert "newer bptutor" in store.notice


@pytest.mark.parametrize("version", [3, 7, 2**31 - 1])
def test_a_newer_file_is_refused_with_both_numbers_and_untouched(tmp_path, version):
    path = saved(tmp_path / "progress.db")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    content, before = path.read_bytes(), names(tmp_path)
    with open_store(path, now=Clock()) as store:
        assert f"it has version {version}, and this one knows versions up to 2" in store.notice
        assert "will not be saved" in store.notice
        assert not store.keeps
        store.append(answered(1))
        assert store.events() == (answered(1),)
    assert path.read_bytes() == content
    assert names(tmp_path) == before
    with pytest.raises(StoreError, match=f"it has version {version}"):
        read_events(path)


def test_damage_while_it_is_open_is_said_and_learning_goes_on(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    with open_store(path, now=Clock()) as store:
        path.write_bytes(b"x" * path.stat().st_size)
        with pytest.raises(StoreError, match="damaged"):
            store.append(answered(1))
        assert store.unsaved == 1


def test_what_cannot_be_read_any_more_is_said_in_words_for_the_learner(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    with open_store(path, now=Clock()) as store:
        path.write_bytes(b"x" * path.stat().st_size)
        with pytest.raises(StoreError, match="cannot be read: the progress file is damaged"):
            store.events()


def test_damage_that_a_quick_look_does_not_see_is_set_aside_on_a_day_with_a_backup(tmp_path):
    """Of a file that was backed up today only what a start needs is read."""
    path = saved(tmp_path / "progress.db", MANY)
    open_store(path, now=Clock()).close()
    assert any("backup" in name for name in names(tmp_path))
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'").fetchone()
    connection.close()
    content = patched(path.read_bytes(), 4096 * (root[0] - 1), bytes(4096))
    path.write_bytes(content)
    assert "bptutor import" in assert_set_aside(path, content)


def test_a_file_removed_while_it_is_open_is_said_and_not_called_saved(tmp_path):
    path = saved(tmp_path / "progress.db", MANY)
    with open_store(path, now=Clock()) as store:
        path.unlink()
        with pytest.raises(StoreError, match="moved or removed"):
            store.append(answered(1))


def test_the_application_id_is_ours(tmp_path):
    with open_store(tmp_path / "progress.db") as store:
        found = connection_of(store).execute("PRAGMA application_id").fetchone()
    assert found == (APPLICATION_ID,)


def test_what_stands_whole_in_a_damaged_file_is_brought_back_and_nothing_else(tmp_path):
    """``python -m tests.soak.salvage`` does it with 200 files and prints the figures."""
    events = tuple(answered(number) for number in range(66))
    path, there, back = saved(tmp_path / "progress.db", events), 0, 0
    for _, content in damaged_copies(path, 20):
        other = tmp_path / "other.db"
        other.write_bytes(content)
        there += whole_events(content, events)
        try:
            found = read_events(other)
        except StoreError:
            continue
        assert set(found.events) <= set(events), "an event that never was"
        assert len(found.events) == len(set(found.events))
        assert len(found.events) == len(events) or not found.complete
        back += len(found.events)
    assert back >= 0.98 * there > 500


def test_a_strangers_file_that_makes_up_rows_without_end_is_refused(tmp_path):
    """Reading it filled the memory."""
    path = tmp_path / "progress.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(ENDLESS)
    with pytest.raises(StoreError, match="no progress that can be read"):
        read_events(path)


def test_bytes_full_of_beginnings_of_events_are_read_in_time_that_grows_with_them(tmp_path):
    """Each was looked at to the end of the file: half a megabyte took four seconds."""
    file = tmp_path / "progress.json"
    file.write_bytes(b'{"event":"hinted","a":[' * 50_000)
    began = process_time()
    with pytest.raises(StoreError):
        read_events(file)
    assert process_time() - began < 3


def test_a_name_in_a_damaged_file_that_is_no_text_is_damage(tmp_path):
    """SQLite repeats it in its message, which Python then could not read."""
    path = saved(tmp_path / "progress.db", MANY)
    content = path.read_bytes().replace(b"CREATE TABLE event", b"CREATE TABLE \xcc\xffent")
    path.write_bytes(content)
    assert_set_aside(path, content)
    assert read_events(tmp_path / "progress.db.damaged-20260301T093000Z").events == MANY
