"""Safe text: the only way by which a stranger's string becomes something to show.

A lesson, a file name, an answer or an error message may hold characters that move the cursor, turn
the writing round, hide themselves or pile up.  ``safe`` puts a visible picture in the place of each
of them; ``width``, ``clip`` and ``pad`` count the cells that a terminal needs; ``number`` writes a
number in few of them.

What is left after ``safe`` is one line of letters, marks, digits, punctuation, symbols and spaces.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from typing import Literal

MARKS = 3
"""Combining marks that one letter may carry (Vietnamese and Thai need two)."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories without a shape of their own."""

# Marks and letters that show nothing although their category says otherwise: fillers, joiners and
# variation selectors (Unicode's Default_Ignorable_Code_Point outside category Cf).
_BLANK = frozenset(
    chr(code)
    for first, last in (
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)

_PRESENTATION = str.maketrans("", "", "\ufe0e\ufe0f")
"""The two selectors that only say how an emoji is drawn are left out without a trace."""

# Hexagrams, trigrams, counting rods and the like: two cells since Unicode 16.
_WIDE = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
_ALPHABETS = ((0x1D400, 0x1D7FF),)
"""Unicode's bold and italic letters: few fonts have them, screen readers spell them out."""

# Vowels and final consonants of Hangul, and skin tones: drawn into the character before them.
_JOINING = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF), (0x1F3FB, 0x1F3FF))


def safe(text: str) -> str:
    """``text`` with every control, hidden, turning or unknown character made visible.

    Control characters become their picture (``␛`` for ESC, ``␊`` for a line feed, ``␡``), all
    others their code point in brackets: ``⟨202E⟩``.  Letters are composed (NFC), and a letter
    keeps at most three marks; letters of the mathematical alphabets become ordinary ones.
    ``safe(safe(text)) == safe(text)``.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(map(_shown, text.translate(_PRESENTATION)))
    return _thinned(unicodedata.normalize("NFC", shown))


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if char in _BLANK or unicodedata.category(char) in _HIDDEN:
        return f"⟨{code:04X}⟩"
    return unicodedata.normalize("NFKC", char) if _within(code, _ALPHABETS) else char


def is_hidden(char: str) -> bool:
    """Whether ``safe`` puts something else in the place of this one character."""
    return _shown(char) != char


def _thinned(text: str) -> str:
    """``text`` with at most ``MARKS`` zero-width characters in a row, and none at the start."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if _cells(char) == 0 else 0
        if marks and not kept:
            kept.append("◌")
        if marks <= MARKS:
            kept.append(char)
    return "".join(kept)


def width(text: str) -> int:
    """Cells that ``text`` takes up in a terminal: 2 for East Asian wide and emoji, 0 for marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    code = ord(char)
    if unicodedata.category(char) in {"Mn", "Me", "Mc"} or _within(code, _JOINING):
        return 0
    wide = unicodedata.east_asian_width(char) in {"W", "F"} or _within(code, _WIDE)
    return 2 if wide else 1


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def clip(text: str, cells: int) -> str:
    """``text`` if it fits into ``cells``, otherwise its beginning and an ellipsis."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    kept: list[str] = []
    room = cells - 1
    for char in text:
        room -= _cells(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pad(text: str, cells: int, align: Literal["left", "right", "centre"] = "left") -> str:
    """``text`` clipped, or filled up with spaces, to exactly ``cells``."""
    text = clip(text, cells)
    gap = max(0, cells - width(text))
    before = {"left": 0, "right": gap, "centre": gap // 2}[align]
    return " " * before + text + " " * (gap - before)


def number(x: float, cells: int = 7) -> str:
    """``x`` in at most ``cells`` cells, with a true minus sign.

    A whole number that fits stays whole.  Anything else is rounded to the nearest number of four
    significant digits (whole digits are never rounded away while they fit), written plainly where
    that fits and with an exponent (``1.234e9``) where it does not; where neither fits, it has
    fewer digits.  Trailing zeros are dropped.  Seven cells hold every float with at least one
    digit; what does not fit into fewer cells is ``#`` signs.
    """
    if math.isnan(x):
        return clip("NaN", cells)
    if math.isinf(x):
        return clip("∞" if x > 0 else "−∞", cells)
    if x == int(x) and len(str(int(x))) <= cells:
        return str(int(x)).replace("-", "−")
    for digits in (4, 3, 2, 1):
        for write in (_plain, _scientific):
            written = write(x, digits)
            if len(written) <= cells:
                return written.replace("-", "−")
    return "#" * cells


FIGURE = 10
"""Cells for four significant digits of anything from 0.0001 up; beyond that, an exponent."""


def format_number(x: float) -> str:
    """``x`` as it stands in a sentence: never less exact than an answer is."""
    return number(x, FIGURE)


def with_decimals(x: float, count: int) -> str:
    """``x`` with ``count`` decimals; without them where it is too large to be read so."""
    if not abs(x) < 10 ** (FIGURE - 1):
        return format_number(x)
    written = f"{x:.{count}f}".replace("-", "−")
    return written if written.strip("−0.") else written.removeprefix("−")


def with_figures(x: float, count: int) -> str:
    """``x`` with ``count`` digits that count, zeros among them; no whole digit is rounded away."""
    exponent = int(f"{x:.{count - 1}e}".partition("e")[2]) if math.isfinite(x) else FIGURE
    if -5 < exponent < FIGURE - 1:
        return with_decimals(x, max(0, count - 1 - exponent))
    return _scientific(x, count).replace("-", "−") if math.isfinite(x) else format_number(x)


def _plain(x: float, digits: int) -> str:
    exponent = int(f"{x:.{digits - 1}e}".partition("e")[2])
    places = min(max(0, digits - 1 - exponent), 330)
    written = f"{x:.{places}f}"
    return written.rstrip("0").rstrip(".") if places else written


def _scientific(x: float, digits: int) -> str:
    mantissa, _, exponent = f"{x:.{digits - 1}e}".partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}"


def ordinal(place: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``4th``, ``11th``."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10)
    return f"{place}{ending or 'th'}"


def plural(count: int, noun: str) -> str:
    """``1 answer``, ``2 answers``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
