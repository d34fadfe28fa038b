"""How many small changes of the program its tests notice.

    python -m tests.mutation [AREA]... [--sample 40] [--seed 1]

The areas are engine, store, marking, reducer and reader.  Of each some changes are drawn (a
comparison, a sign, a number, a condition, a statement left out), and for each change those tests of
the area are run that run its line.  Prints the survivors and the score of each area: the share
that a test noticed, a line that no test runs counted as a survivor.  Changes are made in memory, in
functions: constants, tables and what another process runs are not among them.  Works where there
is ``fork``.  Exit status 1 where a score is below 85 %.

The survivors that are explained stand in ``explained.py``; they change nothing that anybody sees,
and count neither way.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.mutation.changes import Change, changes_of
from tests.mutation.explained import EXPLAINED
from tests.mutation.trial import Trials, lines_of

ROOT = Path(__file__).parents[2]
ENOUGH = 0.85


class Area(NamedTuple):
    """What is changed, and the tests that ought to notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "engine": Area(("engine/*.py",), ("tests/engine",)),
    "store": Area(
        ("tutor/store/*.py", "tutor/records/*.py", "tutor/files.py", "tutor/core/progress/*.py"),
        ("tests/store", "tests/core/progress", "tests/test_recorder.py", "tests/test_truth.py",
         "tests/test_doctor.py", "tests/test_commands.py",
         "tests/ui/screens/test_sandbox.py::"
         "test_a_file_is_never_written_outside_the_folder_or_over_another"),
    ),
    "marking": Area(
        ("tutor/core/answers/*.py", "tutor/core/practice/marking.py", "tutor/core/working/*.py",
         "tutor/marking_file.py", "tutor/marked_file.py",
         "tutor/core/practice/class_report/*.py"),
        ("tests/core/answers", "tests/core/practice", "tests/core/working",
         "tests/core/session/test_beside.py", "tests/core/formulas/test_choices.py",
         "tests/test_class_reports.py", "tests/test_commands.py",
         "tests/test_marking_a_working.py", "tests/plain"),
    ),
    "reducer": Area(
        ("tutor/core/session/*.py",),
        ("tests/core/session", "tests/core/activities", "tests/plain"),
    ),
    "reader": Area(
        ("tutor/core/reader/*.py", "tutor/core/syntax/*.py"),
        ("tests/core/syntax", "tests/core/checking", "tests/core/activities",
         "tests/core/questions", "tests/core/misconceptions/test_network.py",
         "tests/core/misconceptions/test_in_descent.py",
         "tests/core/test_typed.py", "tests/test_library.py", "tests/test_author_commands.py"),
    ),
}  # fmt: skip


class Found(NamedTuple):
    """What became of one change."""

    path: str
    change: Change
    outcome: str

    def __str__(self) -> str:
        return f"  {self.outcome:<9} {self.path}:{self.change.line}: {self.change.said}"


def examine(area: Area, sample: int, seed: int) -> list[Found]:
    """What becomes of ``sample`` changes of an area."""
    files = sorted(path for pattern in area.files for path in ROOT.glob(pattern))
    every = [(path, change) for path in files for change in changes_of(path.read_text("utf-8"))]
    drawn = random.Random(seed).sample(every, min(sample, len(every)))
    found: list[Found] = []

    def work(trials: Trials) -> None:
        ran = trials.measure(frozenset(map(str, files)))
        covered = frozenset(lines_of(ran))
        print(f"  {len(ran)} tests, {len(every)} changes, {len(drawn)} tried", flush=True)
        for path, change in drawn:
            name = str(path.relative_to(ROOT))
            if (str(path), change.line) in covered:
                one = Found(name, change, trials.attempt(path, change, ran))
            else:
                one = Found(name, change, "not run")
            found.append(one)
            if one.outcome not in ("killed", "hangs", "none"):
                line = path.read_text("utf-8").splitlines()[change.line - 1].strip()
                why = EXPLAINED.get((name, line, change.said), "")
                print(f"{one}: {line}" + (f"\n            {why}" if why else ""), flush=True)
                if why:
                    found[-1] = one._replace(outcome="explained")

    tests = [str(ROOT / test) for test in area.tests]
    pytest.main(
        ["-q", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests], plugins=[Trials(work)]
    )
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the survivors and the scores."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("areas", nargs="*", metavar="AREA", choices=[*AREAS, []])
    parser.add_argument("--sample", type=int, default=40, help="changes of each area")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    scores = {}
    for name in asked.areas or AREAS:
        print(f"{name}", flush=True)
        began = time.monotonic()
        counts = Counter(one.outcome for one in examine(AREAS[name], asked.sample, asked.seed))
        noticed = counts["killed"] + counts["hangs"]
        tried = noticed + counts["survived"] + counts["not run"]
        scores[name] = noticed / tried if tried else 0.0
        print(
            f"{name}: {noticed} of {tried} noticed, {100 * scores[name]:.0f} % "
            f"({counts['explained']} explained), {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return int(min(scores.values()) < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
