"""What an answer is worth, what a learner knows, and when to ask again."""

from __future__ import annotations

TRY = 0.1
HINT = 0.2


def score(share: float, tries: int, rungs: int) -> float:
    """What an answer earns, from 0 to 1: its right share less 0.1 a wrong try and 0.2 a hint."""
    return max(0.0, share - TRY * tries - HINT * rungs)
