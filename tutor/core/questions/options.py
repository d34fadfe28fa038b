"""Options that are offered: no two that say the same, and numbers in their own order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tutor.core.answers import AnswerError, are_apart, read_number

_COUNTED = re.compile(r"([^\d−-]*?)(\d{1,6})")
"""A whole number, perhaps behind words that the others have, too."""
_SHAPE = re.compile(r"\s*[0-9]+\s*×\s*[0-9]+\s*")
"""The shape of a matrix: 2 × 4 is not the number 8, and not the shape 4 × 2."""


def in_natural_order(order: list[int], texts: Sequence[str]) -> list[int]:
    """The options as they are shown: whole numbers, and what differs in one only, by their size.

    Shuffled, “3  equation 4” invites to press the wrong key.
    """
    parts = [_COUNTED.fullmatch(texts[i].strip()) for i in order]
    heads = {part[1] for part in parts if part}
    if None in parts or len(heads) > 1:
        return order
    return sorted(order, key=lambda i: int(_COUNTED.fullmatch(texts[i].strip())[2]))  # type: ignore[index]  # all match


def same(one: str, other: str) -> bool:
    """Whether two options say the same: the same text, or numbers that could be confused."""
    if one.replace("-", "−").strip() == other.replace("-", "−").strip():
        return True
    if _SHAPE.fullmatch(one) or _SHAPE.fullmatch(other):
        return False
    if any("=" in text.strip()[1:] for text in (one, other)):  # ∂f/∂a = 2 is not ∂f/∂b = 2
        return False
    here, there = _number(one), _number(other)
    return here is not None and there is not None and not are_apart(here, there)


@lru_cache(maxsize=1024)
def _number(text: str) -> float | None:
    """The number that a text is; looked up, as each option is compared with all others."""
    try:
        return read_number(text)
    except AnswerError:
        return None
