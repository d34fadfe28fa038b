"""Prints the table, part by part: ``python -m tests.benchmarks.diagnosis [PART …]``."""

from __future__ import annotations

import sys
import time

from tests.benchmarks.diagnosis import people, singles
from tests.benchmarks.diagnosis.table import HEAD, show


def main(parts: list[str]) -> None:
    """Print all parts, or those that are named; ``details`` adds one line a person."""
    began = time.monotonic()
    print(HEAD)
    if not parts or "people" in parts or "details" in parts:
        everyone = people.measured()
        show("wrong numbers of real people", people.rows(everyone))
        if "details" in parts:
            print("\n".join(people.details(everyone)))
    if not parts or "singles" in parts:
        show("single slips on published graphs", singles.rows(singles.measured()))
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
