"""Sessions that lose power, and what must be there afterwards of what they had said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.core.events import answered
from tests.store.helpers import Clock, saved
from tests.store.power import power_cuts
from tutor.core.errors import TutorError
from tutor.core.progress import import_document, to_line
from tutor.store import open_store, read_events
from tutor.store.schema import APPLICATION_ID, MIGRATIONS, checksum

BEFORE = tuple(answered(number) for number in range(60))
FILE = "written.json"

SESSION = """
import sys
from pathlib import Path
from tests.core.events import answered
from tests.store.helpers import Clock
from tests.store.power_sessions import BEFORE, FILE
import tutor.store.files, tutor.files, tutor.store.connection
exec(sys.argv[3])
from tutor.core.progress import export_document
from tutor.files import write_new_file
from tutor.store import open_store
folder, clock = Path(sys.argv[1]), Clock()
clock.pass_days(float(sys.argv[2]))
def say(text):
    print(text, flush=True)
with open_store(folder / "progress.db", now=clock) as store:
    assert store.keeps and not store.notice, store.notice
    say("opened")
    for number in range(100, 103):
        store.append(answered(number))
        say(number)
    store.backup()
    store.include([answered(200), answered(50)])
    say(200)
    store.append(answered(201))
    say(201)
    write_new_file(folder / FILE, export_document(store.lines()))
    say("written")
    (folder / "mark").write_text("")
say("closed")
"""
"""A program that learns, backs up, imports and exports, and says what it has done."""

NAMES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import tutor.store.files as files
exec(sys.argv[2])
from tutor.store.connection import connect
from tutor.store.schema import MIGRATIONS
path, now = Path(sys.argv[1], "progress.db"), datetime(2026, 3, 1, tzinfo=UTC)
def say(text):
    print(text, flush=True)
files.create(path, MIGRATIONS)
say("progress.db")
(path.parent / "mark").write_text("")
connection = connect(path)
say(files.back_up(connection, path, now).name)
(path.parent / "mark").write_text("")
connection.close()
say(files.set_aside(path, now).name)
(path.parent / "mark").write_text("")
"""
"""A program that gives names to files, and says each that it has given."""

STARTS = ("no file", "a file", "a file of the first version")


def prepare(folder: Path, start: str) -> None:
    """The folder in which the session begins."""
    folder.mkdir()
    path = folder / "progress.db"
    if start == "a file":
        saved(path, BEFORE)
    elif start == "a file of the first version":
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(MIGRATIONS[0][0])
        rows = [(to_line(one), checksum(to_line(one).encode())) for one in BEFORE]
        connection.executemany("INSERT INTO event (body, checksum) VALUES (?, ?)", rows)
        connection.execute("PRAGMA user_version = 1")
        connection.close()


@dataclass
class Cut:
    """Counts over many power cuts."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: list[str] = field(default_factory=list)


def cut_power(
    folder: Path, start: str, *, every: int = 1, tries: int = 2, fault: str = "pass"
) -> Cut:
    """Run the session, with a ``fault`` planted if one is given; look at every folder it leaves."""
    prepare(folder, start)
    before = () if start == "no file" else BEFORE
    found = Cut()
    for after, said in power_cuts(SESSION, folder, "2", fault, every=every, tries=tries):
        found.cuts += 1
        _look(after, said, before, found)
    return found


def names_lost(folder: Path, fault: str = "pass") -> set[str]:
    """Names that were said to be given, and are not there after some power cut."""
    folder.mkdir()
    lost: set[str] = set()
    for after, said in power_cuts(NAMES, folder, fault, tries=0):
        there = {file.name for file in after.iterdir()}
        moved = {"progress.db"} if any("damaged" in name for name in there) else set()
        lost |= {word for word in said if word} - moved - there
    return lost


def _look(after: Path, said: Iterable[str], before: tuple[object, ...], found: Cut) -> None:
    said = list(said)
    path = after / "progress.db"
    if "opened" in said and not path.exists():
        found.broken.append("a new file that was opened has no name")
    if "written" in said or (after / FILE).exists():
        try:
            written = import_document((after / FILE).read_text("utf-8"))
            assert len(written) >= 5
        except (OSError, ValueError, AssertionError, TutorError) as error:
            found.broken.append(f"{FILE}: {error!r:.60}")
    for copy in after.glob("*.backup-*"):
        try:
            assert read_events(copy).complete
        except (AssertionError, TutorError):
            found.broken.append("a backup that is not whole")
    promised = {*before, *(answered(int(word)) for word in said if word.isdigit())}
    with open_store(path, now=Clock()) as store:
        if store.notice or not store.keeps:
            found.broken.append(store.notice[:100])
        kept = set(store.events())
    found.acknowledged += len(promised)
    found.lost += len(promised - kept)
