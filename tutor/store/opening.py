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
from datetime import datetime, timedelta
from pathlib import Path

from tutor.clock import local_now
from tutor.store.connection import connect, transaction
from tutor.store.errors import DamagedError, StoreError, is_damage, reason, shown
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
    stamp,
)
from tutor.store.reading import Found, read_events
from tutor.store.schema import MIGRATIONS, Migration, migrate
from tutor.store.store import Clock, Store

UNSAVED = "Your progress will not be saved: "
BACKUP_AGE = timedelta(days=1)


def open_store(
    path: Path | None, *, now: Clock = local_now, migrations: Sequence[Migration] = MIGRATIONS
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
    """The store of this file.

    All of it is read before the backup of the day, so that no backup is one of a damaged file, and
    whenever something in it is seen to be wrong; otherwise as little as a start needs.
    """
    recent = _is_backed_up(path, now())
    if recent:
        try:
            if examine(path, migrations, fully=False) == len(migrations):
                return _opened(path, "", now)
        except StoreError:
            pass
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
    notice = ""
    try:
        version = examine(path, migrations)
    except DamagedError:
        version = -1
    if version != len(migrations):
        with alone(path):
            notice = _put_right(path, now, migrations)
    store = _opened(path, notice, now)
    if not recent and not store.is_empty:
        with suppress(StoreError):  # a day without is no reason to trouble the learner
            store.backup()
            store.tidy()
    return store


def _opened(path: Path, notice: str, now: Clock) -> Store:
    connection = connect(path)
    try:
        _try_to_write(connection)
        store = Store(connection, path, notice, now)
        store.missing = notice or _set_aside(store, path)
    except BaseException:
        connection.close()
        raise
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
        stray = beside(path, f".damaged-{stamp(now())}-alone")
        move_sidecars(path, stray)
        create(path, migrations)
    elif version < len(migrations):
        _upgrade(path, now, migrations)
    return notice


def _set_aside(store: Store, path: Path) -> str:
    """Why an empty file is not all that there was: a damaged one that nobody brought back."""
    aside = [file for file in damaged(path) if not file.is_dir()]
    if not aside or not store.is_empty:
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


def _is_backed_up(path: Path, now: datetime) -> bool:
    """Whether there is a backup of the day."""
    times = [time for time in map(backup_time, backups(path)) if time]
    return any(abs(now - time) < BACKUP_AGE for time in times)


def _readable(path: Path) -> Found:
    """The events of a file that cannot be written, as far as they can be read."""
    try:
        return read_events(path) if path.exists() else Found(())
    except (StoreError, OSError):
        return Found((), complete=False)
