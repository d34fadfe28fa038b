"""The learner's own keys: the file is read where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.library import LibraryError, read_bytes
from tutor.ui.commands_table import NO_CHANGES, KeyMap

if TYPE_CHECKING:
    from pathlib import Path

TOLD = "Your keys are as they always are: {file} has a mistake, and bptutor keys says which."


def own_keys(file: Path | None) -> tuple[KeyMap, tuple[str, ...]]:
    """The keys of a file, and what is wrong with it; without the file nothing is changed.

    Every screen is read to check it, so this takes time where there is a file.
    """
    if file is None or not file.exists():
        return NO_CHANGES, ()
    from tutor.ui.all_commands import ALL_COMMANDS
    from tutor.ui.key_map import read_key_map

    try:
        found, problems = read_key_map(read_bytes(file).decode("utf-8"), ALL_COMMANDS)
    except LibraryError as error:
        problems = (str(error),)
    except UnicodeDecodeError:
        problems = ("it is not UTF-8",)
    if problems:
        return KeyMap(problem=TOLD.format(file=file.name)), problems
    return found, ()
