"""Prints the table, part by part: ``python -m tests.benchmarks.diagnosis [PART …] [details]``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import lru_cache

from tests.benchmarks.diagnosis import (
    calibration,
    circular,
    pairs,
    people,
    protocol,
    singles,
    strangers,
    times,
    values,
)
from tests.benchmarks.diagnosis.table import HEAD, Row, show

everyone = lru_cache(people.measured)
slips = lru_cache(singles.measured)
learners = lru_cache(protocol.class_of)

LEGEND = """\
claimed: said to the learner, at most two causes, and only where it is clear
hinted:  said with "perhaps" or as a fact about the number, where it is not clear
listed:  the best three causes with their shares, for a lecturer and as data, whatever is said
remedy:  a cause counts where it needs the same question or has the same number at all values"""

PARTS: dict[str, tuple[str, Callable[[], Iterable[Row]]]] = {
    "people": ("wrong numbers of real people", lambda: people.rows(everyone())),
    "singles": ("single slips on published graphs", lambda: singles.rows(slips())),
    "drawn": (
        "single slips where the program draws the values",
        lambda: singles.drawn_rows(singles.on_drawn_values()),
    ),
    "values": ("slips that values keep apart, before and now", values.rows),
    "pairs": ("two slips in one answer", pairs.rows),
    "strangers": ("numbers that no slip made, and right answers", strangers.rows),
    "circular": ("advice that leads back", circular.rows),
    "calibration": (
        "share of the first cause, on single slips (last column: the mean share)",
        lambda: calibration.rows(one.one for one in slips()),
    ),
    "protocol": ("learners who hold one rule", lambda: protocol.rows(learners())),
    "times": ("time", times.rows),
}
DETAILS: dict[str, Callable[[], Iterable[str]]] = {
    "people": lambda: people.details(everyone()),
    "singles": lambda: singles.details(slips()),
    "values": values.details,
    "protocol": lambda: protocol.details(learners()),
}


def main(words: list[str]) -> None:
    """Print all parts, or those named; ``details`` adds a line a person, kind of slip and rule."""
    began = time.monotonic()
    named = [word for word in words if word in PARTS] or list(PARTS)
    print(f"{LEGEND}\n{HEAD}")
    for part in named:
        title, rows = PARTS[part]
        show(title, rows())
        if "details" in words and part in DETAILS:
            print("\n".join(DETAILS[part]()))
    print(f"{time.monotonic() - began:.0f} s, {time.process_time():.0f} s of one core")


if __name__ == "__main__":
    main(sys.argv[1:])
