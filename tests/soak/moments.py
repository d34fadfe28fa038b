"""Anything at any moment, for long: ``python -m tests.soak.moments [PROGRAMS [SEED]]``.

Draws PROGRAMS (300) of keys, clicks, pastes, resizes and screens that open, with a few turns of the
event loop between them, and carries each out on a fresh tutor.  A program that ends the tutor is
made as short as it can be and printed.  Exit status 1 then.
"""

from __future__ import annotations

import asyncio
import sys
import time

from hypothesis import HealthCheck, given, seed, settings

from tests.ui.moments import PROGRAM, Do, carry_out

PROGRAMS = 300


def main(programs: int = PROGRAMS, start: int = 1) -> int:
    """Print how many programs were carried out, and the figures."""
    done = deeds = 0
    began = time.perf_counter()

    @seed(start)
    @settings(
        max_examples=programs,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(PROGRAM)
    def run(program: list[Do]) -> None:
        nonlocal done, deeds
        asyncio.run(carry_out(program))
        done, deeds = done + 1, deeds + len(program)

    try:
        run()
    finally:
        spent = time.perf_counter() - began
        print(f"{done} programs, {deeds} deeds (seed {start}) in {spent:.0f} s without a fault")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
