"""The time and the zone of this computer: where days begin and end for the learner."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """The zone that this system is set to, with the rules that it knows for every day."""

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        """How far the clocks here are ahead of UTC."""
        if at is None:
            return None
        try:
            return at.replace(tzinfo=None).astimezone().utcoffset()
        except (OverflowError, ValueError, OSError):  # a year that the system does not know
            return timedelta(seconds=-time.timezone)

    def dst(self, _at: datetime | None) -> timedelta | None:
        """Not known."""
        return None

    def tzname(self, _at: datetime | None) -> str:
        """The names that the system has for it."""
        return str(self)

    def fromutc(self, at: datetime) -> datetime:
        """The time here, when it is ``at`` in UTC; an hour that comes twice is told apart."""
        exact = at.replace(tzinfo=UTC)
        try:
            here = exact.astimezone().replace(tzinfo=None)
            return here.replace(tzinfo=self, fold=here.astimezone(UTC) != exact)
        except (OverflowError, ValueError, OSError):
            return at - timedelta(seconds=time.timezone)

    def __str__(self) -> str:
        """The same for the same rules, as far as the system says."""
        return f"{'/'.join(time.tzname)} {time.timezone} {time.altzone}"


HERE = LocalZone()


def local_now() -> datetime:
    """The time now, in the zone of this computer."""
    return datetime.now(HERE)
