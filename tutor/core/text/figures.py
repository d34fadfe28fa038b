"""Numbers in sentences: four significant digits, where the picture has room for fewer."""

from __future__ import annotations

from tutor.core.text.terminal import number

CELLS = 10
"""Enough for four significant digits of anything from 0.0001 up; beyond that, an exponent."""


def figure(x: float) -> str:
    """``x`` as it stands in a question, a hint or feedback: never less exact than an answer is."""
    return number(x, CELLS)
