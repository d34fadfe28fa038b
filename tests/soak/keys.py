"""Any keys for an hour: the application under random keys, and what it grows by.

``python -m tests.soak.keys [COUNT [SEED]]`` presses COUNT keys (200,000) on all screens of the
tutor, with windows of changing size, and prints how many screens were seen, the memory and the
number of living objects after each tenth.  Exit status 1 after a crash.

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
from pathlib import Path
from typing import NamedTuple

from textual.events import Key

from tests.ui.harness import Screen, tutor
from tutor.core.lesson import Lesson
from tutor.core.lesson_format import read
from tutor.library import built_in
from tutor.ui.screens import cards, help, home, lesson_keys, name, pages, sandbox, skills, tour

COUNT = 200_000
BATCH = 25
SIZES = ((80, 24), (120, 36), (60, 20), (40, 12), (100, 30))
TYPED = "0123456789-−/.,*x=wé[語"
TABLES = (home, lesson_keys, pages, help, sandbox, cards, tour, skills, name)
WALKED = (
    "up",
    "down",
    "left",
    "right",
    "enter",
    "escape",
    "tab",
    "shift+tab",
    "backspace",
    "space",
)
LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})


def keys() -> tuple[str, ...]:
    """Every key of every screen, those that end or pause the program left out."""
    deeds = (deed for table in TABLES for deed in table.DEEDS)
    own = {key for deed in deeds for key in deed.keys.split(",")} - LEAVING
    return (*sorted(own), "f1", "ctrl+p", *WALKED, *WALKED, *TYPED)


def lessons() -> Iterator[Lesson]:
    """All built-in lessons."""
    for file in built_in():
        found, _ = read(file.data, file.name)
        assert found is not None
        yield found


async def press(screen: Screen, draws: random.Random, count: int, seen: Counter[str]) -> None:
    """``count`` random keys, faster than anybody types, each batch followed by a moment's rest."""
    choice = keys()
    for number in range(count):
        key = draws.choice(choice)
        character = key if len(key) == 1 else None
        screen.app.post_message(Key(key, character))
        if number % BATCH == 0:
            await screen.pilot.pause()
            # Else the keys that are left would go nowhere; its own fault is printed above.
            assert screen.app.is_running, f"ended after {number + 1} keys of this tenth"
            seen[type(screen.app.screen).__name__] += 1
        if number % (40 * BATCH) == 0:
            await screen.pilot.resize_terminal(*draws.choice(SIZES))


class Memory(NamedTuple):
    """What the process holds: MB of it, and objects that the collector knows."""

    mb: float
    objects: int

    def __str__(self) -> str:
        return f"{self.mb:.1f} MB, {self.objects:,} objects"


def memory() -> Memory:
    """What is held now, garbage taken away."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Memory(pages * resource.getpagesize() / 1e6, len(gc.get_objects()))


async def run(count: int, folder: Path, seed: int) -> tuple[Counter[str], list[Memory]]:
    """The screens seen, and the memory at the start and after each tenth of the keys."""
    seen: Counter[str] = Counter()
    draws = random.Random(seed)
    async with tutor(folder, (80, 24), None, tuple(lessons()), new=True) as screen:
        for action in ("action_leave", "action_suspend_process"):
            setattr(screen.app, action, lambda: None)  # the palette offers them too
        held = [memory()]
        for tenth in range(1, 11):
            await press(screen, draws, count // 10, seen)
            await screen.pilot.pause()
            held.append(memory())
            print(f"  {tenth * count // 10} keys: {held[-1]}", flush=True)
    return seen, held


def main(count: int = COUNT, seed: int = 1) -> int:
    """Print the figures."""
    start = time.perf_counter()
    # What the keys save from the sandbox goes to the folder that the program was started in.
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        seen, held = asyncio.run(run(count, Path(folder), seed))
    print(f"{count} keys (seed {seed}) in {time.perf_counter() - start:.0f} s, no crash")
    for name_, times in seen.most_common():
        print(f"  {name_:<16} seen {times} times")
    print(f"start {held[0]}; middle {held[5]}; end {held[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
