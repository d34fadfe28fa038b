"""What is odd about a history: times that have not come, lessons and skills that nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from tutor.core.progress.events import Answered, Event, LessonEvent, Placed
from tutor.core.progress.schedule import day_of
from tutor.core.progress.skills import known_skill
from tutor.core.progress.totals import zone_of
from tutor.core.text import plural, safe

NAMED, LONGEST = 5, 40
"""Names that are listed of many, and characters of one."""


class Finding(NamedTuple):
    """One thing that was found, in a sentence.

    ``remedy`` says what mending it would do, "" where nothing is wrong or nothing can be done;
    ``is_wrong`` tells these two apart.
    """

    said: str
    remedy: str = ""
    is_wrong: bool = False


def odd_events(
    events: Sequence[Event], now: datetime, lessons: Collection[str]
) -> Iterator[Finding]:
    """What is worth knowing of these events and no harm; ``lessons`` are the ids at hand."""
    early = [event.at for event in events if event.at > now]
    if early:
        latest = day_of(max(early), zone_of(now))
        yield Finding(
            f"{plural(len(early), 'event')} of a time that has not come (up to {latest}): a clock "
            "was wrong. What came next says when it was; nothing needs to be done."
        )
    taught = {event.lesson for event in events if isinstance(event, LessonEvent)}
    yield from _unknown("lesson", taught - set(lessons) - {""}, "files of your own, or gone")
    skills = {skill for event in events if isinstance(event, Answered) for skill in event.skills}
    unknown = {skill for skill in skills if known_skill(skill) is None}
    yield from _unknown("skill", unknown, "of lessons of your own, or gone")


def _unknown(what: str, names: Collection[str], why: str) -> Iterator[Finding]:
    if names:
        shown = ", ".join(safe(name)[:LONGEST] for name in sorted(names)[:NAMED])
        rest = ", …" if len(names) > NAMED else ""
        many = plural(len(names), what)
        yield Finding(f"{many} that this bptutor does not bring ({why}): {shown}{rest}.")


def lost_events(ours: Iterable[Event], theirs: Iterable[Event]) -> tuple[Event, ...]:
    """The events of a copy that are not among ours; places, which are tidied away, do not count."""
    known = set(ours)
    return tuple(event for event in theirs if event not in known and not isinstance(event, Placed))
