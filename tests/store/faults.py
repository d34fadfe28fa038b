"""Make the n-th thing that the store asks of SQLite or the system fail, for n = 1, 2, 3, …"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

CALLS = ("replace", "rename", "unlink", "mkdir", "stat", "open", "iterdir")


class Faults:
    """Counts statements and file operations and fails at number ``at`` (0: never).

    ``after`` fails once the statement was done, as a disk does that loses the acknowledgement;
    ``lasting`` fails at everything from there on, as a full disk does.
    """

    def __init__(self, monkeypatch, *, after: bool = False, lasting: bool = False) -> None:
        self.at = 0
        self.count = 0
        self.after = after
        self.lasting = lasting
        self.hit: list[str] = []
        real = sqlite3.connect
        faults = self

        class Connection(sqlite3.Connection):
            def execute(self, sql, *rest):
                return faults.around(sql, lambda: super(Connection, self).execute(sql, *rest))

            def executemany(self, sql, *rest):
                return faults.around(sql, lambda: super(Connection, self).executemany(sql, *rest))

            def backup(self, *rest, **more):
                return faults.around(
                    "backup", lambda: super(Connection, self).backup(*rest, **more)
                )

        def connect(name, **options):
            if name == ":memory:":  # no disk, no fault
                return real(name, **options)
            return faults.around("connect", lambda: real(name, factory=Connection, **options))

        monkeypatch.setattr("tutor.store.connection.sqlite3.connect", connect)
        for name in CALLS:
            monkeypatch.setattr(Path, name, self.wrapped(name, getattr(Path, name)))

    def arm(self, at: int) -> None:
        self.at, self.count, self.hit = at, 0, []

    def wrapped(self, name, function):
        def call(*arguments, **options):
            if self.due(name):
                raise OSError(errno.EIO, "Input/output error")
            return function(*arguments, **options)

        return call

    def around(self, what, action):
        if not self.due(what):
            return action()
        if what == "ROLLBACK" or (self.after and what != "connect"):
            action()  # a rollback ends the transaction even when it reports an error
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
        raise error

    def due(self, what: str) -> bool:
        self.count += 1
        now = self.at and (self.count >= self.at if self.lasting else self.count == self.at)
        if now:
            self.hit.append(what)
        return bool(now)
