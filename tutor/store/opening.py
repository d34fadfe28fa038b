"""Open whatever is there, and go on learning when nothing can be saved.

no file            a new one
a sound file       used; upgraded after a backup if an older bptutor wrote it
a damaged file     set aside under a name with the date, never overwritten; a new one
a newer file       left as it is; nothing is saved
no place to write  nothing is saved; what can be read counts
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from tutor.store.connection import connect, transaction
from tutor.store.errors import DamagedError, StoreError, reason, shown
from tutor.store.files import (
    alone,
    back_up,
    backup_time,
    backups,
    beside,
    create,
    damaged,
    examine,
    move_sidecars,
    set_aside,
)
from tutor.store.reading import Found, read_events
from tutor.store.schema import MIGRATIONS, Migration, migrate
from tutor.store.store import Clock, Store, utc_now

UNSAVED = "Your progress will not be saved: "
BACKUP_AGE = timedelta(days=1)


def open_store(
    path: Path | None, *, now: Clock = utc_now, migrations: Sequence[Migration] = MIGRATIONS
) -> Store:
    """Open the progress file at ``path``; None stands for no place to keep one.

    Nothing that can go wrong with the file is raised: the store's ``notice`` says it in one
    message, and learning goes on in memory where it has to.
    """
    if path is None:
        why = "no home folder was found. Set BPTUTOR_HOME."
        return Store.in_memory(UNSAVED + why, now=now, missing=why)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _open(path, now, migrations)
    except StoreError as error:
        why = str(error)
    except (sqlite3.Error, OSError, ValueError) as error:
        said = str(error) if isinstance(error, ValueError) else reason(error)
        why = f"{said} ({shown(path)})."
    found = _readable(path)
    return Store.in_memory(UNSAVED + why, found.events, now, "" if found.complete else why)


def _open(path: Path, now: Clock, migrations: Sequence[Migration]) -> Store:
    notice = ""
    try:
        version = examine(path, migrations)
    except DamagedError:
        version = -1
    if version != len(migrations):
        with alone(path):
            notice = _put_right(path, now, migrations)
    connection = connect(path)
    try:
        _try_to_write(connection)
        store = Store(connection, path, notice, now)
        store.missing = notice or _set_aside(store, path)
    except BaseException:
        connection.close()
        raise
    _daily(store, path, now)
    return store


def _put_right(path: Path, now: Clock, migrations: Sequence[Migration]) -> str:
    """Create, upgrade or set aside, while no other program does; what to tell the learner."""
    notice = ""
    try:
        version = examine(path, migrations)
    except DamagedError as damage:
        aside = set_aside(path, now())
        notice = _damage_notice(path, aside, str(damage))
        version = 0
    if version == 0:
        stray = beside(path, f".damaged-{now():%Y%m%dT%H%M%SZ}-alone")
        move_sidecars(path, stray)
        create(path, migrations)
    elif version < len(migrations):
        _upgrade(path, now, migrations)
    return notice


def _set_aside(store: Store, path: Path) -> str:
    """Why an empty file is not all that there was: a damaged one that nobody brought back."""
    aside = [file for file in damaged(path) if not file.is_dir()]
    if not aside or store.events():
        return ""
    return f"a damaged progress file was set aside as {shown(aside[0])}. See bptutor doctor."


def _damage_notice(path: Path, aside: Path, why: str) -> str:
    kept = backups(path)
    saved = (
        f"bring back the last backup with: bptutor import '{shown(kept[-1])}'"
        if kept
        else (f"bring back what can still be read with: bptutor import '{shown(aside)}'")
    )
    return (
        f"Your progress file is damaged ({why}). It was set aside as {shown(aside)} and a new one "
        f"was started; {saved}"
    )


def _upgrade(path: Path, now: Clock, migrations: Sequence[Migration]) -> None:
    connection = connect(path)
    try:
        back_up(connection, path, now())
        with transaction(connection):
            migrate(connection, migrations)
    finally:
        connection.close()


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Find out now, not at the first answer, whether the file and its folder can be written."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _daily(store: Store, path: Path, now: Clock) -> None:
    """Back up and tidy once a day; a day without is no reason to trouble the learner."""
    with suppress(StoreError, OSError):
        times = [time for time in map(backup_time, backups(path)) if time]
        recent = any(abs(now() - time) < BACKUP_AGE for time in times)
        if not recent and store.events():
            store.backup()
            store.tidy()


def _readable(path: Path) -> Found:
    """The events of a file that cannot be written, as far as they can be read."""
    try:
        return read_events(path) if path.exists() else Found(())
    except (StoreError, OSError):
        return Found((), complete=False)
