"""``python -m tests.soak.kill [N]``: kill -9 at N random moments (500), and count what is lost."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.store.kills import Killed, kill_at_random

FILE_LASTS = 50
"""Kills that one progress file lives through."""


def main(kills: int = 500) -> None:
    began = time.monotonic()
    counts = Killed()
    for turn in range(0, kills, FILE_LASTS):
        with TemporaryDirectory() as folder:
            for seed in range(turn, min(turn + FILE_LASTS, kills)):
                kill_at_random(Path(folder, "progress.db"), seed, counts)
    print(f"kills {counts.kills}, answers acknowledged {counts.acknowledged}, "
          f"lost {counts.lost}, files damaged {counts.damaged}, "
          f"{time.monotonic() - began:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
