"""From what a session asks to be stored to the events that say it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from tutor.core.progress import Answered, Event, Finished, Hinted, Placed
from tutor.core.session.actions import Effect, SaveAnswer, SaveFinished, SaveHint, SavePlace
from tutor.core.session.state import state_to_data


def event_of(effect: Effect, lesson: str, at: datetime, seconds: float) -> Event:
    """The event of one effect in a lesson; ``seconds`` have passed since the last answer."""
    match effect:
        case SaveAnswer():
            said = {field.name: getattr(effect, field.name) for field in fields(effect)}
            return Answered(at=at, lesson=lesson, seconds=seconds, **said)
        case SaveHint():
            return Hinted(at, lesson, effect.item, effect.seed, effect.rung)
        case SavePlace(state):
            return Placed.of(at, lesson, state_to_data(state))
        case SaveFinished():
            return Finished(at, lesson, seconds)
