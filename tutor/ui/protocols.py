"""What the tutor is given from outside: a record of progress, a source of seeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from tutor.core.checking import Watched
    from tutor.core.progress import Progress
    from tutor.core.session import Effect, State


class Record(Protocol):
    """The learner's record.  Messages are for the learner, "" when all is well."""

    @property
    def notice(self) -> str:
        """How the record was opened."""
        ...

    def start_timing(self, lesson: str) -> None:
        """The learner starts to look at a lesson."""
        ...

    def save(self, lesson: str, effects: tuple[Effect, ...]) -> str:
        """Store effects; they are safe when this returns without a message."""
        ...

    def place(self, lesson: str) -> State | None:
        """Where the learner left a lesson."""
        ...

    def progress(self) -> Progress:
        """What is stored, added up."""
        ...

    def now(self) -> datetime:
        """The time at which answers are stored, for what is due."""
        ...

    def reset(self, lesson: str) -> str:
        """Start a lesson afresh."""
        ...

    def prefer(self, key: str, value: str) -> str:
        """Remember a setting."""
        ...


class Watch(Protocol):
    """A lesson file that is being written."""

    @property
    def name(self) -> str:
        """The file's name."""
        ...

    def poll(self) -> Watched | None:
        """The lesson and its problems when the file has changed since the last look."""
        ...


Seeds = Callable[[], int]
"""A new seed for a lesson that is opened for the first time, from 1."""

Fault = Callable[[BaseException], str]
"""Leaves a report of a fault of the program behind, and gives the message for the learner."""

Keep = Callable[[str, str], str]
"""Writes a text to a new file of this name; says where it is, or why it could not be written."""
