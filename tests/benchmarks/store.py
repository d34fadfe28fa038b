"""What it costs to open the tutor, and to ask it things, with 100 answers and with 100,000.

``python -m tests.benchmarks.store [ANSWERS]`` makes a file of each size in a temporary folder and
runs the real program on it: processor seconds of the child (user and system, the middle of three)
and its largest memory.  The first opening of a day reads all of the file and backs it up; every
other one should cost no more than 1.3 times as much with the long history as with the short one.
Exit status 1 when that is missed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from tests.terminal import ROOT
from tutor.core.practice.items import quizzes_of
from tutor.core.progress import Answered, Event, Placed
from tutor.core.reader import read
from tutor.library import built_in
from tutor.store import open_store

FEW, MANY = 100, 100_000
MOST = 1.3
TIMES = 3

TUTOR = ("-m", "tutor")
STORE = """import os
from pathlib import Path
from tutor.store import open_store
with open_store(Path(os.environ["BPTUTOR_HOME"], "progress.db")) as store:
    store.progress()"""
RUN = """import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(done.returncode)"""
"""A program runs another and says what it cost; it is small, or its own memory would be counted."""

OPENING: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("open and close the store alone", ("-c", STORE), ""),
    ("open and quit, in lines of text", (*TUTOR, "--plain"), "q\n"),
)
COMMANDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("review, one question, quit", (*TUTOR, "review"), "q\n"),
    ("status", (*TUTOR, "status"), ""),
    ("export", (*TUTOR, "export"), ""),
    ("export --format csv", (*TUTOR, "export", "--format", "csv"), ""),
)


def history(answers: int) -> list[Event]:
    """A learner who does some hundred questions a day, right and wrong, in all the lessons."""
    chance = random.Random(7)
    lessons = [lesson for file in built_in() if (lesson := read(file.data, file.name)[0])]
    asked = [(lesson.id, quiz) for lesson in lessons for quiz in quizzes_of(lesson)]
    now = datetime.now(UTC) - timedelta(days=answers / 100 + 3)
    events: list[Event] = []
    for number in range(answers):
        now += timedelta(days=1 / 100)
        lesson, quiz = chance.choice(asked)
        correct = chance.random() < 0.7
        events.append(
            Answered(
                now, lesson, quiz.id, quiz.kind, number, ("8",), correct, float(correct),
                () if correct else ("LOCAL_ONLY",), quiz.skills, 0, 0, 20.0,
            )
        )  # fmt: skip
    events += [Placed.of(now, lesson.id, {"page": 1}) for lesson in lessons]
    return events


def cost(home: Path, words: Sequence[str], typed: str) -> tuple[float, float]:
    """Processor seconds and megabytes of one run of the program."""
    program = subprocess.run(
        [sys.executable, "-S", "-c", RUN, sys.executable, *words], cwd=ROOT, input=typed,
        capture_output=True, text=True, env={**os.environ, "BPTUTOR_HOME": str(home)},
    )  # fmt: skip
    assert program.returncode == 0, program.stderr
    seconds, memory = map(float, program.stdout.split())
    return seconds, memory


def costs(home: Path, words: Sequence[str], typed: str) -> tuple[float, float]:
    """The middle of three runs."""
    seconds, memory = zip(*(cost(home, words, typed) for _ in range(TIMES)), strict=True)
    return median(seconds), median(memory)


def row(name: str, small: tuple[float, float], large: tuple[float, float]) -> tuple[float, float]:
    """Print one row of the table; the ratios."""
    seconds, memory = large[0] / small[0], large[1] / small[1]
    print(f"{name:<34}{small[0]:>8.2f}{large[0]:>8.2f}{seconds:>8.2f}x"
          f"{small[1]:>8.0f}{large[1]:>8.0f}{memory:>8.2f}x", flush=True)  # fmt: skip
    return seconds, memory


def main(many: int = MANY) -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as made:
        homes = []
        for answers in (FEW, many):
            home = Path(made, str(answers))
            with open_store(home / "progress.db") as store:
                store.append(*history(answers))
            homes.append(home)
            size = (home / "progress.db").stat().st_size / 2**20
            print(f"{answers} answers: {size:.1f} MB on the disk")
        print(f"{'':<34}{'s':>8}{'s':>8}{'':>9}{'MB':>8}{'MB':>8}")
        few, many_ = (cost(home, *OPENING[0][1:]) for home in homes)
        row("  the same, first of a day", few, many_)
        kept = True
        for name, words, typed in (*OPENING, *COMMANDS):
            few, many_ = (costs(home, words, typed) for home in homes)
            ratios = row(name, few, many_)
            kept = kept and (words not in [one[1] for one in OPENING] or max(ratios) <= MOST)
    print(f"opening costs at most {MOST} times as much: {'yes' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
