"""Factorials of whole numbers: ``k!`` where k is given, as the number that it is.

A factorial has no slope here, so that a name in it is no leaf: it is its number everywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    Token,
    closing_places,
    is_function,
    refuse,
    sign,
    split_at,
)

MOST = 170
"""170! is the largest that a number can hold."""
LONGEST = 60
"""Tokens that may stand before a factorial sign and be a number."""


def with_factorials(
    tokens: Sequence[Token], values: Mapping[str, float | None]
) -> tuple[list[Token], dict[str, str]]:
    """The tokens with a number for each factorial, and the names of ``values`` that this uses up.

    Raises ExpressionError for one of what is no whole number, and where nothing is left to move.
    """
    out, spent = count_factorials(tokens, values)
    if spent and not any(_is_free(out, i, spent) for i in range(len(out))):
        at = next(token for token in tokens if token.text == "!")
        raise refuse("'!' makes a number of what is given", at, "there is no slope of a factorial")
    return with_numbers(_without_parameters(out, spent), spent), spent


def count_factorials(
    tokens: Sequence[Token], values: Mapping[str, float | None]
) -> tuple[list[Token], dict[str, str]]:
    """The tokens with a number for each factorial of what is known, and the names in those."""
    out: list[Token] = []
    spent: dict[str, str] = {}
    for i, token in enumerate(tokens):
        if not _is_factorial(tokens, i):
            out.append(token)
            continue
        start = _begin(out)
        operand = out[start:]
        if not operand:
            out.append(token)
            continue
        text = "".join(_numeral(t, values) for t in operand)
        try:
            number = evaluate(parse(text), LeafScope({}))
        except ExpressionError:  # of what is not known here
            out.append(token)
            continue
        if number != int(number) or not 0 <= number <= MOST:
            help_ = f"give a whole number from 0 to {MOST} for what stands before it"
            raise refuse("the factorial of this is not known", token, help_)
        spent |= {t.text: _numeral(t, values) for t in operand if t.kind == "name"}
        first = operand[0]
        whole = str(math.factorial(int(number)))
        beside = start and (out[start - 1].kind == "number" or out[start - 1].is_(*CLOSE))
        times = [sign("*", first.at)] if beside else []
        out[start:] = [*times, Token("number", whole, first.at, token.end, first.gap)]
    return out, spent


def with_numbers(tokens: Sequence[Token], spent: Mapping[str, str]) -> list[Token]:
    """The tokens with their numbers for these names."""
    out: list[Token] = []
    for token in tokens:
        if token.kind != "name" or token.text not in spent:
            out.append(token)
            continue
        beside = bool(out) and (out[-1].kind in {"name", "number"} or out[-1].is_(*CLOSE))
        out += [sign("*", token.at)] if beside else []  # of p y, where y is 3
        out.append(replace(token, kind="number", text=spent[token.text], split=False))
    return out


def _without_parameters(tokens: Sequence[Token], spent: Collection[str]) -> list[Token]:
    """``P(k) = …`` without the names that are numbers."""
    closes = closing_places(tokens) if spent else {}
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        close = closes.get(i, len(tokens))
        if close + 1 < len(tokens) and tokens[close + 1].is_("=") and i and (
            tokens[i - 1].kind == "name"
        ):  # fmt: skip
            parts = split_at(tokens[i + 1 : close], ",")
            kept = [p for p in parts if not (len(p) == 1 and p[0].text in spent)]
            inside = [t for p in kept for t in (sign(",", p[0].at), *p)][1:]
            out += [tokens[i], *inside, tokens[close]] if inside else []
            i = close + 1
        else:
            out.append(tokens[i])
            i += 1
    return out


def _is_factorial(tokens: Sequence[Token], place: int) -> bool:
    after = tokens[place + 1 : place + 2]
    return (
        tokens[place].text == "!" and place > 0 and not (after and after[0].text in {"!", "=", "["})
    )


def _is_free(tokens: Sequence[Token], place: int, spent: Collection[str]) -> bool:
    """Whether a name stands here that is neither defined nor used up, nor a function."""
    after = tokens[place + 1 : place + 2]
    token = tokens[place]
    defined = bool(after) and after[0].is_("=")
    return token.kind == "name" and not (
        defined or token.text in spent or is_function(token.text) or token.text == "e"
    )


def _begin(out: Sequence[Token]) -> int:
    """Where the operand of the factorial begins that ends ``out``."""
    depth = 0
    for i in range(len(out) - 1, max(-1, len(out) - LONGEST - 1), -1):
        depth += out[i].is_(*CLOSE) - out[i].is_(*OPEN)
        if depth == 0:
            return i
    return len(out)


def _numeral(token: Token, values: Mapping[str, float | None]) -> str:
    value = values.get(token.text) if token.kind == "name" else None
    if value is None and re.fullmatch(r"\w+_[ijkn]", token.text):  # of one example y^(i)
        value = values.get(token.text[:-2])
    return token.text if value is None else f"{value:.17g}"
