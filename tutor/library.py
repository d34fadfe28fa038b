"""Where lessons come from: the installed package, a file, a folder or a pack; read safely.

A stranger's folder may hold links, pipes, devices and ten thousand files.  Only regular files
directly in the folder are read, never through a link, never more than a lesson may have, and
opening never waits.  What is left out is listed with the reason.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lessons import FOLDER
from tutor.core.catalogue import SIZE, Header, header_of
from tutor.core.text import safe

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson, Problem
    from tutor.core.reader import Pack

PACK = "pack.md"
"""The file that gives a folder an order of its own."""

MOST_LESSONS = 500
"""Lessons that one folder may have."""
MOST_FILES = 20_000
"""Entries of a folder that are looked at."""

_NAME = re.compile(r"([0-9]{1,4})-[^/\\:]+\.md")
_APART = frozenset({PACK, "README.md"})
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(10))}
)


class LibraryError(Exception):
    """A lesson that is not there or cannot be read; the message is one line and safe to show."""


class SeveralLessonsError(LibraryError):
    """A word that may mean any of several lessons."""


class SourceProblemsError(Exception):
    """A lesson or graph statements with problems, each with its line and column in ``text``."""

    def __init__(self, name: str, problems: tuple[Problem, ...], text: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems
        self.text = text


class LessonFile(NamedTuple):
    """One lesson file: the name to show for it, and what it holds."""

    name: str
    data: bytes

    @property
    def number(self) -> int | None:
        """The number that its file name begins with."""
        match = _NAME.fullmatch(self.name.replace("\\", "/").rpartition("/")[2])
        return int(match[1]) if match else None


def lesson_in(file: LessonFile) -> Lesson:
    """The lesson in a file.  Raises SourceProblemsError when it has errors."""
    from tutor.core.reader import read

    lesson, problems = read(file.data, file.name)
    if lesson is None:
        raise SourceProblemsError(file.name, problems)
    return lesson


class Skipped(NamedTuple):
    """Something in a folder that was left out, and why; ``unread``: it could not be read."""

    name: str
    reason: str
    unread: bool = False


class Folder(NamedTuple):
    """The lessons of a folder in their order, what was left out, and its ``pack.md``.

    ``pack_problems`` are those of its list, lessons that are not there among them; ``said`` is what
    it says.
    """

    lessons: tuple[LessonFile, ...]
    skipped: tuple[Skipped, ...] = ()
    pack: LessonFile | None = None
    pack_problems: tuple[Problem, ...] = ()
    said: Pack | None = None


def read_bytes(path: Path, most: int = SIZE) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes; never follows a link, never waits.

    Raises LibraryError.
    """
    shown = safe(str(path))
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if path.is_symlink():
            raise LibraryError(f"{shown} is a link: name the file itself")
        handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise LibraryError(f"{shown} cannot be read: {_reason(error)}") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise LibraryError(f"{shown} is not a file that can be read")
        with os.fdopen(os.dup(handle), "rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise LibraryError(f"{shown} cannot be read: {_reason(error)}") from error
    finally:
        os.close(handle)
    if len(data) > most:
        raise LibraryError(f"{shown} is too large: it may have at most {most} bytes")
    return data


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return safe(error.strerror.lower())
    return "its name cannot be a path"


def built_in() -> tuple[LessonFile, ...]:
    """The lessons that are installed with the program, in the order of their numbers."""
    names = sorted(filter(_NAME.fullmatch, (entry.name for entry in FOLDER.iterdir())), key=_order)
    return tuple(LessonFile(name, (FOLDER / name).read_bytes()) for name in names)


def _order(name: str) -> tuple[int, str]:
    match = _NAME.fullmatch(name)
    return (int(match[1]) if match else 0, name)


def lessons_at(path: Path) -> Folder:
    """The lessons in a file or a folder; in a pack those that ``pack.md`` lists, in its order.

    Raises LibraryError when there is nothing of that name, or it cannot be read.
    """
    if not path.is_dir():
        return Folder((LessonFile(safe(str(path)), read_bytes(path)),))
    names, skipped = _lesson_names(path)
    pack: LessonFile | None = None
    problems: tuple[Problem, ...] = ()
    said: Pack | None = None
    chosen = sorted((name for name in names if _NAME.fullmatch(name)), key=_order)
    unlisted = "a lesson's name begins with a number, as in 05-name.md"
    if PACK in names:
        pack = LessonFile(safe(str(path / PACK)), read_bytes(path / PACK))
        said, chosen, problems = _lessons_of_pack(pack, names)
        unlisted = "the pack does not list it"
    skipped += [
        Skipped(safe(name), unlisted) for name in names if name not in _APART and name not in chosen
    ]
    lessons = []
    for name in chosen:
        try:
            lessons.append(LessonFile(safe(str(path / name)), read_bytes(path / name)))
        except LibraryError as error:
            skipped.append(Skipped(safe(name), str(error), unread=True))
    return Folder(tuple(lessons), tuple(skipped), pack, problems, said)


def _lessons_of_pack(
    pack: LessonFile, names: Sequence[str]
) -> tuple[Pack, list[str], tuple[Problem, ...]]:
    """What a pack says, those of its lessons that are there, and what is wrong with it."""
    from tutor.core.lesson import Problem
    from tutor.core.reader import read_pack
    from tutor.core.syntax import did_you_mean

    said, problems = read_pack(pack.data)
    lost = tuple(
        Problem(entry.at.line, entry.at.column,
                f"there is no file {safe(entry.name)!r} in this folder",
                did_you_mean(entry.name, [name for name in names if name not in _APART]))
        for entry in said.entries
        if entry.name not in names
    )  # fmt: skip
    there = [entry.name for entry in said.entries if entry.name in names]
    return said, there, tuple(sorted((*problems, *lost)))


def _lesson_names(folder: Path) -> tuple[list[str], list[Skipped]]:
    """The Markdown files of a folder that may be read, by name; and those that may not."""
    try:
        with os.scandir(folder) as entries:
            entry_names = [entry.name for entry in islice(entries, MOST_FILES + 1)]
    except OSError as error:
        raise LibraryError(f"{safe(str(folder))} cannot be read: {_reason(error)}") from error
    names: list[str] = []
    skipped: list[Skipped] = []
    seen: dict[str, str] = {}
    if len(entry_names) > MOST_FILES:
        skipped.append(Skipped("…", f"only {MOST_FILES} entries of a folder are looked at"))
    for name in sorted(entry_names[:MOST_FILES]):
        if not name.lower().endswith(".md") or name.startswith("."):
            continue
        twin = seen.setdefault(name.casefold(), name)
        reason = ""
        if twin != name:
            reason = f"its name differs from {safe(twin)} in capitals only"
        elif name.split(".")[0].split(" ")[0].casefold() in _RESERVED:
            reason = "its name is reserved on some systems"
        elif safe(name) != name:
            reason = "its name has characters that cannot be shown"
        elif len(names) >= MOST_LESSONS:
            reason = f"a folder has at most {MOST_LESSONS} lessons"
        if reason:
            skipped.append(Skipped(safe(name), reason))
        else:
            names.append(name)
    return names, skipped


def may_be_pack(word: str) -> bool:
    """Whether this names a folder with a pack, its list, or a zip file."""
    path = Path(word)
    with suppress(OSError, ValueError):
        return (path / PACK).is_file() or (
            (path.name == PACK or path.suffix.lower() == ".zip") and path.is_file()
        )
    return False


def find(word: str, others: Sequence[LessonFile] = ()) -> LessonFile:
    """The lesson that a learner means: its number, id, file name, a path, words of its title.

    ``others`` are lessons that have no number and stand beside the built-in ones.  Raises
    LibraryError, with those to choose from or the closest name.
    """
    path = Path(word)
    if "/" in word or os.sep in word or word.endswith(".md"):
        for file in built_in():
            if file.name == word and not os.path.lexists(word):
                return file
        return LessonFile(safe(word), read_bytes(path))
    known = built_in()
    if word.isascii() and word.isdigit():
        for file in known:
            if file.number == int(word):
                return file
        numbers = ", ".join(str(file.number) for file in known)
        raise LibraryError(
            f"there is no lesson {safe(word[:20])}; there are {numbers}, and packs by name"
        )
    known = (*known, *others)
    ids = {header_of(file.data).id: file for file in known}
    stems = {file.name.removesuffix(".md"): file for file in known}
    plain = {stem.partition("-")[2]: file for stem, file in stems.items() if file.number}
    for names in (ids, stems, plain):
        if word in names:
            return names[word]
    return _match_words(word[:80], known, others)


def _match_words(
    word: str, known: Sequence[LessonFile], others: Sequence[LessonFile]
) -> LessonFile:
    """The one lesson whose id, file name or title has these words, or beginnings of words.

    Raises LibraryError, with the lessons that there are to choose from.
    """
    asked = re.findall(r"\w+", word.casefold())
    found = [file for file in known if _has(header_of(file.data), file, asked)]
    if len(found) == 1:
        return found[0]
    if found:
        heads = [(header_of(file.data), file) for file in found]
        choices = "; ".join(
            f"{head.id if file in others else file.number} {head.title}" for head, file in heads
        )
        raise SeveralLessonsError(f"{safe(word)!r} may be several lessons: {choices}")
    from difflib import get_close_matches

    names = [name for file in known for name in (header_of(file.data).id, file.name[: -len(".md")])]
    close = get_close_matches(word, names, 1)
    help_ = f"did you mean {close[0]}?" if close else "bptutor status lists them"
    raise LibraryError(f"there is no lesson called {safe(word)!r}; {help_}")


def _has(said: Header, file: LessonFile, asked: Sequence[str]) -> bool:
    words = re.findall(r"\w+", f"{said.id} {said.title} {file.name}".casefold())
    return bool(asked) and all(any(word.startswith(start) for word in words) for start in asked)
