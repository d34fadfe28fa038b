"""Events of an export, a backup, or as much as can be saved of a damaged file.

Nothing is written: a progress file is copied, with its journal, and the copy is read.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tutor.core.errors import RecordError
from tutor.core.progress import Event, import_document, import_lines, merge
from tutor.store.connection import connect, transaction
from tutor.store.errors import StoreError, TooNewError, reason, shown
from tutor.store.files import MAGIC, SIDECARS, beside
from tutor.store.salvage import count_starts, scan
from tutor.store.schema import APPLICATION_ID, MIGRATIONS, migrate, read_row

LARGEST = 256 * 1024 * 1024
"""Bytes; a lifetime of learning is far less."""
WHOLE = 4 * 1024 * 1024
"""Bytes of an export that is read at once, however it is laid out: JSON takes 30 times as many."""
MANY = 25_000
"""Events that are read in a second; of more, whoever imports them is asked before that, too."""

AT_ONCE = 10_000
"""Steps of SQLite between two looks at how many there were."""

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What comes of a damaged file; messages of SQLite repeat names in it that are no text."""


class Found(NamedTuple):
    """The events of a file, and whether some could not be read."""

    events: tuple[Event, ...]
    complete: bool = True


def read_events(path: Path) -> Found:
    """Read an exported or a progress file.  Raises StoreError that names the file."""
    try:
        if _start(path) == MAGIC:
            return _read_database(path)
        return _read_export(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{shown(path)} cannot be read: {reason(error)}.") from error


def count_events(path: Path) -> int:
    """About how many events a file has.  Raises StoreError that names the file."""
    try:
        _start(path)
        with path.open("rb") as file:
            return sum(count_starts(part) for part in iter(partial(file.read, WHOLE), b""))
    except OSError as error:
        raise StoreError(f"{shown(path)} cannot be read: {reason(error)}.") from error


def _read_export(path: Path) -> Found:
    """The events of an export; of what is neither that nor a database, those in its bytes."""
    if path.stat().st_size > WHOLE:
        return _read_lines(path)
    data = path.read_bytes()
    try:
        return Found(import_document(data.decode("utf-8")))
    except (UnicodeDecodeError, RecordError) as error:
        events = tuple(dict.fromkeys(scan(data)))
        if events:
            return Found(events, complete=False)
        if isinstance(error, RecordError):
            raise StoreError(f"{shown(path)}, {error}.") from error
        raise StoreError(f"{shown(path)} is neither an export nor a progress file.") from error


def _read_lines(path: Path) -> Found:
    """The events of a large export, which has one in each line."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return Found(tuple(import_lines(iter(partial(file.readline, WHOLE), ""))))
    except (UnicodeDecodeError, RecordError) as error:
        what = str(error) if isinstance(error, RecordError) else "this is not UTF-8"
        raise StoreError(
            f"{shown(path)}, {what}. Of more than {WHOLE >> 20} MB only an export is read whose "
            "lines are as bptutor wrote them."
        ) from error


def _start(path: Path) -> bytes:
    """The first bytes of a regular file of a sensible size; a pipe is not waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise StoreError(f"{shown(path)} is not a file.")
        if status.st_size > LARGEST:
            raise StoreError(f"{shown(path)} is larger than {LARGEST >> 20} MB.")
        return file.read(len(MAGIC))


def _read_database(path: Path) -> Found:
    with TemporaryDirectory(prefix="bptutor-") as folder:
        copy = Path(folder, "copy.db")
        for ending in ("", *SIDECARS):
            with suppress(FileNotFoundError):
                shutil.copyfile(beside(path, ending), beside(copy, ending))
        data = copy.read_bytes()
        version = int.from_bytes(data[60:64], "big")
        if version > len(MIGRATIONS) and int.from_bytes(data[68:72], "big") == APPLICATION_ID:
            raise TooNewError(path, version, len(MIGRATIONS))
        found = _rows_of(copy)
        if not found.complete or count_starts(data) > len(found.events):
            found = Found(merge(found.events, scan(data)), complete=False)
        if not (found.events or found.complete):
            raise StoreError(f"{shown(path)} holds no progress that can be read.")
        return found


def _rows_of(copy: Path) -> Found:
    """What SQLite still reads."""
    try:
        connection = connect(copy)
    except UNREADABLE:
        return Found((), complete=False)
    # Rows that lead to themselves, or that a stranger's view makes up, have no end.
    steps = copy.stat().st_size // 2 + 1_000_000
    turns = iter(range(steps // AT_ONCE))
    connection.set_progress_handler(lambda: next(turns, None) is None, AT_ONCE)
    try:
        with suppress(*UNREADABLE), transaction(connection):
            migrate(connection, MIGRATIONS)
        found = _rescue(connection)
        return found if _is_sound(connection) else found._replace(complete=False)
    finally:
        connection.close()


def _is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite says so, too: pages that changed places may read well, and too few."""
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except UNREADABLE:
        return False


def _rescue(connection: sqlite3.Connection) -> Found:
    """Every row that still reads and has its checksum, looked for from both ends."""
    found: dict[int, Event] = {}
    complete = True
    for order in ("ASC", "DESC"):
        try:
            rows = connection.execute(
                f"SELECT number, CAST(body AS BLOB), checksum FROM event ORDER BY number {order}"  # noqa: S608 - one of two words
            )
            for number, body, check in rows:
                try:
                    found[number] = read_row(body, check)
                except (RecordError, TypeError):
                    complete = False
        except UNREADABLE:
            complete = False
    return Found(tuple(found[number] for number in sorted(found)), complete)
