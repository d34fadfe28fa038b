"""What a session asks to be stored goes into the store, with the time at which it happened.

The list of lessons needs progress alone, so what reads and writes a session is imported later.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tutor.core.progress import Answered, Event, Preferred, Progress, Reset, summary
from tutor.store import NotSavedError, Store

if TYPE_CHECKING:
    from tutor.core.session import Effect, State


class Recorder:
    """The learner's record while the tutor runs."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._since: dict[str, datetime] = {}

    def opened(self, lesson: str) -> None:
        """The learner starts to look at this lesson: times of answers count from now."""
        self._since[lesson] = self._clock()

    def now(self) -> datetime:
        """The time at which answers are stored."""
        return self._clock()

    def save(self, lesson: str, effects: tuple[Effect, ...], state: State) -> str:
        """Store what the session asks for, all or nothing.

        Returns once it is on the disk, with a message for the learner when it is not ("" else).
        """
        if not effects:
            return ""
        from tutor.core.session import event_of

        now = self._clock()
        seconds = (now - self._since.get(lesson, now)).total_seconds()
        events = [event_of(effect, state, lesson, now, seconds) for effect in effects]
        if any(isinstance(event, Answered) for event in events):
            self._since[lesson] = now
        return self._append(*events)

    def place(self, lesson: str) -> State | None:
        """Where the learner left this lesson, None when it was never opened."""
        from tutor.core.session import state_from_data

        found = self.progress().lessons.get(lesson)
        if found is None or found.place is None:
            return None
        return state_from_data(found.place.data)

    def progress(self) -> Progress:
        """What all that was stored adds up to."""
        return summary(self._store.events())

    def reset(self, lesson: str) -> str:
        """Start a lesson afresh; a message when that could not be stored."""
        return self._append(Reset(self._clock(), lesson))

    def prefer(self, key: str, value: str) -> str:
        """Remember a setting; a message when that could not be stored."""
        return self._append(Preferred(self._clock(), key, value))

    @property
    def notice(self) -> str:
        """How the store was opened, in words for the learner; "" when all is well."""
        return self._store.notice

    def _append(self, *events: Event) -> str:
        try:
            self._store.append(*events)
        except NotSavedError as error:
            return str(error)
        return ""
