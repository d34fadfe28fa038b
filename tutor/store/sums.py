"""What the events add up to, without reading them all: kept in the file beside them.

The sum is that of the events up to some number; what was stored since is added when it is asked
for.  It follows from the events, so it may be missing, of other rules, or of a learner who has
travelled: then it is made anew from all of them, a few thousand at a time.  It is written when the
program ends, never with an answer: an answer is as safe, and as fast, as without it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from tutor.core.errors import RecordError
from tutor.core.progress import (
    SUMS,
    Event,
    LessonEvent,
    Progress,
    Reset,
    add_up,
    events_that_count,
    from_line,
    held,
    totals_from_text,
    totals_to_text,
    zone_of,
)
from tutor.store.connection import transaction
from tutor.store.schema import AFTER, RESETS, checksum, read_row

AT_ONCE = 2_000
"""Events that are added up together when all of them are."""
WORTH_WRITING = 50
"""Events after which the sum is written when the program ends; fewer are added up as fast."""


class Basis(NamedTuple):
    """What a sum is of: the rules, the zone, the last event, and the times that it was made by.

    It holds for a time ``now`` with ``latest`` ≤ now < ``future``: no event that it takes for true
    is later, and none whose time it did not believe has come.
    """

    rules: int
    zone: str
    number: int
    latest: str
    future: str

    def holds(self, now: datetime) -> bool:
        """Whether the sum is still that of its events."""
        if (self.rules, self.zone) != (SUMS, str(zone_of(now))):
            return False
        latest, future = self.latest, self.future
        return not (
            (latest and datetime.fromisoformat(latest) > now)
            or (future and datetime.fromisoformat(future) <= now)
        )


class Sums:
    """The sum of the events behind a connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._begin_anew()
        self._seen_version: int | None = None
        self._written = 0

    def _begin_anew(self) -> None:
        """Nothing is added up yet; what the file keeps is not taken."""
        self._sum = Progress()
        self._number = 0  # the last event that the sum is of
        self._read = 0  # the last event that was read
        self._latest: datetime | None = None
        self._future: datetime | None = None
        self._zone = ""
        self._after: list[tuple[int, Event]] = []  # events behind it, not to be believed yet
        self._tried: set[int] = set()  # questions tried first since the sum was written
        self._from_start = True

    def progress(self, now: datetime, waiting: Sequence[Event] = ()) -> Progress:
        """The sum of all that is stored, then of ``waiting``, as of ``now`` in its zone.

        Raises sqlite3.Error or RecordError.
        """
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen_version:
            self._begin_anew()
            self._take_kept(now)
            self._seen_version = version
        elif not self._basis().holds(now):
            self._begin_anew()
        self._zone = str(zone_of(now))
        resets = self._resets()
        if resets is None:
            self._begin_anew()
            self._zone = str(zone_of(now))
            resets = self._resets() or {}
        self._read_on(now, resets)
        rest = [event for _, event in self._after] + list(waiting)
        if not rest:
            return self._sum
        if any(isinstance(event, Reset) for event in waiting):
            stored = (event for _, event in self._rows(0))
            counted = held(events_that_count((*stored, *waiting)), now)
            return add_up(Progress(), counted, zone_of(now), lambda _key: False)[0]
        counted = held(events_that_count(rest), now, self._latest)
        return add_up(self._sum, counted, zone_of(now), self._is_tried)[0]

    def _basis(self) -> Basis:
        latest, future = (at.isoformat() if at else "" for at in (self._latest, self._future))
        return Basis(SUMS, self._zone, self._number, latest, future)

    def _take_kept(self, now: datetime) -> None:
        """Go on from the sum in the file, if there is one that still holds."""
        row = self._connection.execute(
            "SELECT CAST(body AS BLOB), checksum FROM summary"
        ).fetchone()
        if row is None or checksum(row[0]) != row[1]:
            return
        with suppress(RecordError, ValueError, TypeError):
            head, _, body = row[0].decode().partition("\n")
            basis = Basis(*json.loads(head))
            if not basis.holds(now):
                return
            self._sum = totals_from_text(body)
            self._number = self._read = self._written = basis.number
            self._latest, self._future = (
                datetime.fromisoformat(at) if at else None for at in (basis.latest, basis.future)
            )
            self._from_start = False

    def _resets(self) -> dict[str, int] | None:
        """The last reset behind the sum of each lesson ("" for all); None if it is of the sum."""
        found: dict[str, int] = {}
        for number, body in self._connection.execute(RESETS, (self._number,)):
            event = from_line(body.decode())
            if isinstance(event, Reset):
                found[event.lesson] = number
        lessons = self._sum.lessons
        if any(lesson in lessons or (not lesson and lessons) for lesson in found):
            return None
        return found

    def _rows(self, after: int) -> Iterator[tuple[int, Event]]:
        for number, body, check in self._connection.execute(AFTER, (after,)):
            yield number, read_row(body, check)

    def _read_on(self, now: datetime, resets: dict[str, int]) -> None:
        """Add what was stored since: all up to the last event whose time may be true."""
        everything = resets.get("", 0)

        def counts(number: int, event: Event) -> bool:
            if not isinstance(event, LessonEvent):
                return True
            hidden = max(everything, resets.get(event.lesson, 0))
            return number > hidden and not isinstance(event, Reset)

        self._after = [row for row in self._after if counts(*row)]
        for number, event in self._rows(self._read):
            self._read = number
            if counts(number, event):
                self._after.append((number, event))
            if len(self._after) >= AT_ONCE and event.at <= now:
                self._settle(now)
        self._settle(now)

    def _settle(self, now: datetime) -> None:
        """Move events into the sum; those behind the last believable one may still change."""
        sure = len(self._after)
        while sure and self._after[sure - 1][1].at > now:
            sure -= 1
        events = [event for _, event in self._after[:sure]]
        if events:
            self._sum, tried = add_up(self._sum, held(events, now), zone_of(now), self._is_tried)
            self._tried |= tried
            del self._after[:sure]
        for event in events:
            if event.at <= now:
                self._latest = max(self._latest or event.at, event.at)
            else:
                self._future = min(self._future or event.at, event.at)
        self._number = self._after[0][0] - 1 if self._after else self._read

    def _is_tried(self, key: int) -> bool:
        if key in self._tried:
            return True
        if self._from_start:
            return False
        row = self._connection.execute("SELECT 1 FROM first_try WHERE question = ?", (key,))
        return row.fetchone() is not None

    def keep(self) -> None:
        """Write the sum beside its events, when that is worth it.  Raises sqlite3.Error."""
        if self._number - self._written < WORTH_WRITING and not (
            self._from_start and self._number >= WORTH_WRITING
        ):
            return
        with transaction(self._connection):
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._seen_version:
                return
            if self._from_start:
                self._connection.execute("DELETE FROM first_try")
            self._connection.executemany(
                "INSERT OR IGNORE INTO first_try VALUES (?)", [(key,) for key in self._tried]
            )
            body = json.dumps(self._basis()) + "\n" + totals_to_text(self._sum)
            self._connection.execute(
                "INSERT OR REPLACE INTO summary VALUES (1, ?, ?)", (body, checksum(body.encode()))
            )
        self._tried.clear()
        self._from_start = False
        self._written = self._number

    def forget(self) -> None:
        """Erase the sum, inside a transaction that changes events.  Raises sqlite3.Error."""
        self._connection.execute("DELETE FROM summary")
        self._connection.execute("DELETE FROM first_try")
        self._begin_anew()
        self._written = 0


def carried_on(before: Progress, events: Sequence[Event], now: datetime) -> Progress:
    """``before`` with these events, where no more is known of what came before it."""
    reset = {event.lesson for event in events if isinstance(event, Reset)}
    kept = {name: one for name, one in before.lessons.items() if not ("" in reset or name in reset)}
    counted = held(events_that_count(events), now)
    known = before._replace(lessons=kept)
    return add_up(known, counted, zone_of(now), lambda _key: False)[0]
