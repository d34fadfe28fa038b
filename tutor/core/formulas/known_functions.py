"""Definitions of functions that are known, with a bracket too many or too few at their end.

``where σ(x) = 1/(1 + e⁻ˣ))`` says what σ is anyway.  The bracket is mended only where what is left
has the values of the known function; a formula that says something else is refused as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.formula import KnownNames, strict_formula
from tutor.core.formulas.lexer import CLOSE, OPEN, Token, Written, canonical_name, sign, text_of
from tutor.core.formulas.statements import Phrase

_PLACES = (-1.3, 0.4, 2.1)
"""Where a definition is compared with the function that it names."""


def with_known_functions(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The statements with whole brackets in definitions of known functions."""
    return [_mended(phrase) for phrase in phrases]


def _mended(phrase: Phrase) -> Phrase:
    head = phrase.parts[0]
    word = "sigmoid" if head[0].text == "sigma" else canonical_name(head[0].text)
    if len(phrase.parts) != 2 or len(head) != 4 or not word or head[2].kind != "name":
        return phrase
    body, open_ = list(phrase.parts[1]), 0
    for token in body:
        open_ += token.is_(*OPEN) - token.is_(*CLOSE)
    last = body[-1]
    if open_ == -1 and last.is_(")"):
        body.pop()
    elif open_ == 1:
        body.append(sign(")", last.at, last.end))
    if len(body) == len(phrase.parts[1]) or not _is_known(body, head[2].text, word):
        return phrase
    said = f"the bracket at the end of {head[0].text}(…) = …, which is {word}"
    return replace(phrase, parts=(head, tuple(body)), left_out=(*phrase.left_out, said))


def _is_known(body: Sequence[Token], name: str, word: str) -> bool:
    """Whether this formula of ``name`` has the values of the function ``word``."""
    names = KnownNames()
    names.know(name)

    def let(_: Written) -> str:
        raise ExpressionError("this is too much for one formula", 0)

    try:
        written = parse(text_of(strict_formula(body, names, let)))
        known = parse(f"{word}({names.node(name)})")
        return all(
            math.isclose(
                evaluate(written, LeafScope({names.node(name): at})),
                evaluate(known, LeafScope({names.node(name): at})),
                rel_tol=1e-9, abs_tol=1e-12,
            )
            for at in _PLACES
        )  # fmt: skip
    except ExpressionError:
        return False


def with_inner_products(said: Sequence[Phrase], given: KnownNames) -> list[Phrase]:
    """``f = qz = 3·4`` with q·z, where q and z are names: qz is no other name of f."""
    names = KnownNames(dict(given.spelled), set(given.sure))
    for phrase in said:
        if len(phrase.parts) > 1 and phrase.first.kind == "name":
            names.know(phrase.first.text)

    def taken_apart(part: tuple[Token, ...]) -> tuple[Token, ...]:
        first = part[0]
        lone = len(part) == 1 and first.kind == "name" and not names.known(first.text)
        ways = names.parts(first.text) if lone else []
        if len(ways) != 1:
            return part
        factors = [replace(first, text=one, split=False) for one in ways[0]]
        return tuple(t for one in factors for t in (sign("*", first.at), one))[1:]

    return [
        replace(p, parts=(p.parts[0], *map(taken_apart, p.parts[1:-1]), p.parts[-1]))
        if len(p.parts) > 2 else p
        for p in said
    ]  # fmt: skip
