"""Search for files from which opening them does anything but open them or say what is wrong.

    python -m tests.fuzz.files [KIND]... [--files 500] [--seed 1]

The kinds are lesson, pack, zip (of a pack), class (a CSV file for ``mark``), import, model and
database; without one all are tried.  A file is one that is in order, or one crafted to ask for too
much, cut, doubled and changed as chance wants: the same seed, the same files.  Prints the slowest
and the largest of each kind.  Exit status 1 when something escaped, or took more than two seconds
or 200 MB; the file is then kept in the folder that the command runs in.
"""

from __future__ import annotations

import argparse
import gc
import io
import random
import sqlite3
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from engine import MLP, DomainError, GraphError, ShapeError
from tests.core.checking.crafted import crafted
from tests.core.events import ONE_OF_EACH, answered
from tests.fuzz.memory import held
from tests.store.damaging import ENDLESS
from tutor import starters
from tutor.class_reports import report_on
from tutor.core.budget import ROWS
from tutor.core.checking import check
from tutor.core.practice.class_report import text_lines
from tutor.core.progress.codec import export_document
from tutor.core.reader import read_pack
from tutor.graph_arguments import SourceError
from tutor.library import LibraryError, SourceProblemsError, built_in
from tutor.marked_file import as_csv
from tutor.marking_file import mark_rows
from tutor.packs import read_source
from tutor.store import StoreError, open_store, read_events

SECONDS, MEGABYTES = 2.0, 200.0
LARGEST = 1 << 19
"""Bytes of a file that is tried."""

Try = Callable[[bytes, Path], None]


def lesson(data: bytes, _folder: Path) -> None:
    """Read and check."""
    for problem in check(data, "1.md"):
        if problem.line < 1 or problem.column < 1:
            raise ValueError("a problem without a place")


def pack(data: bytes, _folder: Path) -> None:
    """Read the list."""
    read_pack(data)


def zip_file(data: bytes, folder: Path) -> None:
    """Read as ``add`` does."""
    path = folder / "pack.zip"
    path.write_bytes(data)
    try:
        read_source(path)
    except (LibraryError, SourceProblemsError):
        return


def class_file(data: bytes, folder: Path) -> None:
    """Mark every row, and write the report and the copy."""
    path = folder / "class.csv"
    path.write_bytes(data)
    try:
        rows = mark_rows(str(path))
    except SourceError:
        return
    report = report_on(rows)
    text_lines(report, 80)
    as_csv(rows, report)


def imported(data: bytes, folder: Path) -> None:
    """Read as ``import`` does."""
    path = folder / "export.json"
    path.write_bytes(data)
    try:
        read_events(path)
    except StoreError:
        return


def model(data: bytes, _folder: Path) -> None:
    """Read a saved network."""
    try:
        MLP.from_json(data.decode("utf-8", "replace"))
    except (GraphError, ShapeError):
        return
    except DomainError as error:
        raise ValueError("a number that is none was taken for one") from error


def database(data: bytes, folder: Path) -> None:
    """Open as progress, which sets aside what is damaged, and save what is in it."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        path = Path(home, "progress.db")
        path.write_bytes(data)
        with open_store(path) as store:
            store.events()
        path.write_bytes(data)
        imported_database(path)


def imported_database(path: Path) -> None:
    """Read as ``import`` does, whatever can be saved of it."""
    try:
        read_events(path)
    except StoreError:
        return


def starts_of(kind: str) -> list[bytes]:
    """Files that are in order, or crafted."""
    match kind:
        case "lesson":
            return [
                starters.lesson().encode(),
                *(file.data for file in built_in()),
                *(one.data for one in crafted()),
            ]
        case "pack":
            lines = "".join(f"1. [L](0{i}-l.md)\n" for i in range(9))
            return [b"---\nformat: bptutor-pack 1\nid: a\ntitle: A\n---\n\n" + lines.encode()]
        case "zip":
            return [_zipped(b""), _zipped(b"0" * 200_000_000)]
        case "class":
            head = "source,values,wrt,answer,student\n"
            rows = "".join(f'"u=w*x; J=u^2",w={i} x=2,w,{i},s{i % 7}\n' for i in range(200))
            few = [(head + rows).encode(), (head + rows).replace(",", ";").encode("utf-8-sig")]
            return [*few, *(head.encode() + rows for rows in (b"".join(r) for r in _classes()))]
        case "import":
            events = (*ONE_OF_EACH, *(answered(i) for i in range(300)))
            head = b'{"format":"bptutor-progress","version":1,"events":['
            return [
                export_document(events).encode(),
                head + b"[]," * 10**5,
                head + b"{}," * 10**5,
                b'{"event":"hinted","a":[' * 10**4,
            ]
        case "model":
            return [MLP(2, [n, 1], seed=1).to_json().encode() for n in (1, 4, 40)]
        case _:
            return [_database(), _endless()]


def _zipped(bomb: bytes) -> bytes:
    """A pack of ten lessons in a zip file, with one file more."""
    made = io.BytesIO()
    listed = "".join(f"{i}. [L](0{i}-l.md)\n" for i in range(10))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("w/pack.md", starters.pack().partition("# ")[0] + listed)
        for i in range(10):
            opened.writestr(f"w/0{i}-l.md", starters.lesson(f"Lesson {i}"))
        opened.writestr("w/99-more.md", bomb)
    return made.getvalue()


def _classes() -> Iterator[Iterator[bytes]]:
    """Rows of files with as many answers as are read: all different, on one question or on many."""
    tanh = "h1=tanh(w1*x+b1); h2=tanh(w2*x+b2); y=v1*h1+v2*h2; J=(y-t)^2"
    values = "w1=1 w2=-0.5 x=2 b1=0.1 b2=-0.3 v1=0.5 v2=-1.5 t=1"
    chain = "y0=x*w" + "".join(f"; y{i}=y{i - 1}*w+{i}" for i in range(1, 200))
    yield (f'"u=w*x; J=u^2",w=3 x=2,w,{i},s{i % 500}\n'.encode() for i in range(ROWS))
    yield (f'"u=w*x; J=u^2",w={i} x=2,w,{i},s{i % 500}\n'.encode() for i in range(ROWS))
    yield (f'"{tanh}",{values},w1,{i / 999},s{i % 500}\n'.encode() for i in range(ROWS // 3))
    yield (f'"{chain}",x=1 w=0.9{i},w,{i}.5,s{i % 500}\n'.encode() for i in range(ROWS // 60))
    yield (f'"y={"x+" * i}x",x={i},x,{i}.5,s\n'.encode() for i in range(600))


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "progress.db")
        with open_store(path) as store:
            store.append(*ONE_OF_EACH, *(answered(i) for i in range(60)))
        return path.read_bytes()


def _endless() -> bytes:
    """A database with rows that are made up for ever."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "progress.db")
        with closing(sqlite3.connect(path)) as made:
            made.executescript(ENDLESS)
        return path.read_bytes()


TRIED: dict[str, Try] = {
    "lesson": lesson, "pack": pack, "zip": zip_file, "class": class_file,
    "import": imported, "model": model, "database": database,
}  # fmt: skip
NUMBERS = (b"0", b"-1", b"1e308", b"1e999", b"NaN", b"999999999999", b"true", b"null", b'"', b"[[")


def changed(chance: random.Random, data: bytes, kind: str) -> bytes:
    """One change: a part out, doubled, many times over, elsewhere; bytes flipped; a number."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 8, 100, 4096)))
    part = data[start:end]
    match chance.randrange(6):
        case 0:
            return data[:start] + data[end:]
        case 1 if kind != "database":
            return data[:end] + part * chance.choice((1, 30, 300)) + data[end:]
        case 2:
            other = chance.randrange(len(data) + 1)
            return data[:other] + part + data[other + len(part) :]
        case 3:
            noise = bytes(chance.randrange(256) for _ in range(chance.choice((1, 16))))
            return data[:start] + noise + data[start + len(noise) :]
        case 4:
            return data[:start] + chance.choice(NUMBERS) + data[end:]
        case _:
            return data[:start] if chance.random() < 0.2 else data


def measured(attempt: Try, data: bytes, folder: Path) -> tuple[float, float, str]:
    """Seconds of the processor, megabytes more than ever, and what escaped; "" for nothing."""
    gc.collect()
    gc.freeze()  # a program that reads one file has nothing of the files before to look through
    escaped, before, start = "", held(), time.process_time()
    try:
        attempt(data, folder)
    except Exception:  # noqa: BLE001 (whatever it is, it has escaped)
        escaped = traceback.format_exc(limit=-3)
    return time.process_time() - start, held() - before, escaped


def search(kind: str, files: int, seed: int, folder: Path) -> int:
    """How many files of a kind were too much, or something escaped from."""
    chance = random.Random(f"{kind} {seed}")
    starts, bad = starts_of(kind), 0
    slowest = largest = 0.0
    for number in range(files):
        data = starts[number] if number < len(starts) else chance.choice(starts)
        if number >= len(starts):
            for _ in range(chance.randrange(1, 5)):
                data = changed(chance, data, kind)
        took, most, escaped = measured(TRIED[kind], data[:LARGEST], folder)
        slowest, largest = max(slowest, took), max(largest, most)
        if escaped or took > SECONDS or most > MEGABYTES:
            bad += 1
            kept = Path(f"escaped-{kind}-{seed}-{number}")
            kept.write_bytes(data)
            print(
                f"{kind} {number}: {took:.2f} s, {most:.0f} MB, kept as {kept}\n{escaped}",
                flush=True,
            )
    print(
        f"{kind:9} {files} files, {bad} bad, slowest {slowest:.2f} s, largest {largest:.0f} MB",
        flush=True,
    )
    return bad


def main(arguments: list[str] | None = None) -> int:
    """Search and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kinds", nargs="*", metavar="KIND", choices=[*TRIED, []])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    check(b"", "1.md")  # what is loaded once does not count
    with tempfile.TemporaryDirectory() as folder:
        kinds = asked.kinds or [*TRIED]
        bad = [search(kind, asked.files, asked.seed, Path(folder)) for kind in kinds]
    return int(any(bad))


if __name__ == "__main__":
    sys.exit(main())
