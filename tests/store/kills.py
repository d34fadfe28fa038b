"""A learner's program is killed at a random moment; what it had called saved must be there."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from tests.core.events import answered
from tests.store.helpers import Clock, names
from tutor.store import open_store


@dataclass
class Killed:
    """Counts over many kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0


def kill_at_random(path: Path, seed: int, counts: Killed) -> None:
    """Let a child append answers and say so, kill it with SIGKILL, and look at the file."""
    reader, writer = os.pipe()
    first = seed * 100_000
    child = os.fork()
    if child == 0:
        _append_for_ever(path, writer, first)
    os.close(writer)
    time.sleep(random.Random(seed).uniform(0.0, 0.25))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as said:
        acknowledged = [int(line) for line in said.read().split(b"\n")[:-1]]
    with open_store(path, now=Clock()) as store:
        kept = store.keeps and not store.notice
        found = set(store.events())
    counts.kills += 1
    counts.acknowledged += len(acknowledged)
    counts.lost += sum(answered(number) not in found for number in acknowledged)
    counts.damaged += not kept or any("damaged" in name for name in names(path.parent))


def _append_for_ever(path: Path, said: int, number: int) -> None:
    """The child: never returns."""
    try:
        with open_store(path, now=Clock()) as store:
            while True:
                store.append(answered(number))
                os.write(said, b"%d\n" % number)
                number += 1
    finally:
        os._exit(1)
