"""The progress file and the files around it: is it sound, set it aside, back it up.

progress.db                      the progress
progress.db-journal              SQLite's, while it writes
progress.db.lock                 held while the file is created, upgraded or set aside
progress.db.new                  a new file until it is whole
progress.db.backup-DATE          the last few backups
progress.db.damaged-DATE         a damaged file, as it was found
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from tutor.files import sync_folder
from tutor.store.connection import connect, transaction
from tutor.store.errors import DamagedError, TooNewError, is_damage
from tutor.store.schema import (
    ALL,
    APPLICATION_ID,
    Migration,
    checksum,
    expected_shape,
    migrate,
    shape,
)

BACKUPS_KEPT = 5
SIDECARS = ("-journal", "-wal", "-shm")
MAGIC = b"SQLite format 3\0"


def beside(path: Path, ending: str) -> Path:
    """The file of this name with ``ending`` added."""
    return path.with_name(path.name + ending)


def examine(path: Path, migrations: Sequence[Migration], *, fully: bool = True) -> int:
    """The version of a sound file, 0 when there is none.

    ``fully`` reads all of it; otherwise only what tells what file it is.
    Raises DamagedError, TooNewError (having read the first bytes only), sqlite3.Error or OSError.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0
    if not stat.S_ISREG(status.st_mode):
        raise DamagedError("it is not a file")
    version = _header_version(path)
    if version > len(migrations):
        raise TooNewError(path, version, len(migrations))
    try:
        connection = connect(path, "rw")
        try:
            return _check(connection, migrations, fully=fully)
        finally:
            connection.close()
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedError("its contents make no sense") from error
        raise
    except UnicodeDecodeError as error:  # a message of SQLite's repeats a name that is no text
        raise DamagedError("its contents make no sense") from error


def _header_version(path: Path) -> int:
    """The version in the first bytes, without SQLite, which would write at the slightest excuse."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        raise DamagedError("it is empty")
    if len(header) < 100 or not header.startswith(MAGIC):
        raise DamagedError("it is not a progress file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise DamagedError("it belongs to another program")
    version = int.from_bytes(header[60:64], "big")
    if version == 0 or header[18] > 2:
        raise DamagedError("its first bytes make no sense")
    return version


def _check(connection: sqlite3.Connection, migrations: Sequence[Migration], *, fully: bool) -> int:
    """The version, once SQLite has undone a write that was cut short."""
    with transaction(connection):
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if not 1 <= version <= len(migrations):
            raise DamagedError("it changed while it was opened")
        if shape(connection) != expected_shape(migrations, version):
            raise DamagedError("its tables are not bptutor's")
        if fully and (problem := problem_of(connection)):
            raise DamagedError(problem)
    return version


def problem_of(connection: sqlite3.Connection) -> str:
    """What is wrong with the contents of a file, "" when nothing is.  Raises sqlite3.Error."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return "its contents make no sense"
    for number, body, check in connection.execute(ALL):
        if body is None or checksum(body) != check:
            return f"entry {number} was changed"
    return ""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Only one program at a time creates, upgrades or sets aside.  Raises sqlite3.Error.

    SQLite holds the lock, so it works on every system and ends with the program.
    """
    lock = connect(beside(path, ".lock"), "rwc")
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def create(path: Path, migrations: Sequence[Migration]) -> None:
    """Make an empty progress file, whole or not at all.  Raises sqlite3.Error or OSError."""
    new = beside(path, ".new")
    for old in unfinished(path):
        old.unlink(missing_ok=True)
    connection = connect(new, "rwc")
    try:
        with transaction(connection):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, migrations)
    finally:
        connection.close()
    new.replace(path)
    sync_folder(path.parent)


def set_aside(path: Path, now: datetime) -> Path:
    """Rename the file, with SQLite's files beside it, to a name with the date; that name."""
    aside = _free_name(path, "damaged", now)
    path.rename(aside)
    move_sidecars(path, aside)
    sync_folder(path.parent)
    return aside


def move_sidecars(path: Path, aside: Path) -> None:
    """Move a journal that would be played into the next file of this name."""
    for ending in SIDECARS:
        with suppress(FileNotFoundError):
            beside(path, ending).rename(beside(aside, ending))


def back_up(connection: sqlite3.Connection, path: Path, now: datetime) -> Path:
    """Copy the file as of now; keeps the newest few copies.  Raises sqlite3.Error or OSError."""
    new = beside(path, ".new")
    for old in unfinished(path):
        old.unlink(missing_ok=True)
    copy = connect(new, "rwc")
    try:
        connection.backup(copy, progress=_never_wait_for_ever)
    finally:
        copy.close()
    backup = _free_name(path, "backup", now)
    new.replace(backup)
    sync_folder(path.parent)
    for aged in backups(path)[:-BACKUPS_KEPT]:
        aged.unlink(missing_ok=True)
    return backup


def _never_wait_for_ever(status: int, _left: int, _pages: int) -> None:
    """Python's ``backup`` tries again for as long as the file is locked; one patience is enough."""
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error


def backup_time(backup: Path) -> datetime | None:
    """When a backup was made, by its name."""
    stamp = backup.name.rpartition(".backup-")[2][: len("20260301T093000Z")]
    with suppress(ValueError):  # fromisoformat: strptime imports three modules before it reads
        found = datetime.fromisoformat(stamp)
        return found if found.tzinfo else None
    return None


def backups(path: Path) -> list[Path]:
    """All backups, oldest first."""
    return _named(path, "backup")


def damaged(path: Path) -> list[Path]:
    """All files that were set aside, oldest first, with SQLite's files beside them."""
    return _named(path, "damaged")


def unfinished(path: Path) -> list[Path]:
    """A copy, with SQLite's files, that a program which was killed did not get to rename."""
    new = beside(path, ".new")
    return [file for ending in ("", *SIDECARS) if os.path.lexists(file := beside(new, ending))]


def _named(path: Path, word: str) -> list[Path]:
    start = f"{path.name}.{word}-"
    with suppress(OSError):
        return sorted(other for other in path.parent.iterdir() if other.name.startswith(start))
    return []


def stamp(now: datetime) -> str:
    """A time in a file's name, in UTC wherever the learner is."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _free_name(path: Path, word: str, now: datetime) -> Path:
    name = beside(path, f".{word}-{stamp(now)}")
    numbered = (beside(name, f"-{number}") for number in count(2))
    return next(free for free in chain([name], numbered) if not os.path.lexists(free))
