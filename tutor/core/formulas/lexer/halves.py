"""``(1/2n) ‖Xw − y‖²``: a count below the line, glued to the 2 of a half at a sum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from tutor.core.formulas.lexer.calls import MODULES
from tutor.core.formulas.lexer.tokens import OPEN, Token, sign

_COUNTS = ("n", "N", "m", "M")
_MASSES = ("m", "M")
_VELOCITY = re.compile(r"(?:v|vel|velocity|vhat)(?:_?\w)?|\w+?(?:dot|_prime)(?:_\w+)?")
"""A name beside which m is a mass."""


def with_counts_below(
    tokens: Sequence[Token], values: Mapping[str, float | None] | None = None
) -> list[Token]:
    """The tokens with ``1/(2n)`` for a ``1/2n`` that a Σ, a norm or a sum follows, or ends with.

    A letter whose value is no whole number counts nothing, and m beside a v is a mass: these stay
    as they are, to be asked back.
    """
    out = list(tokens)
    for i in reversed(range(1, len(tokens) - 2)):
        one, line, two, count = tokens[i - 1 : i + 3]
        if not line.is_("/") or two.text != "2" or not count.word(*_COUNTS):
            continue
        value = (values or {}).get(count.text)
        is_whole = value is None or value == int(value)
        begins = i < 2 or tokens[i - 2].kind == "end" or tokens[i - 2].is_("=", "+", "-", *OPEN)
        is_half = one.text == "1" and begins and _is_added_up(tokens, i + 3, count)
        if is_whole and not count.gap and (is_half or _is_total(tokens, i, count)):
            inside = [sign("(", two.at), replace(two, gap=False), sign("*", count.at), count]
            out[i + 1 : i + 3] = [*inside, sign(")", count.end)]
    return out


def _is_total(tokens: Sequence[Token], line: int, count: Token) -> bool:
    """Whether a statement ends behind ``count``, and what is divided has a Σ or a sum in it."""
    after = tokens[line + 3 : line + 4]
    start = max(
        (i for i in range(line) if tokens[i].kind == "end" or tokens[i].is_("=")), default=0
    )
    body = tokens[start:line]
    is_moved = count.word(*_MASSES) and any(_VELOCITY.fullmatch(t.text) for t in body)
    ended = not after or after[0].kind == "end" or after[0].is_(",", ")", "]")
    ended = ended or after[0].word("where", "with")
    return ended and not is_moved and any(t.text == "∑" or t.word("sum") for t in body)


def _is_added_up(tokens: Sequence[Token], place: int, count: Token) -> bool:
    """Whether a Σ, a norm or a sum is multiplied by what ends before ``place``."""
    rest = list(takewhile(lambda t: t.kind != "end", tokens[place:]))
    if count.word(*_MASSES) and any(t.kind == "name" and _VELOCITY.fullmatch(t.text) for t in rest):
        return False
    if rest[:1] and rest[0].is_(")"):
        rest = rest[1:]
    while rest and (rest[0].is_("*", ".", *OPEN) or rest[0].word(*MODULES)):
        rest = rest[1:]
    bars = [t.text for t in rest[:2]] == ["|", "|"]
    return bool(rest) and (bars or rest[0].text in {"∑", "‖"} or rest[0].word("sum", "norm"))
