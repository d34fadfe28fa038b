"""The last resort: events in the bytes of a file that is no database any more.

SQLite stores a row in one piece, the line of the event and behind it its checksum, wherever the
page that holds it has come to stand.  A line that still has its checksum behind it is an event, and
nothing else is: a single bit that is wrong makes a line no event, never another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from json import JSONDecoder

from tutor.core.errors import RecordError
from tutor.core.progress import READERS, Event, from_line
from tutor.store.schema import checksum

START = re.compile(rb'\{"event":"(?:' + "|".join(READERS).encode() + rb')",')
LONGEST = 1 << 20
"""Bytes of a line that are looked at."""
SIZES = (1, 2, 3, 4, 6)
"""Bytes that SQLite takes for a checksum, by how large it is."""

_DECODER = JSONDecoder()


def scan(data: bytes) -> Iterator[Event]:
    """The events in ``data``, in the order in which they stand there, some perhaps twice."""
    starts = [found.start() for found in START.finditer(data)]
    for begin, following in pairwise([*starts, len(data)]):
        end = min(following, begin + LONGEST)  # none stands in another one
        text = data[begin:end].partition(b"\0")[0].decode("latin-1")
        try:
            _, length = _DECODER.raw_decode(text)
            line = text[:length].encode("latin-1")
            if _has_checksum(line, data[begin + length : begin + length + max(SIZES)]):
                yield from_line(line.decode("ascii"))
        except (ValueError, RecursionError, RecordError):
            continue


def count_starts(data: bytes) -> int:
    """How many events begin in ``data``, whole or not."""
    return sum(1 for _ in START.finditer(data))


def _has_checksum(line: bytes, behind: bytes) -> bool:
    wanted = checksum(line)
    return any(int.from_bytes(behind[:size], "big") == wanted for size in SIZES)
