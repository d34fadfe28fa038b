"""Writing a file of the learner's: whole or not at all, and never over another one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from shlex import quote

from tutor.core.text import safe

ENDING = ".md"
ENDINGS = (ENDING, ".svg", ".py")
"""What a graph of the learner's is kept as: a lesson, a picture, a program."""


def write_new_file(path: Path, text: str) -> None:
    """Write ``text`` to a file that is not there yet.

    It is written under another name and renamed when it is whole: a full disk, or an end of the
    program, leaves nothing.  Raises FileExistsError or OSError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _rename(part, path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make new names in the folder last; not every system can, and then nothing is done."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _rename(part: Path, path: Path) -> None:
    """Give a file its name, which nothing must have: a link tells, a rename would replace it."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # no links on this file system
        path.open("x").close()
        try:
            part.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def create_file(name: str, text: str) -> str:
    """Write ``text`` to a new file in the current folder; says where, or why not."""
    file = name if name.endswith(ENDINGS) else name + ENDING
    if file != Path(file).name or file in ENDINGS:
        return f"{safe(name)!r} is not a name for a file here: give one without folders."
    path = Path.cwd() / file
    try:
        write_new_file(path, text)
    except FileExistsError:
        return f"{safe(file)} is there already: choose another name."
    except OSError as error:
        return f"{safe(file)} could not be written: {error.strerror or error}."
    said = f"Saved as {safe(str(path))}"
    return f"{said}: bptutor open {safe(quote(file))}" if file.endswith(ENDING) else f"{said}."
