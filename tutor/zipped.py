"""A pack in a zip file, read safely: a stranger made it.

Nothing is written by the names in it.  Only Markdown files of one folder are read, each no further
than a lesson may go, whatever the file says of their sizes; links, encrypted entries, names that
lead out of the folder and too many entries are refused.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from tutor.core.catalogue import SIZE
from tutor.core.text import safe
from tutor.library import MOST_LESSONS, PACK, Folder, LibraryError, lessons_at, read_bytes

LARGEST = 8 * 1024 * 1024
"""Bytes that a zip file of a pack may have."""
ENTRIES = 2 * MOST_LESSONS
"""Files and folders that may be in it."""
MOST = 32 * 1024 * 1024
"""Bytes that its lessons may have together."""

_NAME = re.compile(r"[^/\\:\x00-\x1f]+\.md")
_BESIDE = ("__MACOSX/", ".DS_Store")
"""What systems put into a zip file of their own accord."""


def lessons_in(path: Path) -> Folder:
    """``lessons_at`` of a pack in a zip file, whose files are called ``week.zip/01-area.md``.

    Raises LibraryError.
    """
    with TemporaryDirectory() as made:
        for name, data in unzipped(path).items():
            Path(made, name).write_bytes(data)
        found = lessons_at(Path(made))
    inside = safe(str(path))
    lessons = (one._replace(name=f"{inside}/{Path(one.name).name}") for one in found.lessons)
    pack = found.pack and found.pack._replace(name=f"{inside}/{PACK}")
    return found._replace(lessons=tuple(lessons), pack=pack)


def unzipped(path: Path) -> dict[str, bytes]:
    """The Markdown files of a pack by their names.  Raises LibraryError."""
    shown = safe(str(path))
    data = read_bytes(path, LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return _files(opened, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise LibraryError(f"{shown} is not a zip file that can be read: {error}") from error
    except (NotImplementedError, RuntimeError) as error:
        raise LibraryError(f"{shown} is compressed in a way that is not read: {error}") from error


def _files(opened: zipfile.ZipFile, shown: str) -> dict[str, bytes]:
    entries = [one for one in opened.infolist() if not one.filename.startswith(_BESIDE)]
    if len(entries) > ENTRIES:
        raise LibraryError(f"{shown} has {len(entries)} files; at most {ENTRIES} are read")
    for one in entries:
        _refuse_unsafe(one, shown)
    files = [one for one in entries if not one.is_dir()]
    places = (one.filename.rpartition("/") for one in files)
    folders = {place for place, _, name in places if name == PACK}
    if len(folders) != 1:
        many = "no pack.md" if not folders else "more than one pack.md"
        raise LibraryError(f"{shown} has {many}: zip one folder with its lessons and a pack.md")
    (folder,) = folders
    found: dict[str, bytes] = {}
    left = MOST
    for one in files:
        place, _, name = one.filename.rpartition("/")
        if place != folder or not _NAME.fullmatch(name) or name.startswith("."):
            continue
        if name.casefold() in {other.casefold() for other in found}:
            raise LibraryError(f"{shown} has two files called {safe(name)}")
        with opened.open(one) as file:
            found[name] = file.read(SIZE + 1)
        left -= len(found[name])
        if len(found[name]) > SIZE or left < 0:
            what = safe(name) if left >= 0 else "what is in it"
            most = SIZE if left >= 0 else MOST
            raise LibraryError(f"{shown}: {what} is too large: at most {most} bytes are read")
    return found


def _refuse_unsafe(one: zipfile.ZipInfo, shown: str) -> None:
    name = one.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise LibraryError(f"{shown} has a name that leads out of it: {safe(name)!r}")
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise LibraryError(f"{shown} has a link or a device in it: {safe(name)!r}")
    if one.flag_bits & 1:
        raise LibraryError(f"{shown} is encrypted")
