"""The tables of the progress file, its versions, and how to get from one to the next.

A row of ``event`` is an event: a line of JSON (``core/progress/codec.py``) and its CRC-32, because
SQLite notices damage to its own structure but not to what it stores.  ``summary`` and
``first_try`` are what the events add up to (``sums.py``); they follow from the events and may be
empty.  Types are checked by hand, since STRICT tables need SQLite 3.37 and some systems with
Python 3.11 still bring 3.34.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence

from tutor.core.errors import RecordError
from tutor.core.progress import Event, from_line

APPLICATION_ID = 0x62705475  # "bpTu"

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    (
        """CREATE TABLE event (
            number INTEGER PRIMARY KEY,
            body TEXT NOT NULL CHECK (typeof(body) = 'text'),
            checksum INTEGER NOT NULL CHECK (typeof(checksum) = 'integer')
        )""",
    ),
    (
        """CREATE TABLE summary (
            number INTEGER PRIMARY KEY CHECK (number = 1),
            body TEXT NOT NULL,
            checksum INTEGER NOT NULL
        )""",
        "CREATE TABLE first_try (question INTEGER PRIMARY KEY)",
    ),
)
"""Entry n (from 0) holds the statements that take a file from version n to version n + 1.

Add an entry for every change; never edit one that was published.
"""

ADD = """INSERT INTO event (body, checksum) SELECT :body, :checksum
         WHERE NOT EXISTS (SELECT 1 FROM event WHERE number > :seen AND body = :body)"""
"""Add an event, unless a row after number ``seen`` holds it: the disk may fail after the commit."""

ALL = "SELECT number, CAST(body AS BLOB), checksum FROM event ORDER BY number"


PLACES = """SELECT number, CAST(body AS BLOB), checksum FROM event
            WHERE body GLOB '{"event":"placed"*' ORDER BY number"""

RESETS = """SELECT number, CAST(body AS BLOB) FROM event
            WHERE number > ? AND body GLOB '{"event":"reset"*' ORDER BY number"""

AFTER = "SELECT number, CAST(body AS BLOB), checksum FROM event WHERE number > ? ORDER BY number"


def checksum(body: bytes) -> int:
    """CRC-32 of a stored line."""
    return zlib.crc32(body)


def read_row(body: bytes, check: int) -> Event:
    """The event of a row.  Raises RecordError when the row was changed."""
    if checksum(body) != check:
        raise RecordError("an entry was changed")
    return from_line(body.decode())


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Bring the file to the newest version, inside the transaction that the caller began."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for statements in migrations[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def shape(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Everything that the file declares: tables, indexes, and nothing that runs by itself."""
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def expected_shape(migrations: Sequence[Migration], version: int) -> list[tuple[object, ...]]:
    """The shape of a sound file of this version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, migrations[:version])
        return shape(connection)
    finally:
        connection.close()
