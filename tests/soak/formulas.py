"""How long the reader of formulas takes for hostile texts: ``python -m tests.soak.formulas``.

Prints the slowest with their processor time and memory.  Exit status 1 when one takes a second or
100 MB.
"""

from __future__ import annotations

import sys
import time
import tracemalloc

from tests.core.formulas.hostile import HOSTILE
from tutor.core.typed import read_typed

NAMES = ("x", "a", "b", "ab")
SECONDS, MEGABYTES = 1.0, 100.0
SHOWN = 10


def seconds(text: str) -> float:
    """The processor time of reading ``text``."""
    start = time.process_time()
    read_typed(text, given=dict.fromkeys(NAMES))
    return time.process_time() - start


def megabytes(text: str) -> float:
    """The most memory that reading ``text`` has held at once."""
    tracemalloc.start()
    read_typed(text, given=dict.fromkeys(NAMES))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> int:
    """Print the table."""
    read_typed("y = x")  # what is loaded once does not count
    rows = sorted(((seconds(text), megabytes(text), text) for text in HOSTILE), reverse=True)
    for took, most, text in rows[:SHOWN]:
        print(f"{took:6.3f} s {most:7.1f} MB  {len(text):6} characters  {text[:30]!r}")
    slow = [text for took, most, text in rows if took > SECONDS or most > MEGABYTES]
    print(f"{len(rows)} texts, {len(slow)} over {SECONDS:g} s or {MEGABYTES:g} MB")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
