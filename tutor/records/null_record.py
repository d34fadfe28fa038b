"""A record that keeps nothing: for an author who tries a lesson out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tutor.core.progress import Progress, summary

if TYPE_CHECKING:
    from tutor.core.session import Effect, State


class NullRecord:
    """What the tutor asks of a record, without a store."""

    notice = ""

    def opened(self, _lesson: str) -> None:
        """Nothing to do."""

    def save(self, _lesson: str, _effects: tuple[Effect, ...], _state: State) -> str:
        """All is well, and nothing is kept."""
        return ""

    def place(self, _lesson: str) -> State | None:
        """Never been anywhere."""
        return None

    def progress(self) -> Progress:
        """None made."""
        return summary(())

    def now(self) -> datetime:
        """The beginning of time: nothing is ever due."""
        return datetime.min.replace(tzinfo=UTC)

    def reset(self, _lesson: str) -> str:
        """Nothing to take back."""
        return ""

    def prefer(self, _key: str, _value: str) -> str:
        """Not remembered."""
        return ""
