"""Puts what a session asks to be stored into the store, with the time at which it happened.

The list of lessons needs only progress, so the session's own modules are imported when needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tutor.core.progress import (
    Answered,
    Event,
    Preferred,
    Progress,
    Reset,
    events_that_count,
    held,
)
from tutor.store import NotSavedError, Store

if TYPE_CHECKING:
    from tutor.core.session import Effect, State


class Recorder:
    """The learner's record while the tutor runs."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._since: dict[str, datetime] = {}

    def start_timing(self, lesson: str) -> None:
        """The learner starts to look at this lesson: the seconds of answers count from now."""
        self._since[lesson] = self._clock().astimezone(UTC)

    def now(self) -> datetime:
        """The time at which answers are stored."""
        return self._clock()

    def save(self, lesson: str, effects: tuple[Effect, ...]) -> str:
        """Store what the session asks for, all or nothing.

        Returns "" once it is on the disk, or a message that tells the learner why it is not.
        """
        if not effects:
            return ""
        from tutor.core.session import event_of

        now = self._clock().astimezone(UTC)  # wall clocks have hours that come twice
        seconds = (now - self._since.get(lesson, now)).total_seconds()
        events = [event_of(effect, lesson, now, seconds) for effect in effects]
        if any(isinstance(event, Answered) for event in events):
            self._since[lesson] = now
        return self._append(*events)

    def place(self, lesson: str) -> State | None:
        """Where the learner left this lesson; None when it was never opened."""
        from tutor.core.session import state_from_data

        done = self.progress().lessons.get(lesson)
        return state_from_data(done.place.data) if done and done.place else None

    def progress(self) -> Progress:
        """The sum of everything stored."""
        return self._store.progress(self._clock())

    def answers(self) -> tuple[Answered, ...]:
        """Every answer that counts, in order.  Raises StoreError when they cannot be read."""
        counted = held(events_that_count(self._store.events()), self._clock())
        return tuple(event for event in counted if isinstance(event, Answered))

    def reset(self, lesson: str) -> str:
        """Start a lesson afresh; a message if that could not be stored."""
        return self._append(Reset(self._clock(), lesson))

    def prefer(self, key: str, value: str) -> str:
        """Remember a setting; a message if that could not be stored."""
        return self._append(Preferred(self._clock(), key, value))

    @property
    def notice(self) -> str:
        """What the learner should know of how the store was opened; "" when all is well."""
        return self._store.notice

    def _append(self, *events: Event) -> str:
        try:
            self._store.append(*events)
        except NotSavedError as error:
            return str(error)
        return ""
