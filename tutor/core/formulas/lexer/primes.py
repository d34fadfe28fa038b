"""``y′`` and ``y*`` as names, where they are defined or given a value."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from tutor.core.formulas.lexer.letters import GREEK
from tutor.core.formulas.lexer.tokens import Token, closing_place

PRIMES = ("'", "\u2032")
STARRED = r"(?:\*|\u2217|\u22c6|\\ast|\\star)"
"""How the star of y* is written, as a pattern."""
_PRIMED = re.compile(r"(\w+?)(?:['\u2032]|_prime|\^\{?\\prime\}?)")
_STARRED = re.compile(rf"(\w+?)_?\^?\{{?{STARRED}\}}?")
_LETTER = f"[{''.join(GREEK)}]"
GREEK_INDEX = re.compile(
    rf"(?=[A-Za-z]_?{_LETTER}|{_LETTER}[A-Za-z])"
    rf"([A-Za-z]|{_LETTER})_?({_LETTER}|[A-Za-z])((?:_[{{(]?\w+[)}}]?)?)"
)
"""hθ, hθ_x and αt: a letter with one as its index, glued to it, of which one is Greek."""
_SIGNED = re.compile(r"(\w+?)[_^]{1,2}\{?([-+])\}?")


def with_primes(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """The tokens with one name for y and the prime behind it; ``given`` names have values."""
    known = {found[1] for name in given if (found := _PRIMED.fullmatch(name))}
    known |= {
        tokens[i].text
        for i in range(len(tokens) - 2)
        if (not i or tokens[i - 1].kind == "end" or tokens[i - 1].is_(","))
        and is_primed(tokens, i)
        and tokens[i + 2].is_("=")
    }
    lone = [i for i, t in enumerate(tokens) if t.is_("=")]
    if len(lone) == 1 and len(tokens) > 4 and is_primed(tokens, 0) and (
        tokens[2].is_("(") and closing_place(list(tokens), 2) == lone[0] - 1
    ):  # fmt: skip
        known.add(tokens[0].text)  # f'(x) = 2x, with no f in the text
    out: list[Token] = []
    for i, token in enumerate(tokens):
        if token.text in PRIMES and out and out[-1].text in known and is_primed(tokens, i - 1):
            out[-1] = replace(out[-1], text=f"{out[-1].text}_prime", end=token.end, wild=True)
        else:
            out.append(token)
    return out


def signed_name(text: str) -> str:
    """The name that ``y^*``, ``y^{\\ast}``, ``y_+``, ``y^`` or ``hθ`` is written as, or ""."""
    if found := _STARRED.fullmatch(text):
        return f"{found[1]}_star"
    if found := _SIGNED.fullmatch(text):
        return f"{found[1]}_{'plus' if found[2] == '+' else 'minus'}"
    if found := GREEK_INDEX.fullmatch(text):
        return f"{GREEK.get(found[1], found[1])}_{found[2]}{found[3]}"
    return f"{text[0]}hat{text[1:-1]}" if re.fullmatch(r"[A-Za-z]\w*\^", text) else ""


def with_stars(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``y^*`` and ``y*`` as y_star, where that is ``given`` and no operand is close behind."""
    named = {signed_name(one) or one for one in given}
    known = {one.removesuffix("_star") for one in named if one.endswith("_star")}
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token, texts = tokens[i], [t.text for t in tokens[i + 1 : i + 3]]
        size = 2 if texts == ["^", "*"] else 1
        signs, after = tokens[i + 1 : i + 1 + size], [*tokens[i + 1 + size : i + 2 + size]]
        far = (
            not after or after[0].gap or after[0].is_(")", ",", "^", "]") or after[0].kind == "end"
        )
        starred = token.kind == "name" and signs and signs[-1].is_("*") and (
            far and token.text in known and not any(t.gap for t in signs)
        )  # fmt: skip
        if starred:
            made = f"{token.text}_star"
            out.append(replace(token, text=made, end=signs[-1].end, wild=True, split=False))
            i += size
        else:
            out.append(token)
        i += 1
    return out


def is_primed(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name stands here, and a prime right behind it."""
    after = tokens[place + 1 : place + 2]
    return (
        tokens[place].kind == "name"
        and bool(after)
        and after[0].text in PRIMES
        and not after[0].gap
    )
