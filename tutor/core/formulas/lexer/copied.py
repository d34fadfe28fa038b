"""Sums as they are copied out of typeset mathematics: ``i=1∑nxi``, the limits beside the sign.

Indices and powers have come down to the line there: xi is x_i, and x2 may be x².
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tutor.core.formulas.lexer.calls import is_function
from tutor.core.formulas.lexer.tokens import Token, closing_places, refuse, sign

_COUNTING = frozenset("ijklmnt")
LONGEST_CONDITION = 40
"""Tokens that the condition of an indicator may have."""


def with_limits_beside(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """The tokens with both limits of a sum behind its sign, as in ``∑_{i=1}^{n} xi``.

    Raises ExpressionError for what may be a power beside such a sum; ``given`` names are none.
    """
    out: list[Token] = []
    rest = list(reversed(tokens))
    while rest:
        token = rest.pop()
        if token.text == "∑" and _is_low(rest[-1:-4:-1], [sign("(", token.at)]):  # ∑i=1n
            out += [rest.pop(), rest.pop(), rest.pop()]
        low = out[-3:]
        high = rest[-1] if rest else token
        glued = high.kind in {"name", "number"} and not high.gap
        if token.text != "∑" or not (glued and _is_low(low, out[-4:-3])):
            out.append(token)
            continue
        rest.pop()
        size = 1 if high.kind == "name" else len(high.text)
        top = replace(high, text=high.text[:size], end=high.at + size)
        if high.text[size:]:
            rest.append(replace(high, text=high.text[size:], at=top.end))
        at = token.at
        begin, end = [sign("_", at), sign("{", at)], sign("}", at)
        out[-3:] = [token, *begin, *low, end, sign("^", at), sign("{", at), top, end]
    if len(out) > len(tokens):
        _refuse_lost_powers(out, given)
    return out


def with_called_braces(tokens: Sequence[Token]) -> list[Token]:
    """``max{0, 1 − yz}`` and ``exp{z}`` with round brackets; those of a sum hold its limits."""
    out = list(tokens)
    ends = closing_places(tokens)
    for i, (token, after) in enumerate(pairwise(tokens), 1):
        called = token.kind == "name" and after.is_("{") and is_function(token.text)
        if called and i in ends and token.text not in {"sum", "prod"}:
            out[i] = replace(after, text="(", gap=False)
            out[ends[i]] = replace(tokens[ends[i]], text=")")
    return out


def with_indicators(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``1{y = k}`` and ``I(y = k)`` with the sign that compares."""
    out = list(tokens)
    ends = closing_places(tokens)
    for i, (token, after) in enumerate(pairwise(tokens), 1):
        is_one = token.kind == "number" and token.text == "1"
        is_named = token.word("I", "indicator", "one") and token.text not in given
        if not (is_one or is_named) or not after.is_("[", "{", "("):
            continue
        inside = range(i + 1, min(ends.get(i, i), i + LONGEST_CONDITION))
        equals = [k for k in inside if tokens[k].is_("=")]
        if len(equals) != 1:
            continue
        out[equals[0]] = replace(tokens[equals[0]], text="==")
        out[i] = replace(after, text="(", gap=False)
        out[ends[i]] = replace(tokens[ends[i]], text=")")
    return out


def _refuse_lost_powers(tokens: Sequence[Token], given: Set[str]) -> None:
    """``e−λ`` may be e^(−λ), and ``x2`` x²: raises ExpressionError."""
    for token, after in pairwise(tokens):
        lost = token.word("e") and (after.is_("-") or after.kind in {"name", "number"})
        digits = token.kind == "name" and token.text[-1].isdigit() and token.text not in given
        if lost or (digits and not is_function(token.text)):
            what = f"a power of {token.text!r} may have come down to the line here"
            raise refuse(what, token, "write powers with ^, and indices with _")


def _is_low(low: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether this is ``i=1`` in one piece, behind a sign or at the beginning."""
    if len(low) < 3 or any(t.gap for t in low[1:]) or not low[1].is_("="):
        return False
    begins = not before or before[0].kind in {"sign", "end"}
    return begins and low[0].text in _COUNTING and low[2].text in {"0", "1"}
