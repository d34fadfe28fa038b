"""``y′`` as a name: where it is defined or given a value; elsewhere it is a derivative."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from tutor.core.formulas.lexer.tokens import Token, closing_place

PRIMES = ("'", "\u2032")


def with_primes(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """The tokens with one name for y and the prime behind it; ``given`` names have values."""
    known = {name[:-1] for name in given if name.endswith(PRIMES)}
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


def is_primed(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name stands here, and a prime right behind it."""
    after = tokens[place + 1 : place + 2]
    return (
        tokens[place].kind == "name"
        and bool(after)
        and after[0].text in PRIMES
        and not after[0].gap
    )
