"""When Python looks for cyclic garbage, and how soon a frame follows its key.

Such a search walks through all that was made since the last one.  In the middle of a key it would
be felt, so it is done while the learner thinks.
"""

from __future__ import annotations

import gc
import os

FRAMES = 240
"""Frames a second at most.  They are drawn only where something changed; this bounds the wait."""

YOUNG, MIDDLE, OLD = 10_000, 20, 100
"""Objects made before a search of the newest; such searches before a deeper one; and before one of
everything: far more than a learner makes between two rests.
"""


def pause_gc() -> None:
    """Before the tutor is imported: all of that stays, so no search until the first frame."""
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", str(FRAMES))


def freeze_startup() -> None:
    """After the first frame: what stands now is not searched again."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()


def collect_idle() -> None:
    """While no key comes: search now what would else be searched in the middle of one."""
    gc.collect()
