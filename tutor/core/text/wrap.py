"""Where lines of text may be broken: between words, but not inside a short formula.

``line_breaks`` finds the lines of one paragraph, ``wrap_text`` writes them with their indents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.core.text.terminal import width

TIED = 24
"""Cells up to which a formula inside a sentence stays on one line."""

NO_BREAK = "\u00a0"
"""A blank at which no line is broken."""

SIGNS = (
    dict.fromkeys(("=", "≠", "<", ">", "≤", "≥", "≈", ":=", "→", "⇒"), 2)
    | dict.fromkeys("+−", 3)
    | dict.fromkeys("·×÷/⊙", 4)
)
"""Relations and operators, and how firmly each holds to what stands before it."""

Slice = tuple[int, int]


@lru_cache(maxsize=1024)
def line_breaks(text: str, cells: int, hang: int = 0) -> tuple[Slice, ...]:
    """Start and end of each line of ``text``: ``cells`` for the first, ``hang`` fewer after it.

    Lines are broken at blanks, a formula of up to ``TIED`` cells (``w = 5``, ``(x, y)``) only where
    it would not fit on a line of its own; a word that is wider than a line is cut.
    """
    lines: list[Slice] = []
    begun: Slice | None = None
    room = max(1, cells)
    for start, end in _pieces(text, max(1, min(TIED, cells - hang))):
        if begun is not None and width(text[begun[0] : end]) <= room:
            begun = (begun[0], end)
            continue
        if begun is not None:
            lines.append(begun)
            room = max(1, cells - hang)
        cuts = _cuts(text, start, end, room)
        lines.extend(cuts)
        begun = (lines[-1][1] if cuts else start, end)
        room = room if not lines else max(1, cells - hang)
    return (*lines, begun) if begun else ()


def wrap_text(text: str, cells: int, first: str = "", rest: str | None = None) -> list[str]:
    """``text`` in lines of at most ``cells``, after ``first``, then after ``rest`` or blanks."""
    rest = " " * width(first) if rest is None else rest
    hang = width(rest) - width(first)
    found = line_breaks(text, cells - width(first), hang)
    lines = [text[start:end].replace(NO_BREAK, " ") for start, end in found]
    return [(rest if i else first) + line for i, line in enumerate(lines)]


def _cuts(text: str, start: int, end: int, room: int) -> list[Slice]:
    """The full lines of a word that is wider than one."""
    lines: list[Slice] = []
    used = 0
    for at in range(start, end):
        used += width(text[at])
        if used > room and at > start:
            lines.append((start, at))
            used, start = width(text[at]), at
    return lines


def _pieces(text: str, tied: int) -> Iterator[Slice]:
    """Words and short formulas: what stays together on a line."""
    words = [match.span() for match in re.finditer(r"[^ \n]+", text)]
    yield from _within(text, words, _ties(text, words), tied)


def _ties(text: str, words: Sequence[Slice]) -> list[int]:
    """How firmly each word holds to the one before it: 0 not at all, 5 most."""
    ties: list[int] = []
    depth, before = 0, ""
    for start, end in words:
        word = text[start:end]
        tie = 5 if before in SIGNS else SIGNS.get(word, 1 if depth else 0)
        ties.append(tie if ties else 0)
        depth = max(0, depth + sum(map(word.count, "([{")) - sum(map(word.count, ")]}")))
        before = word
    return ties


def _within(
    text: str, words: Sequence[Slice], ties: Sequence[int], tied: int, weakest: int = 0
) -> Iterator[Slice]:
    """The words joined where they hold together, loosened tie by tie until each piece fits."""
    begin = 0
    for i in range(1, len(words) + 1):
        if i < len(words) and ties[i] > weakest:
            continue
        start, end = words[begin][0], words[i - 1][1]
        if i - begin == 1 or width(text[start:end]) <= tied:
            yield start, end
        else:
            yield from _within(text, words[begin:i], ties[begin:i], tied, weakest + 1)
        begin = i
