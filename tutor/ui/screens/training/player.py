"""Lets a run go on in slices so short that a key never waits for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from tutor.core.training import Replaying, Run

SLICE = 0.005
"""Seconds of updates before the screen is looked after again."""
FRAME, SELDOM = 0.12, 0.6
"""Seconds between two pictures at full speed, at least and at most."""
SHARE = 6
"""So many times as long as a picture takes it is until the next: a key seldom waits for one."""
BREATH = 0.002
"""Seconds that the screen has for itself after every slice."""
WORTH_IT = 1.5
"""Seconds at full speed after which a C compiler is asked to help."""


class Speed(NamedTuple):
    """``updates`` in each frame of so many ``seconds``; 0 for as many as there is time for."""

    name: str
    updates: int
    seconds: float


SPEEDS = (
    Speed("4 updates a second", 1, 0.25),
    Speed("50 updates a second", 5, 0.1),
    Speed("500 updates a second", 50, 0.1),
    Speed("full speed", 0, FRAME),
)


class Player:
    """Plays one run after the other; ``on_frame`` paints."""

    def __init__(self, run: Run, on_frame: Callable[[], None]) -> None:
        self.run = run
        self.speed = 1
        self.is_playing = False
        self._on_frame = on_frame
        self._asked_for: Run | None = None
        self._slice = 1

    async def play(self) -> None:
        """Until it is stopped, or the run is over."""
        self.is_playing, started = True, perf_counter()
        while self.is_playing and not self.run.is_over:
            speed = SPEEDS[self.speed]
            if speed.updates:
                self.run.advance(speed.updates)
                self._on_frame()
                await asyncio.sleep(speed.seconds)
                started = perf_counter()
                continue
            shown, longest = perf_counter(), 0.0
            while self._goes_on(perf_counter() - shown, longest):
                self._take_slice()
                longest = max(longest, await _breathe())  # the picture is painted in one of them
            self._on_frame()
            if perf_counter() - started > WORTH_IT and self._asked_for is not self.run:
                await self._quicken(self.run)
            await asyncio.sleep(BREATH)
        self.is_playing = False
        self._on_frame()

    def _goes_on(self, since: float, longest: float) -> bool:
        """Whether there is no picture yet, so many seconds after the last one."""
        pause = min(SELDOM, max(FRAME, SHARE * longest))
        return self.is_playing and since < pause and not self.run.is_over

    def _take_slice(self) -> None:
        """As many updates as fit, by what the last ones took."""
        began = perf_counter()
        self.run.advance(self._slice)
        took = max(1e-6, perf_counter() - began)
        wanted = int(self._slice * SLICE / took)
        self._slice = max(1, min(wanted, 2 * self._slice))

    async def _quicken(self, run: Run) -> None:
        """Machine code from here on, where there is a compiler and its bits are the same."""
        self._asked_for = run
        faster = await asyncio.to_thread(compiled, run)
        if faster is not None and run is self.run:
            run.adopt(faster)


async def _breathe() -> float:
    """Let the screen look after itself; for how many seconds it did."""
    began = perf_counter()
    await asyncio.sleep(BREATH)
    return perf_counter() - began - BREATH


def compiled(run: Run) -> Replaying | None:
    """The replay of a run in machine code; None where there is no compiler."""
    from engine import EngineError, native, replay

    if not isinstance(run.replay, replay.Replay):
        return None
    try:
        return native.NativeReplay(run.replay)
    except EngineError:
        return None
