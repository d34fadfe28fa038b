"""Changes to program text in which every character keeps the place where it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from tutor.core.formulas.lexer import Piece, text_of

Text = list[Piece]
OPENING, CLOSING = "([{", ")]}"


def pieces_of(text: str) -> Text:
    """The characters of ``text``, each at its place."""
    return [Piece(char, at) for at, char in enumerate(text)]


def pieces_at(text: str, at: int) -> Text:
    """Characters that nobody typed, which stand for what is at this place."""
    return [Piece(char, at) for char in text]


def replace_matches(
    pieces: Text, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Text | None]
) -> Text:
    """``pieces`` with each match of ``pattern`` as ``made`` says; None leaves it as it is."""
    out: Text = []
    done = 0
    for found in pattern.finditer(text_of(pieces)):
        new = made(found)
        if new is not None:
            out += [*pieces[done : found.start()], *new]
            done = found.end()
    return [*out, *pieces[done:]] if done else pieces


def rewrite_matches(pieces: Text, pattern: re.Pattern[str], row: str) -> Text:
    r"""``pieces`` with each match of ``pattern`` as ``row``, in which ``\1`` is a group."""

    def made(found: re.Match[str]) -> Text:
        out: Text = []
        at = pieces[found.start()].at if found.start() < len(pieces) else 0
        for i, part in enumerate(re.split(r"\\([0-9])", row)):
            out += pieces[slice(*found.span(int(part)))] if i % 2 else pieces_at(part, at)
        return out

    return replace_matches(pieces, pattern, made)


def closing_bracket(text: str, start: int) -> int:
    """Where the bracket that opens at ``start`` closes; the length of the text when it does not."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in OPENING) - (text[i] in CLOSING)
        if depth == 0:
            return i
    return len(text)


def split_outside_brackets(text: str, sign: str) -> Iterator[tuple[int, int]]:
    """Start and end of the stretches between ``sign`` where no bracket is open."""
    depth = start = 0
    for i, char in enumerate(text):
        depth += (char in OPENING) - (char in CLOSING)
        if char == sign and depth == 0:
            yield start, i
            start = i + 1
    yield start, len(text)


def strip_blanks(pieces: Sequence[Piece]) -> Text:
    """Without blanks and semicolons around it."""
    start, end = 0, len(pieces)
    while end > start and pieces[end - 1].text in " \t\r\n;":
        end -= 1
    while start < end and pieces[start].text in " \t":
        start += 1
    return list(pieces[start:end])


def lines(pieces: Iterable[Piece]) -> Iterator[Text]:
    """The lines of a program, each with all that its open brackets hold."""
    current: Text = []
    depth = 0
    for piece in pieces:
        depth += (piece.text in OPENING) - (piece.text in CLOSING)
        current.append(piece)
        if piece.text == "\n" and depth <= 0:
            yield current
            current, depth = [], 0
    if current:
        yield current
