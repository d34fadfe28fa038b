"""Means over the entries of lists that are written as expectations: ``Ê_t[r_t A_t]``."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tutor.core.formulas.lexer.tokens import Token, closing_places, sign

_MEAN = re.compile("E(?:hat)?_([ijkmnt])")


def with_empirical_means(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``E_t[…]`` as ∑_t (…) with a sign that is marked as that of a mean.

    E has an index there, and no value is ``given`` for it.
    """
    closes = closing_places(tokens)
    out = list(tokens)
    for i in reversed(range(len(tokens) - 1)):
        token, close = tokens[i], closes.get(i + 1)
        index = _MEAN.fullmatch(token.text)
        if token.kind != "name" or not index or token.text in given or not close:
            continue
        at = token.at
        inside = [sign("(", at), *out[i + 2 : close], sign(")", at)]
        low = [sign("_", at), sign("{", at), Token("name", index[1], at, at), sign("}", at)]
        total = [Token("strange", "∑", at, at, wild=True), *low, *inside]
        out[i : close + 1] = [sign("(", at), *total, sign(")", at)]
    return out
