"""How much a process has held."""

from __future__ import annotations

import resource
import sys


def held() -> int:
    """The most megabytes that the process has held so far."""
    unit = 1024 if sys.platform == "linux" else 1024 * 1024  # macOS counts bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
