"""A failure at every single thing that the store asks of the disk.

``python -m tests.soak.faults`` runs a session once for every statement and file operation in it,
with a failure before or after it, once or from then on, with and without a file.
"""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.failing import failing_at
from tests.store.faults import Faults


def main() -> None:
    began = time.monotonic()
    points = broken = 0
    for existing, after, lasting in product((False, True), repeat=3):
        with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
            faults = Faults(patch, after=after, lasting=lasting)
            step = 0
            while True:
                step += 1
                found = failing_at(step, Path(folder, str(step)), faults, existing=existing)
                broken += not found.sound
                if not found.hit:
                    break
            points += step - 1
            case = ("a file" if existing else "no file", "after" if after else "before")
            print(*case, "from then on" if lasting else "once", step - 1, "fault points")
    print(f"fault points {points}, broken or lost {broken}, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
