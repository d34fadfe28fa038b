"""Bold letters: one character while a formula is laid out, a style when it is done.

Boxes count cells and put lines side by side; they need not know of styles.  A bold letter goes
through them as a private character, and ``line`` turns each line into its text and the places that
are bold.  No private character, and none of Unicode's own bold alphabets, ever leaves the package:
few fonts have the latter, and a screen reader spells them out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tutor.core.text import Slice

_SHIFT = 0x100000
_BOLD = re.compile("[\U00100000-\U0010ffff]+")


class FormulaLine(NamedTuple):
    """A line of a formula; ``bold`` are the starts and ends of its bold letters."""

    text: str
    bold: tuple[Slice, ...] = ()


def embolden(text: str) -> str:
    """``text`` in bold, for ``line`` to find; only what is one character of one cell can be."""
    return "".join(map(_bold, text))


def _bold(char: str) -> str:
    return chr(ord(char) + _SHIFT) if char.isalnum() and ord(char) < 0x1100 else char


def line(laid: str) -> FormulaLine:
    """The text of a line that was laid out, and which of it is bold."""
    found = tuple(match.span() for match in _BOLD.finditer(laid))
    return FormulaLine(_BOLD.sub(_ordinary, laid), found) if found else FormulaLine(laid)


def _ordinary(match: re.Match[str]) -> str:
    return "".join(chr(ord(char) - _SHIFT) for char in match[0])
