"""What every notation becomes first: tokens that know where they were typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tutor.core.errors import ExpressionError

TokenKind = Literal["number", "name", "sign", "text", "strange", "end"]


class Piece(NamedTuple):
    """A character, or a whole word that belongs together, and its place in the text."""

    text: str
    at: int


Written = list[Piece]
"""A stretch of text, piece by piece."""


def text_of(pieces: Iterable[Piece]) -> str:
    """The characters of ``pieces``, as one string."""
    return "".join(piece.text for piece in pieces)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign.

    ``at`` counts characters from 0 in the whole text as it was typed, ``end`` is the place behind
    it; ``gap`` says whether a blank stands before it, ``split`` whether its letters are names of
    their own, as in LaTeX; ``wild`` marks names that were not spelled with ASCII signs.
    """

    kind: TokenKind
    text: str
    at: int
    end: int
    gap: bool = False
    split: bool = False
    wild: bool = False

    def is_(self, *signs: str) -> bool:
        """Whether this is one of these signs."""
        return self.kind == "sign" and self.text in signs

    def word(self, *words: str) -> bool:
        """Whether this is one of these words."""
        return self.kind == "name" and self.text in words


def words(text: str) -> frozenset[str]:
    """The words of a table's row."""
    return frozenset(text.split())


OPEN, CLOSE = frozenset("([{"), frozenset(")]}")


def sign(text: str, at: int, end: int | None = None, *, gap: bool = False) -> Token:
    """A sign that stands for what was typed at this place."""
    return Token("sign", text, at, at + 1 if end is None else end, gap)


def closing_places(tokens: Sequence[Token]) -> dict[int, int]:
    """Where each bracket closes that does."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for i, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        if token.text in OPEN:
            opened.append(i)
        elif token.text in CLOSE and opened:
            found[opened.pop()] = i
    return found


def closing_place(tokens: Sequence[Token], start: int) -> int:
    """Where the bracket that opens at ``start`` closes; the number of tokens when it does not."""
    depth = 0
    for i in range(start, len(tokens)):
        if tokens[i].is_(*OPEN):
            depth += 1
        elif tokens[i].is_(*CLOSE):
            depth -= 1
            if depth == 0:
                return i
    return len(tokens)


def within(tokens: Sequence[Token], *signs: str) -> list[Token]:
    """What stands in the one bracket, of these signs, around all of this; nothing for others."""
    whole = len(tokens) > 2 and tokens[0].is_(*signs)
    return list(tokens[1:-1]) if whole and closing_place(tokens, 0) == len(tokens) - 1 else []


def split_at(tokens: Iterable[Token], *signs: str) -> list[list[Token]]:
    """The stretches between these signs, where no bracket is open."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "sign":
            depth += (token.text in OPEN) - (token.text in CLOSE)
            if depth <= 0 and token.text in signs:
                parts.append([])
                continue
        parts[-1].append(token)
    return parts


def refuse(message: str, token: Token, help_: str = "") -> ExpressionError:
    """The error that points at ``token``."""
    return ExpressionError(message, token.at, help_)


def name_of_version(name: str, number: int, *, of_list: bool = False) -> str:
    """The name of another value of ``name``: c_1; of a list, which has an entry x_1, x_new."""
    if not of_list:
        return f"{name}_{number}"
    letter = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    return f"{name}_new{letter if number > 1 else ''}"
