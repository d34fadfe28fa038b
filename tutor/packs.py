"""Packs of lessons that were added: copies beside the learner's progress, each in its folder.

A pack is a folder, or a zip file of one, with a ``pack.md``; that and the lessons that it lists are
taken, nothing else.  Progress is kept under the ids of lessons: it survives an update, and a
removal.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from tutor.core.catalogue import Entry, Section, header_of
from tutor.core.text import safe
from tutor.library import (
    PACK,
    Folder,
    LessonFile,
    LibraryError,
    SourceProblemsError,
    built_in,
    find,
    lesson_in,
    lessons_at,
    may_be_pack,
)
from tutor.locations import MOST_PACKS, pack_folders, packs_folder

if TYPE_CHECKING:  # imported where there are packs: nobody else waits for it
    from tutor.core.lesson import Lesson
    from tutor.core.progress import Skill
    from tutor.core.reader import Pack

SOURCE = "added-from.txt"
"""The file in a pack's folder that says where it was added from."""


class PackError(LibraryError):
    """A pack that cannot be added, found or changed; the message is one line and safe to show."""


class AddedPack(NamedTuple):
    """A pack at hand: what it says, its lessons, and where it was added from ("" for nowhere)."""

    said: Pack
    list_: LessonFile
    files: tuple[LessonFile, ...]
    source: str = ""

    def lesson(self, file: LessonFile) -> Lesson:
        """One of its lessons, under its terms.  Raises SourceProblemsError."""
        return replace(lesson_in(file), terms=self.said.terms)

    def contents(self) -> dict[str, bytes]:
        """What its folder holds, by the names of the files."""
        return {Path(file.name).name: file.data for file in (self.list_, *self.files)}


# Reading ----------------------------------------------------------------------------------------


def added_packs() -> tuple[AddedPack, ...]:
    """The packs that were added and can be read, in the order of their ids."""
    found = map(_added, pack_folders(os.environ))
    return tuple(pack for pack in found if pack is not None)


def unreadable_packs() -> tuple[str, ...]:
    """The ids of packs that were added and cannot be read any more."""
    return tuple(folder.name for folder in pack_folders(os.environ) if _added(folder) is None)


def _added(folder: Path) -> AddedPack | None:
    try:
        pack = read_folder(folder)
    except (LibraryError, SourceProblemsError):
        return None
    if pack.said.id != folder.name:
        return None
    with suppress(OSError, UnicodeDecodeError):
        return pack._replace(source=(folder / SOURCE).read_text("utf-8"))
    return pack


def skills_of(packs: Sequence[AddedPack]) -> tuple[Skill, ...]:
    """The skills that these packs name."""
    return tuple(skill for pack in packs for skill in pack.said.skills)


def readable_lessons(packs: Sequence[AddedPack]) -> tuple[Lesson, ...]:
    """Their lessons that can be read, in order."""
    if not packs:
        return ()
    found = []
    for pack in packs:
        for file in pack.files:
            with suppress(SourceProblemsError):
                found.append(pack.lesson(file))
    return tuple(found)


def _numbered(packs: Sequence[AddedPack]) -> Iterator[tuple[str, AddedPack, LessonFile]]:
    """Their lessons: A1, A2, … are those of the first, B1, … those of the next."""
    for letter, pack in zip(ascii_uppercase, packs, strict=False):
        for number, file in enumerate(pack.files, 1):
            yield f"{letter}{number}", pack, file


def entries_of(packs: Sequence[AddedPack]) -> Iterator[Entry]:
    """A list of their lessons, with their numbers."""
    for number, pack, file in _numbered(packs):
        section = Section(pack.said.id, safe(pack.said.title), pack.said.terms.words)
        load = partial(pack.lesson, file)
        yield Entry.from_header(number, header_of(file.data), load, section)


def find_lesson(word: str) -> LessonFile:
    """``find`` among the built-in lessons and those of the packs.  Raises LibraryError."""
    packs = added_packs()
    for number, _, file in _numbered(packs):
        if word.upper() == number:
            return file
    return find(word, [file for pack in packs for file in pack.files])


def pack_called(word: str) -> AddedPack | None:
    """The pack with this id, or in this folder or zip file; None where it is none of these.

    Raises LibraryError or SourceProblemsError for one that cannot be read.
    """
    for pack in added_packs():
        if pack.said.id == word:
            return pack
    if not may_be_pack(word):
        return None
    path = Path(word)
    return read_source(path.parent if path.name == PACK else path)


def read_source(path: Path) -> AddedPack:
    """The pack in a folder or a zip file.  Raises LibraryError or SourceProblemsError."""
    if path.is_dir() or not path.exists():
        return read_folder(path)
    from tutor.zipped import lessons_in

    return _pack_of(lessons_in(path), safe(str(path)))


def read_folder(folder: Path) -> AddedPack:
    """The pack in a folder.  Raises LibraryError or SourceProblemsError."""
    name = safe(str(folder))
    if not folder.is_dir():
        raise PackError(f"{name} is neither a folder nor a zip file")
    return _pack_of(lessons_at(folder), name)


