"""A record that keeps nothing: for conversations of which no store is the matter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tutor.core.progress import Answered, Progress

if TYPE_CHECKING:
    from tutor.core.session import Effect, State


class NullRecord:
    """Answers like a ``Recorder`` of a learner who has done nothing, and stores nothing."""

    notice = ""

    def start_timing(self, _lesson: str) -> None:
        """Times are not kept."""

    def save(self, _lesson: str, _effects: tuple[Effect, ...]) -> str:
        """Store nothing; no message."""
        return ""

    def place(self, _lesson: str) -> State | None:
        """None: no lesson was ever opened."""
        return None

    def progress(self) -> Progress:
        """The progress of somebody who has not begun."""
        return Progress()

    def answers(self) -> tuple[Answered, ...]:
        """None were given."""
        return ()

    def now(self) -> datetime:
        """The earliest time there is, so that no review is ever due."""
        return datetime.min.replace(tzinfo=UTC)

    def reset(self, _lesson: str) -> str:
        """Reset nothing; no message."""
        return ""

    def prefer(self, _key: str, _value: str) -> str:
        """Remember nothing; no message."""
        return ""
