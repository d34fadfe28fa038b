"""Where the learner's data lives.  No other file knows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import platformdirs

HOME_VARIABLE = "BPTUTOR_HOME"
PACKS_VARIABLE = "BPTUTOR_PACKS"
"""Where the packs are, if not in the folder of the data: visitors have those of their host."""
PROGRESS_NAME = "progress.db"
PACKS_NAME = "packs"
KEYS_NAME = "keys.toml"
MOST_PACKS = 26
"""Packs that there may be: each has a letter."""


def data_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of this user's data, or None when the system knows no home for the user.

    ``BPTUTOR_HOME`` overrides the system's own choice; an empty one counts as not set.  The folder
    need not exist.
    """
    chosen = environment.get(HOME_VARIABLE, "")
    try:
        if chosen:
            return Path(chosen).expanduser().absolute()
        folder = platformdirs.user_data_path("bptutor", appauthor=False)
    except (RuntimeError, OSError, KeyError, ValueError):  # no home, or no current folder
        return None
    return folder if folder.is_absolute() else None


def keys_file(environment: Mapping[str, str]) -> Path | None:
    """The file with the learner's own keys, in the folder of settings; beside the data where
    ``BPTUTOR_HOME`` says where they are.
    """
    try:
        if environment.get(HOME_VARIABLE, ""):
            folder = data_folder(environment)
        else:
            folder = platformdirs.user_config_path("bptutor", appauthor=False)
    except (RuntimeError, OSError, KeyError, ValueError):
        return None
    return folder / KEYS_NAME if folder and folder.is_absolute() else None


def pack_folders(environment: Mapping[str, str]) -> list[Path]:
    """The folders of the packs that were added, one a pack, by name."""
    folder = packs_folder(environment)
    if folder is None:
        return []
    with suppress(OSError):
        return sorted(
            one
            for one in folder.iterdir()
            if not one.name.startswith(".") and one.is_dir() and not one.is_symlink()
        )[:MOST_PACKS]
    return []


def packs_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of the packs that were added, or None when there is no place for it."""
    if chosen := environment.get(PACKS_VARIABLE, ""):
        return Path(chosen)
    folder = data_folder(environment)
    return folder / PACKS_NAME if folder else None


def progress_file(environment: Mapping[str, str]) -> Path | None:
    """The file with the learner's progress, or None when there is no place for it."""
    folder = data_folder(environment)
    return folder / PROGRESS_NAME if folder else None
