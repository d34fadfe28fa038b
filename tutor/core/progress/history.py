"""The order of events: two histories as one, times that cannot be, and what still counts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from tutor.core.progress.codec import to_line
from tutor.core.progress.events import (
    Answered,
    Event,
    Finished,
    Hinted,
    LessonEvent,
    Placed,
    Preferred,
    Reset,
)

Key = tuple[datetime, int, str]

AT_ONE_TIME = (Preferred, Placed, Hinted, Answered, Finished, Reset)
"""The order of events of one instant."""


def held(
    events: Sequence[Event], now: datetime, latest: datetime | None = None
) -> tuple[Event, ...]:
    """The events with times that may be true, for sums: none is later than ``now``.

    A clock that was wrong dates an answer decades ahead.  Such a time is held to that of the next
    event stored that is not later than ``now``; where none follows, to the latest such time there
    is (``latest`` is that of the events before these), so that nothing is put off from day to day.
    What is stored keeps its time: whose clock stands in the past today has the truth tomorrow.
    """
    kept: list[Event] = []
    sure = [event.at for event in events if event.at <= now]
    sure += [latest] if latest else []
    until = max(sure, default=now)
    for event in reversed(events):
        if event.at > now:
            kept.append(replace(event, at=until))
        else:
            kept.append(event)
            until = event.at
    return tuple(reversed(kept))


def events_that_count(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that no later reset hides, in order, resets left out."""
    kept: list[Event] = []
    hidden: set[str] = set()
    all_hidden = False
    for event in reversed(tuple(events)):
        if isinstance(event, Reset):
            hidden.add(event.lesson)
            all_hidden = all_hidden or not event.lesson
        elif not (isinstance(event, LessonEvent) and (all_hidden or event.lesson in hidden)):
            kept.append(event)
    return tuple(reversed(kept))


def superseded_places(events: Sequence[Event]) -> tuple[int, ...]:
    """Positions of the places that a later place in the same lesson makes useless."""
    later: set[str] = set()
    useless: list[int] = []
    for position in range(len(events) - 1, -1, -1):
        event = events[position]
        if isinstance(event, Placed):
            if event.lesson in later:
                useless.append(position)
            later.add(event.lesson)
    return tuple(reversed(useless))


def merge(ours: Sequence[Event], theirs: Iterable[Event]) -> tuple[Event, ...]:
    """All events of both, each once: ours in their order, each of theirs where its time puts it.

    Where it goes depends on the event and on ``ours`` alone, never on what came with it: importing
    files in another order, or twice, gives the same.  A clock that was put back leaves events of
    ours behind later ones; one of theirs goes before the first that nothing of ours so far is
    later than.
    """
    known = set(ours)
    new = {event for event in theirs if event not in known}
    if not new:
        return tuple(ours)
    times = Counter(event.at for event in new)
    times.update({event.at for event in ours})
    shared = {at for at, count in times.items() if count > 1}

    def key(event: Event) -> Key:
        rank = AT_ONE_TIME.index(type(event))
        return event.at, rank, to_line(event) if event.at in shared else ""

    latest: list[Key] = []
    for event in ours:
        own = key(event)
        latest.append(max(own, latest[-1]) if latest else own)
    merged: list[Event] = []
    done = 0
    for own, event in sorted(((key(event), event) for event in new), key=itemgetter(0)):
        place = bisect_right(latest, own)
        merged += ours[done:place]
        merged.append(event)
        done = place
    return (*merged, *ours[done:])
