"""A power cut behind every call that a session asks of the disk.

``python -m tests.soak.power [TRIES]`` needs strace.  Behind each call the power goes once with all
lost that was not synced, and TRIES times (6) with a part of it, in any order, by sectors.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.store.power_sessions import STARTS, cut_power


def main(tries: int = 6) -> int:
    """Print a row for every start."""
    bad = False
    for start in STARTS:
        began = time.monotonic()
        with TemporaryDirectory() as folder:
            found = cut_power(Path(folder, "home"), start, tries=tries)
        bad = bad or bool(found.lost or found.broken)
        print(
            f"{start}: {found.cuts} power cuts, {found.acknowledged} acknowledged events looked "
            f"for, {found.lost} lost, broken: {sorted(set(found.broken)) or 'nothing'}, "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
