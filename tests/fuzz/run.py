"""What the three searches share: run one function on what Atheris makes up, and time it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import atheris


class TooSlowError(Exception):
    """An input that took longer than it may."""


def search(function: Callable[[bytes], None], seconds: float) -> None:
    """Call ``function`` until the time is up; taking more than ``seconds`` is a find."""
    slowest = [0.0]

    def once(data: bytes) -> None:
        start = time.perf_counter()
        function(data)
        took = time.perf_counter() - start
        if took > slowest[0]:
            slowest[0] = took
            print(f"slowest so far: {1000 * took:.1f} ms, {data[:60]!r}", file=sys.stderr)
        if took > seconds:
            raise TooSlowError(f"{took:.2f} s")

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


def text_of(data: bytes) -> str:
    """Bytes as text, every byte sequence being some text."""
    return data.decode("utf-8", "surrogateescape")
