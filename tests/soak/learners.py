"""Every lesson, gone through by learners of every kind, by lines and by keys.

``python -m tests.soak.learners [--plain | --full] [--size 120x36] [LESSON …]`` prints a row for
each lesson, learner and mode: what was found, the lines or keys it took, the wrong answers that
misconceptions gave, and the seconds.  Exit status 1 when anything is wrong; each fault is printed
below its row.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.core.lessons import lesson
from tests.learners.full import play_keys
from tests.learners.outcome import Played
from tests.learners.plain import play_lines
from tests.learners.policy import LEARNERS, Learner
from tests.ui.harness import NARROW
from tutor.core.lesson import Lesson
from tutor.library import built_in

NUMBERS = tuple(f"{number:02}" for number, _ in enumerate(built_in(), 1))
Way = Callable[[Lesson, Learner, Path], Played]


def ways(chosen: argparse.Namespace) -> dict[str, Way]:
    """The modes to go through."""

    def full(found: Lesson, learner: Learner, folder: Path) -> Played:
        return asyncio.run(play_keys(found, learner, folder, chosen.size))

    wanted = {"plain": play_lines, "full": full}
    only = "plain" if chosen.plain else "full" if chosen.full else ""
    return {only: wanted[only]} if only else wanted


def row(number: str, learner: Learner, mode: str, way: Way) -> int:
    """Play, print the row; how many faults there are."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        try:
            played = way(lesson(number), learner, Path(folder))
            faults = played.faults
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            played, faults = None, [f"{type(error).__name__}: {error}"]
    steps, wrong = (played.steps, played.mistakes) if played else (0, 0)
    said = "ok" if not faults else f"{len(faults)} faults"
    spent = time.monotonic() - began
    print(f"{number}  {learner.name:<9}  {mode:<5}  {said:<9} {steps:>6} steps  {wrong:>4} mistakes"
          f"  {spent:>6.1f} s", flush=True)  # fmt: skip
    for fault in faults:
        print(f"      {fault}", flush=True)
    return len(faults)


def read_size(text: str) -> tuple[int, int]:
    """``120x36``."""
    columns, _, rows = text.partition("x")
    return int(columns), int(rows)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.learners")
    parser.add_argument("lessons", nargs="*", default=NUMBERS)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--size", type=read_size, default=NARROW)
    chosen = parser.parse_args()
    played = faults = 0
    for number in chosen.lessons:
        for learner in LEARNERS:
            for mode, way in ways(chosen).items():
                played += 1
                faults += row(number, learner, mode, way)
    print(f"{played} times through a lesson, {faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
