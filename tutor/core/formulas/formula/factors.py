"""Factors of a product, and products that may not be guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.formulas.formula.names import KnownNames
from tutor.core.formulas.lexer import NOT_HERE, REFUSED, Piece, Token, refuse, text_of

_DIFFERENTIAL = re.compile(r"d(?:[A-Za-z]\w?)?")


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor; ``sign`` stands before it, "" where none was typed.

    ``kind`` is number, name, call or group, and power for a number with an exponent.
    """

    sign: str
    written: Sequence[Piece]
    kind: str
    token: Token


def product_text(factors: Sequence[Factor]) -> str:
    """Factors as a product that is typed."""
    return "".join((f.sign or "*") * bool(i) + text_of(f.written) for i, f in enumerate(factors))


def refuse_derivative(factors: Sequence[Factor], names: KnownNames) -> None:
    """``dy/dx`` and ``d/dx (…)`` are no quotients, unless these are names of the text.

    Raises ExpressionError.
    """
    for over, under, *beside in (factors[i : i + 3] for i in range(len(factors) - 1)):
        words = [over.token.text, under.token.text]
        if words[0] == "d" and not (beside and not beside[0].sign):
            continue  # d/dx with nothing behind it may be a quotient
        if under.sign == "/" and all(map(_DIFFERENTIAL.fullmatch, words)):
            if any(map(names.known, words)) or "call" in {over.kind, under.kind}:  # of two dots
                continue
            raise refuse(REFUSED["∂"][0], over.token, REFUSED["∂"][1])


def refuse_side_by_side(one: Factor, other: Factor, names: KnownNames) -> None:
    """Two numbers, or two words, are not a product without a sign.  Raises ExpressionError."""
    words = [f.token for f in (one, other) if f.kind == "name" and f.token.kind == "name"]
    unknown = [w for w in words if len(w.text) > 2 and not w.wild and not names.known(w.text)]
    numbers = one.kind in {"number", "power"} and other.token.kind == "number"
    lost = other.kind == "number" and one.kind == "name" and not other.sign and other.token.gap
    if lost and re.fullmatch("[2-9]", other.token.text):
        x, n = one.token.text, other.token.text
        help_ = f"write {x}^{n} for a power whose sign was lost, {x}*{n} for a product"
        raise refuse(f"'{x} {n}' can be read in two ways", other.token, help_)
    is_index = one.kind == "name" and other.token.is_("[") and not other.token.gap
    if is_index and re.fullmatch(r"\(?-[0-9]+\)?", text_of(other.written)):  # x[-1] of no list
        help_ = f"give {one.token.text} as a list, or write * for a product"
        raise refuse("this is an entry of what is no list, or a product", other.token, help_)
    for word in words:
        if word.text in NOT_HERE and not names.known(word.text):
            raise refuse(NOT_HERE[word.text][0], word, NOT_HERE[word.text][1])
    if numbers or (len(words) == 2 and unknown):
        what = f"an operator is missing before {other.token.text!r}"
        raise refuse(what, other.token, "a product is written with *, as in 2*x")


def refuse_two_readings(factors: Sequence[Factor]) -> None:
    """``1/2x``: the half of x, or one over 2x.  Raises ExpressionError with both."""
    for i in range(1, len(factors) - 1):
        under, beside = factors[i], factors[i + 1]
        if under.sign != "/" or beside.sign or under.kind in {"group", "call"}:
            continue
        half = under.kind == "number" and (
            (i == 1 and factors[0].kind == "number") or beside.token.gap
        )  # 1/2 x, and λ/2 (a + b) with a blank
        if half and (
            beside.kind in {"group", "call"} or (beside.token.gap and factors[0].kind == "number")
        ):
            continue
        over, a, b = product_text(factors[:i]), text_of(under.written), text_of(beside.written)
        both = f"write ({over}/{a})*{b} or {over}/({a}*{b})"
        raise refuse("this can be read in two ways", under.token, both)
