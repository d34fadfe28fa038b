"""From what a session asks to be stored to events in the store, with the time they happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tutor.core.actions import Effect, SaveAnswer, SaveFinished, SaveHint, SavePlace
from tutor.core.progress import (
    Answered,
    Event,
    Finished,
    Hinted,
    Placed,
    Preferred,
    Progress,
    Reset,
    summary,
)
from tutor.core.state import State, state_from_data, state_to_data
from tutor.store import NotSavedError, Store


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
        now = self._clock()
        events = [self._event(now, lesson, effect, state) for effect in effects]
        if any(isinstance(event, Answered) for event in events):
            self._since[lesson] = now
        return self._append(*events)

    def _event(self, now: datetime, lesson: str, effect: Effect, state: State) -> Event:
        seconds = (now - self._since.get(lesson, now)).total_seconds()
        match effect:
            case SaveAnswer():
                return Answered(
                    at=now,
                    lesson=lesson,
                    item=effect.item,
                    quiz_kind=effect.kind,
                    seed=effect.seed,
                    response=effect.response,
                    correct=effect.verdict.correct,
                    score=effect.score,
                    mistakes=effect.verdict.mistakes,
                    skills=effect.skills,
                    tries_before=effect.tries,
                    hints_used=effect.rungs,
                    seconds=seconds,
                )
            case SaveHint():
                return Hinted(now, lesson, effect.item, effect.seed, effect.rung)
            case SavePlace():
                return Placed.of(now, lesson, state_to_data(state))
            case SaveFinished():
                return Finished(now, lesson, seconds)

    def place(self, lesson: str) -> State | None:
        """Where the learner left this lesson, None when it was never opened."""
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
