"""One session in which the n-th thing asked of the disk fails, and what is there afterwards."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.core.events import ONE_OF_EACH, answered
from tests.store.faults import Faults
from tests.store.helpers import Clock, history, names, saved
from tutor.core.progress.events import Event
from tutor.store import NotSavedError, StoreError, open_store


@dataclass(frozen=True)
class Failed:
    """What was hit (nothing once ``step`` is past the last one), and what was lost or broken."""

    hit: tuple[str, ...]
    lost: frozenset[Event]
    repeated: int
    damaged: tuple[str, ...]
    missing: frozenset[Event]

    @property
    def sound(self) -> bool:
        """Whether everything that was called saved is there, once, in a sound file."""
        return not (self.lost or self.repeated or self.damaged)


def session(path: Path, clock: Clock) -> tuple[list[Event], list[Event]]:
    """A session in which anything may fail: all events, and those that were called saved."""
    with open_store(path, now=clock) as store:
        known, promised = [], []
        with suppress(StoreError):  # what cannot be read is said, not taken for nothing
            known = list(store.events()) if store.keeps else []
        for number in range(3):
            event = answered(1000 + number)
            known.append(event)
            try:
                store.append(event)
            except NotSavedError:
                continue
            if store.keeps:
                promised = known.copy()
        with suppress(StoreError):
            store.backup()
        with suppress(StoreError):
            store.include([answered(2000)])
            known.append(answered(2000))
            promised = known.copy() if store.keeps else []
        with suppress(StoreError):
            store.tidy()
        with suppress(StoreError):
            assert set(store.events()) >= set(known)
        assert store.progress().lessons["linreg"].tries >= 3
    return known, promised


def failing_at(step: int, folder: Path, faults: Faults, *, existing: bool) -> Failed:
    """The session with a failure at ``step``; with ``existing`` there is a file with a history."""
    folder.mkdir()
    path = folder / "progress.db"
    clock = Clock()
    faults.arm(0)
    if existing:
        saved(path)
        clock.pass_days(2)
    faults.arm(step)
    known, promised = session(path, clock)
    hit = tuple(faults.hit)
    faults.arm(0)
    found = history(path)
    before = set(ONE_OF_EACH) if existing else set()
    return Failed(
        hit=hit,
        lost=frozenset((set(promised) | before) - set(found)),
        repeated=len(found) - len(set(found)),
        damaged=tuple(name for name in names(folder) if "damaged" in name),
        missing=frozenset(set(known) - set(found)),
    )
