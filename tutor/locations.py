"""Where the learner's data lives.  No other file knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs

HOME_VARIABLE = "BPTUTOR_HOME"
PROGRESS_NAME = "progress.db"


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


def progress_file(environment: Mapping[str, str]) -> Path | None:
    """The file with the learner's progress, or None when there is no place for it."""
    folder = data_folder(environment)
    return folder / PROGRESS_NAME if folder else None
