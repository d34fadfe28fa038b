"""No command says done, or exits 0, when it was not: every command under every trouble."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from tests.core.events import answered
from tests.samples import sampled
from tests.store.helpers import as_nobody, read_only
from tutor.cli import main
from tutor.core.progress import Answered, Event, Reset, export_document, import_document
from tutor.store import open_store

LESSON = "note-1.3-linear-regression"
MINE = tuple(
    type(one)(**{**{n: getattr(one, n) for n in one.__dataclass_fields__}, "skills": (SKILL,)})
    for SKILL in ("local-gradient",)
    for one in (answered(n, LESSON, correct=False) for n in range(5))
)
THEIRS = answered(99, "theirs")
SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
GIVEN = ("w=5", "x=3", "b=-4", "y=7")


class Place(NamedTuple):
    """Where things are in one case: the progress, an export to import, a file to write."""

    progress: Path
    export: Path
    output: Path


# --- troubles ------------------------------------------------------------------------------------


class Full(sqlite3.Connection):
    """A disk that is full: whatever would write fails, as SQLite says it."""

    at = ("INSERT", "DELETE", "UPDATE", "CREATE", "VACUUM", "PRAGMA user_version =")

    def _refuse(self, sql: str) -> None:
        if sql.startswith(self.at):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:  # type: ignore[override]
        self._refuse(sql)
        return super().execute(sql, *rest)  # type: ignore[arg-type]

    def executemany(self, sql: str, *rest: object) -> sqlite3.Cursor:  # type: ignore[override]
        self._refuse(sql)
        return super().executemany(sql, *rest)  # type: ignore[arg-type]


class FullLater(Full):
    """A disk that has room until something is to be kept."""

    at = ("COMMIT", "VACUUM")


@contextmanager
def full(_place: Place, kind: type[Full] = Full) -> Iterator[None]:
    real = sqlite3.connect

    def connect(name: str, **options: object) -> sqlite3.Connection:
        memory = name == ":memory:" or "bptutor-" in name  # another disk
        return real(name, **options, **({} if memory else {"factory": kind}))  # type: ignore[call-overload, no-any-return]

    def fsync(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tutor.store.connection.sqlite3.connect", connect)
        patch.setattr("tutor.files.os.fsync", fsync)
        yield


@contextmanager
def full_later(place: Place) -> Iterator[None]:
    with full(place, FullLater):
        yield


@contextmanager
def read_only_file(place: Place) -> Iterator[None]:
    with read_only(place.progress):
        yield


@contextmanager
def read_only_folder(place: Place) -> Iterator[None]:
    with read_only(place.progress.parent):
        yield


@contextmanager
def locked(place: Place) -> Iterator[None]:
    other = sqlite3.connect(place.progress)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def locked_later(place: Place) -> Iterator[None]:
    """Another program takes the file after it was opened, and holds it."""
    other = sqlite3.connect(place.progress, check_same_thread=False)
    with pytest.MonkeyPatch.context() as patch:

        def and_lock(*arguments: object, **options: object) -> object:
            store = open_store(*arguments, **options)  # type: ignore[arg-type]
            other.execute("BEGIN IMMEDIATE")
            return store

        patch.setattr("tutor.store.open_store", and_lock)
        try:
            yield
        finally:
            other.close()


@contextmanager
def newer(place: Place) -> Iterator[None]:
    other = sqlite3.connect(place.progress)
    before = other.execute("PRAGMA user_version").fetchone()[0]
    other.execute("PRAGMA user_version = 99")
    other.close()
    yield
    other = sqlite3.connect(place.progress)
    other.execute(f"PRAGMA user_version = {before}")
    other.close()


@contextmanager
def damaged(place: Place) -> Iterator[None]:
    content = place.progress.read_bytes()
    place.progress.write_bytes(b"x" * 100 + content[100:])
    yield


@contextmanager
def unreadable(place: Place) -> Iterator[None]:
    place.progress.chmod(0)
    try:
        with as_nobody():
            yield
    finally:
        place.progress.chmod(0o666)


@contextmanager
def no_home(_place: Place) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tutor.locations.progress_file", lambda _environment: None)
        yield


@contextmanager
def nothing(_place: Place) -> Iterator[None]:
    yield


Trouble = Callable[[Place], "contextmanager"]  # type: ignore[type-arg]
TROUBLES: tuple[Callable[..., object], ...] = (
    nothing, full, full_later, read_only_file, read_only_folder, locked, locked_later, newer,
    damaged, unreadable, no_home,
)  # fmt: skip

# --- commands: what is typed, and whether what they say with exit status 0 is true ---------------


class Case(NamedTuple):
    """What is typed, and whether exit status 0 tells the truth, given what is kept afterwards."""

    words: Callable[[Place], tuple[str, ...]]
    is_true: Callable[[Place, Result, tuple[Event, ...]], bool]
    stdin: str = ""


def _exported(text: str) -> bool:
    return set(import_document(text)) == set(MINE)


SOUND = ("All is well.\n", "Nothing is left to mend.\n")
COMMANDS = {
    "reset": Case(
        lambda _: ("reset", LESSON, "--yes"),
        lambda _, _r, kept: isinstance(kept[-1], Reset),
    ),
    "reset --all": Case(lambda _: ("reset", "--all", "--yes"), lambda _, _r, kept: not kept),
    "import": Case(
        lambda place: ("import", str(place.export), "--yes"), lambda _, _r, kept: THEIRS in kept
    ),
    "export": Case(lambda _: ("export",), lambda _, result, _k: _exported(result.stdout)),
    "export -o": Case(
        lambda place: ("export", "-o", str(place.output)),
        lambda place, _r, _k: _exported(place.output.read_text("utf-8")),
    ),
    "export csv": Case(
        lambda _: ("export", "--format", "csv"),
        lambda _, result, _k: len(result.stdout.splitlines()) == 1 + len(MINE),
    ),
    "notes": Case(
        lambda place: ("notes", "-o", str(place.output)),
        lambda place, _r, _k: "item-4" in place.output.read_text("utf-8"),
    ),
    "status": Case(
        lambda _: ("status", "--json"),
        lambda _, result, _k: any(
            row["lesson"] == LESSON and row["tries"] == len(MINE)
            for row in json.loads(result.stdout)["lessons"]
        ),
    ),
    "quiz": Case(
        lambda _: ("quiz", SOURCE, "--seed", "3", "--kind", "numeric"),
        lambda _, _r, kept: any(e.response == ("17.25",) for e in kept if isinstance(e, Answered)),
        "17.25\nq\n",
    ),
    "review": Case(
        lambda _: ("review", "--seed", "3"),
        lambda _, result, kept: (
            "Due: the local gradient" in result.stdout and len(kept) > len(MINE)
        ),
        "?\nq\n",
    ),
    "doctor": Case(
        lambda _: ("doctor", "--yes"),
        lambda _, result, kept: kept == MINE and result.stdout.endswith(SOUND),
    ),
    "mark": Case(
        lambda _: ("mark", SOURCE, *GIVEN, "--wrt", "w", "--answer", "24"),
        lambda _, result, _k: "Right" in result.stdout,
    ),
}
CHANGES_NOTHING_ELSE = {"reset", "import", "reset --all"}


def run(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    for parent in (tmp_path, *tmp_path.parents):
        if os.geteuid() == 0 and parent.stat().st_uid == 0 and not parent.stat().st_mode & 1:
            parent.chmod(parent.stat().st_mode | 0o011)
    home, out = tmp_path / "home", tmp_path / "out"
    for folder in (home, out):
        folder.mkdir()
        folder.chmod(0o777)
    monkeypatch.setenv("BPTUTOR_HOME", str(home))
    monkeypatch.setattr("tutor.store.connection.PATIENCE", 0.1)
    monkeypatch.setattr("tutor.store.connection.connect.__defaults__", ("rw", 0.1))
    place = Place(home / "progress.db", out / "theirs.json", out / "written")
    with open_store(place.progress) as store:
        store.append(*MINE)
    for file in home.iterdir():
        file.chmod(0o666)
    place.export.write_text(export_document([THEIRS]), "utf-8")
    return place


def kept_in(place: Place) -> tuple[Event, ...]:
    """What a program finds once the trouble is over."""
    with open_store(place.progress) as store:
        assert store.keeps, store.notice
        return store.events()


def test_a_backup_made_the_day_after_the_damage_is_not_of_nothing(place: Place) -> None:
    with damaged(place):
        assert run("export").exit_code == 1
    after = run("export", "-o", str(place.output))
    assert after.exit_code == 1
    assert "set aside" in after.stderr
    assert not place.output.exists()


def test_the_tutor_says_at_its_end_what_was_not_kept(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with newer(place):
        result = run("open", "5", "--plain", stdin="\n\nq\n")
    assert result.exit_code == 1
    assert "not all that you did here could be kept" in result.output + capsys.readouterr().err


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.__name__)
@pytest.mark.parametrize(
    "command", sampled(COMMANDS, ("reset --all", "import", "export -o", "quiz"))
)
def test_exit_status_0_is_the_truth(
    place: Place, command: str, trouble: Callable[[Place], ExitStack]
) -> None:
    case = COMMANDS[command]
    words = case.words(place)
    run(*words[:1], "--help")
    with trouble(place):
        result = run(*words, stdin=case.stdin)
    assert "Traceback" not in result.output
    assert "fault" not in result.output
    kept = kept_in(place)
    if trouble is nothing or command == "mark":
        assert result.exit_code == 0, result.output
    if result.exit_code == 0:
        assert case.is_true(place, result, kept), result.output
        return
    assert result.exit_code == 1
    assert result.stderr.strip(), "why is said"
    assert not place.output.exists(), "no half of a file"
    if command in CHANGES_NOTHING_ELSE and trouble is not damaged:
        assert kept == MINE, result.output
    if "-o" in words:
        assert not list(place.output.parent.glob(".*")), "nothing is left"
        if trouble is not damaged:
            assert run(*words).exit_code == 0, "the second try works"
