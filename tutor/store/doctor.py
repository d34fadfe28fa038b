"""Look at everything that is kept, say what is there, and mend what can be mended.

A finding that can be mended comes with the function that does it; whoever calls it makes a backup
first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tutor.core.progress import Finding, Placed, lost_events, odd_events
from tutor.core.text import plural
from tutor.store.errors import StoreError, reason, shown
from tutor.store.files import SIDECARS, backup_time, backups, damaged, unfinished
from tutor.store.reading import read_events
from tutor.store.store import Store

Mend = Callable[[], None]


class Examined(NamedTuple):
    """A finding, and what mends it."""

    finding: Finding
    mend: Mend | None = None


def examined(store: Store, now: datetime, lessons: Collection[str]) -> Iterator[Examined]:
    """Everything that is found about a store that keeps; ``lessons`` are the ids at hand.

    Raises StoreError when its events cannot be read, which a store that opened this day would be
    surprised by.
    """
    path = store.path
    if path is None:
        raise StoreError(store.notice or "There is no progress file.")
    events = store.events()
    size = in_bytes(path.stat().st_size)
    yield Examined(Finding(f"{shown(path)}: {plural(len(events), 'event')}, {size}."))
    yield from _structure(store)
    yield from _sum(store, now)
    yield from map(Examined, odd_events(events, now, lessons))
    yield from _copies(store, path)
    yield from _leftovers(path)


def in_bytes(size: int) -> str:
    """The size of a file in kB, of a large one in MB."""
    return f"{size / 1e3:.0f} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"


def _structure(store: Store) -> Iterator[Examined]:
    problem = store.damage()
    if problem:
        said = f"The file is damaged ({problem}). Start bptutor again: it is then set aside."
        yield Examined(Finding(said, is_wrong=True))
    else:
        yield Examined(Finding("The file is sound, and every entry has its checksum."))


def _sum(store: Store, now: datetime) -> Iterator[Examined]:
    if not store.sum_is_true(now):
        said = "The sums that are kept beside the events are not theirs."
        yield Examined(Finding(said, "add the events up anew", is_wrong=True), store.forget_sum)


def _copies(store: Store, path: Path) -> Iterator[Examined]:
    """The newest backup, and what any of them or a damaged file has that progress lacks."""
    kept = backups(path)
    times = [time for time in map(backup_time, kept) if time]
    if times:
        said = f"{plural(len(kept), 'backup')}, the newest of {max(times):%d %B %Y}."
        yield Examined(Finding(said))
    else:
        yield Examined(Finding("There is no backup yet: one is made every day that you learn."))
    aside = [one for one in damaged(path) if not one.is_dir() and not one.name.endswith(SIDECARS)]
    for copy in (*kept, *aside):
        yield _lacking(store, copy, is_damaged=copy in aside)


def _lacking(store: Store, copy: Path, *, is_damaged: bool) -> Examined:
    try:
        found = read_events(copy)
    except StoreError:
        if not is_damaged:
            return Examined(Finding(f"{shown(copy)}, a backup, cannot be read.", is_wrong=True))
        said = f"{shown(copy)} was damaged, and nothing can be read of it; you may delete it."
        return Examined(Finding(said))
    lost = lost_events(store.events(), found.events)
    if not lost:
        said = f"Your progress has all that can be read of {shown(copy)}."
        return Examined(Finding(said))

    def bring_back() -> None:
        places = {event.lesson for event in store.events() if isinstance(event, Placed)}
        store.include(
            event
            for event in found.events
            if not (isinstance(event, Placed) and event.lesson in places)
        )
        store.tidy()

    said = f"{shown(copy)} has {plural(len(lost), 'event')} that your progress lacks."
    return Examined(Finding(said, "bring them back", is_wrong=True), bring_back)


def _leftovers(path: Path) -> Iterator[Examined]:
    for file in unfinished(path):

        def remove(file: Path = file) -> None:
            file.unlink(missing_ok=True)

        said = f"{shown(file)} was left by a program that was ended while it made a copy."
        yield Examined(Finding(said, "remove it", is_wrong=True), remove)


def mend(found: Examined) -> None:
    """Mend what was found.  Raises StoreError."""
    if found.mend is None:
        return
    try:
        found.mend()
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"It could not be mended: {reason(error)}.") from error
