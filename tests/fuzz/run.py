"""What the three searches share: run one function on what Atheris makes up, and time it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import atheris

from tests.fuzz.memory import held

MEGABYTES = 200
"""By which one input may raise the most memory that was ever held."""


class TooLargeError(Exception):
    """An input that held more memory than it may."""


class TooSlowError(Exception):
    """An input that took longer than it may."""


def search(function: Callable[[bytes], None], seconds: float) -> None:
    """Call ``function`` until the time is up; taking more than ``seconds`` is a find.

    Seconds are of the processor, with the instrumentation that the search needs on top.
    """
    slowest = [0.0]

    def once(data: bytes) -> None:
        before, start = held(), time.process_time()
        function(data)
        took, more = time.process_time() - start, held() - before
        if took > slowest[0]:
            slowest[0] = took
            shown = f"{1000 * took:.1f} ms, {held()} MB in all, {data[:60]!r}"
            print(f"slowest so far: {shown}", file=sys.stderr)
        if took > seconds:
            raise TooSlowError(f"{took:.2f} s")
        if more > MEGABYTES:
            raise TooLargeError(f"{more} MB")

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


def text_of(data: bytes) -> str:
    """Bytes as text, every byte sequence being some text."""
    return data.decode("utf-8", "surrogateescape")
