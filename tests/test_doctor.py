"""``bptutor doctor`` says what there is, and mends what can be mended, after a backup."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.core.events import ONE_OF_EACH, answered
from tests.store.helpers import saved
from tutor.cli import main
from tutor.core.progress import odd_events
from tutor.store import open_store
from tutor.store.doctor import in_bytes

LESSON = "note-1.3-linear-regression"
MINE = tuple(replace(answered(n, LESSON), skills=("local-gradient",)) for n in range(80))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def path(home: Path) -> Path:
    return saved(home / "progress.db", MINE)


def doctor(*words: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(main, ["doctor", *words], input=stdin, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def kept(path: Path) -> set[object]:
    with open_store(path) as store:
        return set(store.events())


def test_where_all_is_well_it_says_so(path: Path) -> None:
    before = path.stat().st_size
    result = doctor()
    assert result.exit_code == 0
    said = re.search(rf"{re.escape(str(path))}: 80 events, (\d+) kB\.", result.stdout)
    assert said
    assert round(before / 1000) <= int(said[1]) <= round(path.stat().st_size / 1000)
    assert "every entry has its checksum" in result.stdout
    assert "1 backup, the newest of " in result.stdout
    assert result.stdout.endswith("All is well.\n")
    assert "!" not in result.stdout


def test_a_damaged_file_is_brought_back_without_what_was_lost(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"item-77"', b'"item-7x"'))
    result = doctor("--yes")
    assert result.exit_code == 0, result.output
    assert "was set aside" in result.stderr
    assert "has 79 events that your progress lacks" in result.stdout
    assert kept(path) == set(MINE) - {MINE[77]}
    again = doctor()
    assert again.exit_code == 0
    assert "Your progress has all that can be read of" in again.stdout


def test_what_a_backup_has_and_progress_lacks_is_brought_back_once(path: Path) -> None:
    with open_store(path) as store:
        store.append(answered(200))
    for _ in range(2):
        path.write_bytes(b"nothing is left")
        assert doctor("--yes").exit_code == 0
        assert kept(path) == set(MINE)
        assert doctor("--yes").stdout.endswith("All is well.\n")


def test_the_size_of_the_file_is_said(path: Path) -> None:
    with open_store(path) as store:
        store.append(*(replace(answered(100 + n), response=("8" * 100_000,)) for n in range(30)))
    said = doctor().stdout
    assert f"110 events, {path.stat().st_size / 1e6:.1f} MB" in said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (499, "0 kB"),
        (64_501, "65 kB"),
        (999_400, "999 kB"),
        (10**6, "1.0 MB"),
        (1_050_100, "1.1 MB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_suits_it(size: int, said: str) -> None:
    assert in_bytes(size) == said


def test_an_answer_of_this_very_moment_is_of_no_time_to_come() -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    mine = replace(MINE[0], at=now)
    assert list(odd_events([mine], now, {LESSON})) == []
    later = now + timedelta(seconds=1)
    assert len(list(odd_events([mine, replace(mine, at=later)], now, {LESSON}))) == 1


def test_a_backup_that_cannot_be_read_is_named_and_is_not_well(path: Path) -> None:
    with open_store(path) as store:
        backup = store.backup()
    assert backup is not None
    backup.write_bytes(b"nothing of it is left")
    result = doctor("--yes")
    assert result.exit_code == 1
    assert f"{backup}, a backup, cannot be read" in result.stdout


def test_nothing_is_changed_unless_it_is_agreed_to(path: Path) -> None:
    doctor()
    left = path.with_name("progress.db.new")
    left.write_bytes(b"half a copy")
    for answer in ("n\n", "", "\n"):
        result = doctor(stdin=answer)
        assert result.exit_code == 1
        assert "nothing was changed" in result.stderr
        assert left.exists()
    result = doctor(stdin="y\n")
    assert result.exit_code == 0
    assert result.stdout.index("A backup was made") < result.stdout.index("Done: remove it")
    assert not left.exists()


def test_a_sum_that_is_not_that_of_the_events_is_made_anew(path: Path) -> None:
    with open_store(path) as store:
        progress = store.progress()
    other = sqlite3.connect(path)
    body = other.execute("SELECT body FROM summary").fetchone()[0]
    body = body.replace('"tries":80', '"tries":8000')
    from tutor.store.schema import checksum

    other.execute("UPDATE summary SET body = ?, checksum = ?", (body, checksum(body.encode())))
    other.commit()
    other.close()
    result = doctor("--yes")
    assert "The sums that are kept beside the events are not theirs" in result.stdout
    assert result.exit_code == 0
    with open_store(path) as store:
        assert store.progress() == progress


def test_odd_events_are_named_and_are_no_harm(home: Path) -> None:
    far = replace(answered(1, "my-own-lesson"), at=datetime.now(UTC) + timedelta(days=900))
    saved(home / "progress.db", (*ONE_OF_EACH, far))
    result = doctor()
    assert result.exit_code == 0
    assert "1 event of a time that has not come" in result.stdout
    assert "3 lessons that this bptutor does not bring" in result.stdout
    assert "fan-out, linreg, my-own-lesson" in result.stdout
    assert "2 skills that this bptutor does not bring" in result.stdout


def test_a_file_of_a_newer_version_is_not_called_well(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 9")
    other.close()
    result = doctor("--yes")
    assert result.exit_code == 1
    assert "newer bptutor" in result.stderr
    assert "well" not in result.stdout


def test_who_has_not_begun_is_well() -> None:
    assert doctor().exit_code == 0
