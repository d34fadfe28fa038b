"""How long lesson files take to read, and how much memory: ``python -m tests.benchmarks.lessons``.

Times are of the processor, the best of three; memory is the peak while one file is read.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress

from tests.core.hostile import ATTACKS, FORMULAS, hostile_lessons, in_both_forms, large_lesson
from tutor.core.catalogue import SIZE
from tutor.core.checking.lesson_file import check
from tutor.core.errors import TutorError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.reader import read
from tutor.core.typesetting import display
from tutor.library import built_in


def inputs() -> Iterator[tuple[str, bytes]]:
    """Every file under a name."""
    for file in built_in():
        yield file.name, file.data
    yield "64 kB, 200 blocks", large_lesson().encode()
    for name, data in hostile_lessons().items():
        whole, pieces = in_both_forms(data)
        yield f"hostile: {name}", whole
        yield f"hostile: {name}, in pieces", pieces
    body = large_lesson().encode()
    for size in (SIZE - 1, SIZE, SIZE + 1):
        yield f"{size} bytes", body[:size].ljust(size, b"\n")


def seconds(data: bytes) -> float:
    """Processor time of one reading, the best of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        read(data, "1.md")
        found.append(time.process_time() - start)
    return min(found)


def peak(data: bytes) -> float:
    """Megabytes in use while the file is read."""
    tracemalloc.start()
    read(data, "1.md")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def _timed(function: Callable[[str], None], text: str) -> float:
    """Processor time of the best of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        with suppress(TutorError):
            function(text)
        found.append(time.process_time() - start)
    return min(found)


def _expression(text: str) -> None:
    evaluate(parse(text), LeafScope({"a": 2.0}))


def _formula(latex: str) -> None:
    display.__wrapped__(latex)


def main() -> None:
    """Print a line a file, then the slowest and the largest."""
    rows = [(name, len(data), seconds(data), peak(data)) for name, data in inputs()]
    for name, size, took, memory in rows:
        print(f"{name:42} {size:7} bytes {1000 * took:8.1f} ms {memory:7.1f} MB")
    slow, large = max(rows, key=lambda row: row[2]), max(rows, key=lambda row: row[3])
    print(
        f"slowest: {slow[0]}, {1000 * slow[2]:.0f} ms; most memory: {large[0]}, {large[3]:.0f} MB"
    )
    for name, read_one, attacks in (
        ("expressions", _expression, ATTACKS),
        ("formulas", _formula, FORMULAS),
    ):
        took = max((_timed(read_one, one), one) for one in attacks)
        print(f"{len(attacks)} hostile {name}: slowest {1000 * took[0]:.1f} ms, {took[1][:30]!r}")
    start = time.process_time()
    for file in built_in():
        check(file.data, file.name)
    print(f"check of the built-in lessons: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
