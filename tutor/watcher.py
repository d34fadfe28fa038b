"""A lesson file that is looked at again and again: what it holds, whenever that has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tutor.core.checking import Watched, reload
from tutor.library import LibraryError, read_bytes


class Watcher:
    """Looks at one file.  ``poll`` is called by whoever has a clock."""

    def __init__(self, path: Path, read: Callable[[Path], bytes] = read_bytes) -> None:
        self._path = path
        self._read = read
        self._data: bytes | None = None
        self.watched = Watched()
        self.trouble = ""

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self._path.name

    def poll(self) -> Watched | None:
        """The new state when the file has changed since the last look, otherwise None.

        A file that is away for a moment, as while an editor saves it, is not a change; ``trouble``
        says why it could not be read.
        """
        try:
            data = self._read(self._path)
        except LibraryError as error:
            self.trouble = str(error)
            return None
        self.trouble = ""
        if data == self._data:
            return None
        self._data = data
        self.watched = reload(self.watched, data, self.name)
        return self.watched
