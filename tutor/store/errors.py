"""What can go wrong with the progress file, in words for the learner.

TutorError
└── StoreError        the progress file cannot be used
    ├── DamagedError   it is not what bptutor wrote
    ├── TooNewError    a newer bptutor wrote it
    └── NotSavedError  events are kept in memory only, for now
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tutor.core.errors import TutorError

NOT_KEPT = "not all that you did here could be kept: do not count on it"


class StoreError(TutorError):
    """The progress file cannot be used; the message says why and what to do."""


class DamagedError(StoreError):
    """The file is not what bptutor wrote; the message says what is wrong with it."""


class TooNewError(StoreError):
    """The file was written by a newer bptutor, and stays as it is."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{shown(path)} was written by a newer bptutor: it has version {found}, and this one "
            f"knows versions up to {known}. It was left as it is. Install the newer bptutor, or "
            "choose another folder with BPTUTOR_HOME."
        )
        self.found = found
        self.known = known


class NotSavedError(StoreError):
    """Events are kept in memory only; the next append tries to save them again.

    ``why`` is the reason, as the middle of a sentence.
    """

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why


def shown(path: Path) -> str:
    """A path as text that can be printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def reason(error: sqlite3.Error | OSError) -> str:
    """Why an operation failed, as the middle of a sentence."""
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return "the progress file was moved or removed while bptutor was running"
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return "the disk is full"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program is using the progress file"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return "the progress file or its folder cannot be written"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "the progress file is damaged"
        case sqlite3.SQLITE_IOERR:
            return "the disk reports an error or is full"
        case _:
            return str(error)


def is_damage(error: sqlite3.Error) -> bool:
    """True when SQLite says that the file itself is wrong, not the disk or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