def _pack_of(found: Folder, name: str) -> AddedPack:
    """The pack in a folder called ``name``; every lesson that it lists has to be there."""
    if found.pack is None or found.said is None:
        raise PackError(f"{name} has no {PACK}: bptutor new pack prints one")
    errors = [problem for problem in found.pack_problems if problem.severity == "error"]
    if errors:
        raise SourceProblemsError(f"{name}: {PACK}", tuple(errors))
    unread = next((skip for skip in found.skipped if skip.unread), None)
    if unread is not None:
        raise PackError(f"{unread.name}: {unread.reason}")
    terms = replace(found.said.terms, pack=found.said.title)
    return AddedPack(replace(found.said, terms=terms), found.pack, found.lessons)


# Changing ---------------------------------------------------------------------------------------


def add_pack(path: Path) -> AddedPack:
    """Copy a pack to the others.  Raises LibraryError, SourceProblemsError or OSError."""
    pack = read_source(path)
    others = added_packs()
    if any(other.said.id == pack.said.id for other in others):
        raise PackError(f"{pack.said.id} is there already: bptutor update {pack.said.id}")
    if len(others) >= MOST_PACKS:
        raise PackError(f"there are {MOST_PACKS} packs already: bptutor remove one first")
    _refuse_conflicts(pack, others)
    _put(pack, str(path.absolute()))
    return pack


def update_pack(id_: str, path: Path | None = None) -> AddedPack:
    """Copy a pack anew from where it was added from, or from ``path``.

    Raises what ``add_pack`` does.
    """
    before = _called(id_)
    if path is None and not before.source:
        raise PackError(f"nothing says where {id_} came from: bptutor update {id_} FOLDER|ZIP")
    path = path or Path(before.source)
    pack = read_source(path)
    if pack.said.id != id_:
        raise PackError(f"{safe(str(path))} is another pack: its id is {pack.said.id}")
    _refuse_conflicts(pack, [one for one in added_packs() if one.said.id != id_])
    _put(pack, str(path.absolute()))
    return pack


def remove_pack(id_: str) -> None:
    """Take a pack away.  Raises PackError for one that is not there, or OSError."""
    folder = folder_of(id_)
    aside = folder.with_name(f".gone-{id_}")
    shutil.rmtree(aside, ignore_errors=True)
    folder.replace(aside)
    shutil.rmtree(aside)


def folder_of(id_: str) -> Path:
    """Where a pack is kept, be it readable or not.  Raises PackError for one that is not there."""
    for folder in pack_folders(os.environ):
        if folder.name == id_:
            return folder
    raise _unknown(id_)


def _called(id_: str) -> AddedPack:
    found = next((pack for pack in added_packs() if pack.said.id == id_), None)
    if found is None:
        raise _unknown(id_)
    return found


def _unknown(id_: str) -> PackError:
    there = ", ".join(pack.said.id for pack in added_packs())
    return PackError(
        f"no pack {safe(id_)!r} was added; {f'there are {there}' if there else 'there is none'}"
    )


def _refuse_conflicts(pack: AddedPack, others: Sequence[AddedPack]) -> None:
    """Progress is kept under the ids of lessons, so each id is that of one lesson.

    An id by which a lesson of the course is opened stays with that lesson.
    """
    opened = None
    with suppress(LibraryError):
        opened = find(pack.said.id)
    if opened is not None:
        raise PackError(
            f"{pack.said.id} cannot be added: that word opens “{header_of(opened.data).title}” of "
            f"the course; change the id in {PACK}"
        )
    taken = {header_of(file.data).id: "the course" for file in built_in()}
    taken |= {header_of(one.data).id: other.said.id for other in others for one in other.files}
    for file in pack.files:
        id_ = pack.lesson(file).id
        if id_ in taken:
            raise PackError(
                f"{pack.said.id} cannot be added: a lesson of {taken[id_]} has the id {id_}, too, "
                f"under which progress is kept; change it in {safe(Path(file.name).name)}"
            )
        taken[id_] = "the same pack"
    skills = {skill.id: other.said.id for other in others for skill in other.said.skills}
    for skill in pack.said.skills:
        if skill.id in skills:
            raise PackError(
                f"{pack.said.id} cannot be added: {skills[skill.id]} has a skill {skill.id}, too"
            )


def _put(pack: AddedPack, source: str) -> None:
    """Write a pack to its folder, whole or not at all."""
    folder = packs_folder(os.environ)
    if folder is None:
        raise PackError("there is no place for packs: the system knows no home")
    folder.mkdir(parents=True, exist_ok=True)
    made, gone, place = (folder / f"{sign}{pack.said.id}" for sign in (".new-", ".gone-", ""))
    for leftover in (made, gone):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        made.mkdir()
        for name, data in pack.contents().items():
            (made / name).write_bytes(data)
        (made / SOURCE).write_text(source, "utf-8")
        if place.exists():
            place.replace(gone)
        made.replace(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(gone, ignore_errors=True)
