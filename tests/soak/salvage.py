"""How much is brought back of damaged progress files.

``python -m tests.soak.salvage [FILES]`` damages a file of 66 events at random in five ways and says
how many events an import brings back of each, beside how many stand there whole.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.core.events import answered
from tests.store.damaging import damaged_copies, whole_events
from tests.store.helpers import saved
from tutor.store import StoreError, read_events

EVENTS = tuple(answered(number) for number in range(66))


def rescued(path: Path, content: bytes) -> tuple[int, int]:
    """How many events are read of a file with these bytes, and how many of them never were."""
    path.write_bytes(content)
    try:
        events = set(read_events(path).events)
    except StoreError:
        return 0, 0
    return len(events & set(EVENTS)), len(events - set(EVENTS))


def main(files: int = 200) -> int:
    """Print a row for every kind of damage."""
    rows = defaultdict(list)
    with TemporaryDirectory() as folder:
        path = saved(Path(folder, "progress.db"), EVENTS)
        for damage, content in damaged_copies(path, files):
            rows[damage].append(
                (*rescued(Path(folder, "x.db"), content), whole_events(content, EVENTS))
            )
    print(f"{'damage':<22}{'files':>6}{'brought back':>14}{'whole there':>13}{'invented':>10}")
    rows["all"] = [one for found in list(rows.values()) for one in found]
    for damage, found in rows.items():
        back, wrong, there = (sum(column) / len(found) for column in zip(*found, strict=True))
        print(f"{damage:<22}{len(found):>6}{back:>14.1f}{there:>13.1f}{wrong:>10.1f}")
    return 0 if back >= 0.98 * there and not wrong else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
