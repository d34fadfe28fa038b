"""How the progress file is opened.

The journal is SQLite's rollback journal, not the write-ahead log: an answer is one small write, so
the log's speed is worth nothing here, while the rollback journal works on network home folders,
leaves one file when nothing is being written, and that file can be copied.  ``synchronous=EXTRA``
syncs the folder as well, so a commit is on the disk when it returns.  Every transaction is
``BEGIN IMMEDIATE``: one that starts by reading and then wants to write fails at once when another
program wrote in between, however long it is told to wait.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

PATIENCE = 5.0
"""Seconds to wait for another program."""

Mode = Literal["ro", "rw", "rwc"]

SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA temp_store = MEMORY",
)


def connect(path: Path | None, mode: Mode = "rw", patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the file (None: a database in memory).  Raises sqlite3.Error.

    ``rw`` and ``ro`` never create a file.
    """
    name = f"{path.absolute().as_uri()}?mode={mode}" if path else ":memory:"
    connection = sqlite3.connect(name, uri=path is not None, timeout=patience, isolation_level=None)
    try:
        for setting in SETTINGS:
            connection.execute(setting)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing.  Raises sqlite3.Error."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise
