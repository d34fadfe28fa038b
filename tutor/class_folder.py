"""What a class handed in: exports and class files of strangers, each counted once or left out.

Nothing in them is believed: how many, how large and how deep they may be is bounded, links to
folders are not followed, and a file that is damaged, newer than this program or of another kind is
told and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from os import walk
from pathlib import Path
from typing import NamedTuple

from tutor.core.errors import RecordError
from tutor.core.practice.class_report import LearnerExport, LeftOut, tidy_name
from tutor.core.progress import read_document
from tutor.core.text import safe
from tutor.graph_arguments import SourceError
from tutor.library import LibraryError, read_bytes
from tutor.marking_file import ClassFile, mark_rows

FILES = 2_000
"""Files that are looked at."""
DEPTH = 4
"""Folders within each other that are looked into: what learning platforms pack has two."""
LARGEST = 8 * 1024 * 1024
"""Bytes of one export; JSON takes 30 times as many."""
EVENTS = 250_000
"""Events of all exports together: about ten seconds."""
CLASS_FILES = 20
"""Class files that are marked: each may take two seconds."""
LONGEST_NAME = 200
"""Characters of a name that are kept of a stranger's export."""


class HandedIn(NamedTuple):
    """The files that can be read, the class files with their names, and what is left out."""

    exports: tuple[LearnerExport, ...]
    class_files: tuple[tuple[str, ClassFile], ...]
    left_out: tuple[LeftOut, ...]


def read_class(paths: Sequence[Path], *, thorough: bool = False) -> HandedIn:
    """Everything in these files and folders.  Raises SourceError for a path that is not there."""
    files, left_out = _files(paths)
    exports: list[LearnerExport] = []
    class_files: list[tuple[str, ClassFile]] = []
    seen: dict[bytes, str] = {}
    stems = Counter(path.stem for path in files)  # export.json in the folder of each student
    room = EVENTS
    for path in files:
        name = _shown(path, paths)
        try:
            data = read_bytes(path, LARGEST)
            digest = blake2b(data).digest()
            if digest in seen:
                raise SourceError(f"the same as {seen[digest]}")
            if path.suffix.lower() == ".csv":
                if len(class_files) == CLASS_FILES:
                    raise SourceError(f"more than {CLASS_FILES} class files")
                class_files.append((name, mark_rows(str(path), thorough=thorough)))
            else:
                stand_in = path.stem if stems[path.stem] == 1 else path.parent.name
                one = _export(name, stand_in, data)
                room -= len(one.events)
                if room < 0:
                    raise SourceError(f"all exports have more than {EVENTS} events together")
                exports.append(one)
            seen[digest] = name
        except (LibraryError, SourceError, RecordError) as error:
            left_out.append(LeftOut(name, _without_path(str(error), path)))
    return HandedIn(tuple(exports), tuple(class_files), tuple(left_out))


def _export(file: str, stand_in: str, data: bytes) -> LearnerExport:
    try:
        name, events = read_document(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RecordError("this is not an export: it is not text in UTF-8") from error
    return LearnerExport(file, tidy_name(name)[:LONGEST_NAME], stand_in, events)


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[LeftOut]]:
    """The exports and class files among these, in the order of their names, and what is neither."""
    found: dict[Path, Path] = {}
    left_out: list[LeftOut] = []
    for path in paths:
        if not path.exists():
            raise SourceError(f"{safe(str(path))} is not there")
        for one in sorted(_within(path)) if path.is_dir() else [path]:
            name = _shown(one, [path])
            if one.name.startswith("."):
                continue
            if len(found) == FILES:
                left_out.append(LeftOut(name, f"more than {FILES} files: it and all behind it"))
                return list(found.values()), left_out
            if one.suffix.lower() not in (".json", ".csv"):
                said = "neither an export (.json) nor a class file (.csv)"
                left_out.append(LeftOut(name, said))
            else:
                found.setdefault(one.resolve(), one)
    return list(found.values()), left_out


def _within(folder: Path) -> Iterator[Path]:
    """The files in a folder and the folders in it; links to other folders are not followed."""
    count = 0
    for place, folders, names in walk(folder):
        here = Path(place)
        deep = len(here.relative_to(folder).parts)
        folders[:] = sorted(folders) if deep < DEPTH else []
        for name in sorted(names):
            yield here / name
            count += 1
            if count > 4 * FILES:
                return


def _shown(path: Path, paths: Iterable[Path]) -> str:
    """The file as it is told: below its folder, else by its name."""
    below = (path.relative_to(one) for one in paths if one.is_dir() and path.is_relative_to(one))
    return str(next(below, Path(path.name)))


def _without_path(said: str, path: Path) -> str:
    """What is wrong, without the name of the file, which stands before it."""
    for name in (safe(str(path)), str(path)):
        said = said.removeprefix(name)
    return said.lstrip(" ,:")
