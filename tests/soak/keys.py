"""Any keys for an hour: the application under random keys and clicks, and what it grows by.

``python -m tests.soak.keys [COUNT [SEED]]`` sends COUNT keys and mouse events (200,000) to all
screens of the tutor, with windows of changing size, and prints how many screens were seen, the
memory and the number of living objects after each tenth, at home.  Caches, all of them bounded, are
emptied before the objects are counted: what is left and grows is a leak.  Exit status 1 after a
crash.

What takes the time are the frames.  ``TEXTUAL_FPS=10`` before the command paints fewer between two
keys (one after each batch is painted in any case); pieces with seeds of their own can run side by
side.
"""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import NamedTuple

from textual.events import (
    Key,
    MouseDown,
    MouseMove,
    MouseScrollDown,
    MouseScrollUp,
    MouseUp,
)

from tests.ui.harness import Screen, tutor
from tests.ui.moments import Mouse, keys, stays
from tutor.core.lesson import Lesson
from tutor.core.reader import read
from tutor.library import built_in

COUNT = 200_000
BATCH = 25
SIZES = ((80, 24), (120, 36), (60, 20), (40, 12), (100, 30))
CLICKS, DRAGS = 0.25, 0.3
"""The share of the mouse in what is sent, and of marked text in what is clicked."""


def lessons() -> Iterator[Lesson]:
    """All built-in lessons."""
    for file in built_in():
        found, _ = read(file.data, file.name)
        assert found is not None
        yield found


def clicked(draws: random.Random) -> Iterator[Mouse]:
    """A click, a mark drawn over a piece of text, a move, or the wheel, within the window."""
    (left, top), (right, bottom) = ((draws.random(), draws.random()) for _ in range(2))
    kind = draws.choice((MouseDown, MouseDown, MouseMove, MouseScrollDown, MouseScrollUp))
    yield Mouse(kind, left, top)
    if kind is MouseDown:
        if draws.random() < DRAGS:
            yield Mouse(MouseMove, right, bottom)
            left, top = right, bottom
        yield Mouse(MouseUp, left, top)


def sent(draws: random.Random, count: int) -> Iterator[str | Mouse]:
    """``count`` keys and mouse events."""
    choice = keys()
    while count > 0:
        events = clicked(draws) if draws.random() < CLICKS else iter((draws.choice(choice),))
        for event in events:
            count -= 1
            yield event


async def press(screen: Screen, draws: random.Random, count: int, seen: Counter[str]) -> None:
    """``count`` random events, faster than anybody acts, each batch followed by a moment's rest."""
    app = screen.app
    for number, what in enumerate(sent(draws, count)):
        if isinstance(what, Mouse):
            app.post_message(what.event(*app.size))
        else:
            app.post_message(Key(what, what if len(what) == 1 else None))
        if number % BATCH == 0:
            await screen.settle()
            # Else the keys that are left would go nowhere; its own fault is printed above.
            assert app.is_running, f"ended after {number + 1} events of this tenth"
            seen[type(app.screen).__name__] += 1
        if number % (40 * BATCH) == 0:
            await screen.pilot.resize_terminal(*draws.choice(SIZES))


async def go_home(screen: Screen) -> None:
    """What is open differs from tenth to tenth: all is measured from home."""
    await screen.settle()
    while len(screen.app.screen_stack) > 1:
        screen.app.pop_screen()
        await screen.settle()


class Memory(NamedTuple):
    """What the process holds: MB of it, and objects that the collector knows."""

    mb: float
    objects: int

    def __str__(self) -> str:
        return f"{self.mb:.1f} MB, {self.objects:,} objects"


def memory() -> Memory:
    """What is held now without garbage; the objects are those with the caches emptied."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper):
            one.cache_clear()
    gc.collect()
    return Memory(pages * resource.getpagesize() / 1e6, len(gc.get_objects()))


async def run(count: int, folder: Path, seed: int) -> tuple[Counter[str], list[Memory]]:
    """The screens seen, and the memory at the start and after each tenth of the keys."""
    seen: Counter[str] = Counter()
    draws = random.Random(seed)
    async with tutor(folder, (80, 24), None, tuple(lessons()), new=True) as screen:
        stays(screen.app)
        held = [memory()]
        for tenth in range(1, 11):
            await press(screen, draws, count // 10, seen)
            await go_home(screen)
            held.append(memory())
            print(f"  {tenth * count // 10} events: {held[-1]}", flush=True)
    return seen, held


def main(count: int = COUNT, seed: int = 1) -> int:
    """Print the figures."""
    start = time.perf_counter()
    # What the keys save from the sandbox goes to the folder that the program was started in.
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        seen, held = asyncio.run(run(count, Path(folder), seed))
    spent = time.perf_counter() - start
    print(f"{count} keys and mouse events (seed {seed}) in {spent:.0f} s, no crash")
    for name_, times in seen.most_common():
        print(f"  {name_:<16} seen {times} times")
    print(f"start {held[0]}; middle {held[5]}; end {held[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
