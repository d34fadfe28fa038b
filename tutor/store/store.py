"""The store: append events, read them, import, back up, erase."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from tutor.clock import local_now
from tutor.core.errors import RecordError
from tutor.core.progress import (
    Event,
    LessonEvent,
    Progress,
    Reset,
    merge,
    summary,
    superseded_places,
    to_line,
)
from tutor.files import sync_folder
from tutor.store.connection import connect, transaction
from tutor.store.errors import NotSavedError, StoreError, reason
from tutor.store.files import alone, back_up, backups, damaged, problem_of, unfinished
from tutor.store.schema import ADD, ALL, MIGRATIONS, PLACES, checksum, migrate, read_row
from tutor.store.sums import Sums, carried_on

Clock = Callable[[], datetime]

NEVER = 2**62
"""A row number that no file reaches."""


class Store:
    """The learner's events.  ``path`` is None when they are kept in memory only.

    ``notice`` is one message for the learner about how the store was opened, "" when all is well;
    ``missing`` says why progress that there is, or was, is not among the events, "" when it is.
    Make one with ``open_store``, and close it or use it in a ``with`` statement.  Raises StoreError
    when the events cannot be read.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        notice: str = "",
        now: Clock = local_now,
        missing: str = "",
    ) -> None:
        self.path = path
        self.notice = notice
        self.missing = missing
        self._appended = 0
        self._connection = connection
        self._now = now
        self._waiting: list[Event] = []
        self._known: tuple[Event, ...] | None = None
        self._sums = Sums(connection)
        self._added: Progress | None = None
        self._since: list[Event] = []  # appended since it was added up
        self.progress()
        self._seen = self._last_number()

    @classmethod
    def in_memory(
        cls,
        notice: str,
        events: Iterable[Event] = (),
        now: Clock = local_now,
        missing: str = "",
    ) -> Store:
        """A store that forgets everything when the program ends."""
        connection = connect(None)
        with transaction(connection):
            migrate(connection, MIGRATIONS)
            connection.executemany(ADD, _rows(events, NEVER))
        return cls(connection, None, notice, now, missing)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def keeps(self) -> bool:
        """True when events go to a file."""
        return self.path is not None

    @property
    def unsaved(self) -> int:
        """Events that could not be written to the file so far."""
        return len(self._waiting)

    @property
    def unkept(self) -> int:
        """Events appended here that are on no disk."""
        return self.unsaved if self.keeps else self._appended

    def append(self, *events: Event) -> None:
        """Save events; they are on the disk when this returns (``keeps`` says if there is one).

        Raises NotSavedError when they could not be written.  They then count all the same until the
        program ends, and the next append tries to save them again.
        """
        failed_before = bool(self._waiting)
        self._waiting += events
        self._appended += len(events)
        self._since += events
        self._flush(after=self._seen if failed_before else NEVER)

    def _flush(self, after: int) -> None:
        """Save what waits, except what a row after number ``after`` holds already."""
        try:
            with transaction(self._connection):
                self._connection.executemany(ADD, _rows(self._waiting, after))
                last = self._last_number()
        except sqlite3.Error as error:
            raise NotSavedError(
                f"Not saved yet: {reason(error)}. You can go on; saving is tried again with your "
                "next answer.",
                reason(error),
            ) from error
        if self._known is not None:
            self._known += tuple(self._waiting)
        self._waiting.clear()
        self._seen = last

    def _last_number(self) -> int:
        return self._connection.execute("SELECT max(number) FROM event").fetchone()[0] or 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever stored."""
        return not (self._seen or self._waiting)

    def progress(self, now: datetime | None = None) -> Progress:
        """What all events add up to, as of ``now`` in the learner's zone (None: by the clock).

        When the file cannot be read any more, this program goes on from what it knew.  Raises
        StoreError when it never knew anything.
        """
        now = now or self._now()
        try:
            self._added = self._sums.progress(now, self._waiting)
        except (sqlite3.Error, RecordError) as error:
            if self._added is None:
                raise _unreadable(error) from error
            self._added = carried_on(self._added, self._since, now)
        self._since.clear()
        return self._added

    def lines(self) -> Iterator[str]:
        """All events in the order they were stored, as lines of JSON.  Raises StoreError."""
        try:
            for _, body, check in self._connection.execute(ALL):
                if checksum(body) != check:
                    raise RecordError("an entry was changed")
                yield body.decode()
        except (sqlite3.Error, RecordError) as error:
            raise _unreadable(error) from error
        yield from map(to_line, self._waiting)

    def events(self, lesson: str | None = None) -> tuple[Event, ...]:
        """All events in the order they were appended, or those of one lesson.

        The resets of all lessons belong to every lesson.  When the file cannot be read any more,
        these are the events that this program knows of.  Raises StoreError when it never knew any.
        """
        try:
            self._known = tuple(event for _, event in self._stored())
        except StoreError:
            if self._known is None:
                raise
        events = (*self._known, *self._waiting)
        if lesson is None:
            return events
        return tuple(
            event
            for event in events
            if isinstance(event, LessonEvent)
            and (event.lesson == lesson or (isinstance(event, Reset) and not event.lesson))
        )

    def _stored(self) -> list[tuple[int, Event]]:
        try:
            rows = self._connection.execute(ALL).fetchall()
            return [(number, read_row(body, check)) for number, body, check in rows]
        except (sqlite3.Error, RecordError) as error:
            raise _unreadable(error) from error

    def reset(self, lesson: str) -> None:
        """Start a lesson afresh; its answers stay in the file but no longer count.

        Raises StoreError when that could not be kept; it is not tried again.
        """
        event = Reset(self._now(), lesson)
        try:
            self.append(event)
        except NotSavedError as error:
            self._waiting.remove(event)
            raise StoreError(f"Nothing was reset: {error.why}.") from error
        if not self.keeps:
            raise StoreError("Nothing was reset: there is no place to write.")

    def include(self, events: Iterable[Event]) -> int:
        """Import events: all those that are not there yet, each in its place; how many.

        Raises StoreError; then nothing is imported.
        """
        try:
            self._flush(self._seen)
            with transaction(self._connection):
                ours = tuple(event for _, event in self._stored())
                merged = merge(ours, events)
                self._sums.forget()
                self._connection.execute("DELETE FROM event")
                self._connection.executemany(ADD, _rows(merged, NEVER))
        except NotSavedError as error:
            raise StoreError(f"Nothing was imported: {error.why}.") from error
        except sqlite3.Error as error:
            raise StoreError(f"Nothing was imported: {reason(error)}.") from error
        self._known, self._seen = merged, len(merged)
        return len(merged) - len(ours)

    def damage(self) -> str:
        """What is wrong with the file, "" when all of it is sound.  Raises StoreError."""
        try:
            with transaction(self._connection):
                return problem_of(self._connection)
        except sqlite3.Error as error:
            raise _unreadable(error) from error

    def sum_is_true(self, now: datetime) -> bool:
        """Whether what was kept of the sum of the events is their sum.  Raises StoreError."""
        return self.progress(now) == summary(self.events(), now)

    def forget_sum(self) -> None:
        """Add the events up anew.  Raises sqlite3.Error."""
        with transaction(self._connection):
            self._sums.forget()

    def tidy(self) -> int:
        """Remove places that a later place in the same lesson made useless; how many."""
        try:
            with transaction(self._connection):
                rows = self._connection.execute(PLACES).fetchall()
                stored = [(number, read_row(body, check)) for number, body, check in rows]
                useless = superseded_places([event for _, event in stored])
                self._connection.executemany(
                    "DELETE FROM event WHERE number = ?", [(stored[i][0],) for i in useless]
                )
        except RecordError as error:
            raise _unreadable(error) from error
        except sqlite3.Error as error:
            raise StoreError(f"The progress file could not be tidied: {reason(error)}.") from error
        return len(useless)

    def backup(self) -> Path | None:
        """Copy the file beside itself and keep the newest few copies; the copy's name.

        None when events are kept in memory.  Raises StoreError.
        """
        if self.path is None:
            return None
        try:
            with alone(self.path):
                return back_up(self._connection, self.path, self._now())
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"No backup could be made: {reason(error)}.") from error

    def erase(self) -> tuple[Path, ...]:
        """Remove all events and every file beside them for good; the files that were removed.

        The rows are overwritten and the file is rewritten; a folder that stood in the file's place
        is left.  Raises StoreError.
        """
        removed: list[Path] = []
        if not self.keeps:
            raise StoreError("Nothing was erased: the progress file cannot be written.")
        self._waiting.clear()
        try:
            with transaction(self._connection):
                self._sums.forget()
                self._connection.execute("DELETE FROM event")
            self._connection.execute("VACUUM")
            self._seen, self._known = 0, ()
            if self.path is not None:
                for old in (*backups(self.path), *damaged(self.path), *unfinished(self.path)):
                    if not old.is_dir():
                        old.unlink(missing_ok=True)
                        removed.append(old)
                sync_folder(self.path.parent)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"Not everything could be erased: {reason(error)}.") from error
        return tuple(removed)

    def close(self) -> None:
        """Try once more to save what is not saved, and close the file."""
        with suppress(NotSavedError):  # it was said when it happened
            if self._waiting:
                self._flush(self._seen)
        with suppress(sqlite3.Error, RecordError):  # the sum follows from the events
            if self.keeps:
                self._sums.progress(self._now())
                self._sums.keep()
        self._connection.close()


def _unreadable(error: sqlite3.Error | RecordError) -> StoreError:
    why = reason(error) if isinstance(error, sqlite3.Error) else str(error)
    return StoreError(f"Your progress cannot be read: {why}.")


def _rows(events: Iterable[Event], seen: int) -> list[dict[str, str | int]]:
    lines = [to_line(event) for event in events]
    return [{"body": x, "checksum": checksum(x.encode()), "seen": seen} for x in lines]
