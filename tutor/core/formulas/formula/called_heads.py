"""Heads that are calls with an index: ``softmax(z)_i``, ``L(ŷ_i, y_i)``, ``f^(-1)(p)``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tutor.core.formulas.lexer import Token, closing_places

_PARAMETERS = frozenset(["theta", "Theta", "phi", "psi", "beta", "omega"])
"""Greek letters that functions of a model have as their index."""
CALL = 12
"""Tokens that a call may have whose entries are defined: softmax(z)_i."""


def begins(tokens: Sequence[Token], place: int, *signs: str) -> bool:
    """Whether a statement begins at this place, or one of these signs stands before it."""
    return not place or tokens[place - 1].kind == "end" or tokens[place - 1].is_(*signs)


def defines(tokens: Sequence[Token], place: int, *signs: str) -> bool:
    """Whether what ends before this place is defined there, by = or one of these signs."""
    return place < len(tokens) and tokens[place].is_("=", *signs)


def with_inverses(tokens: Sequence[Token]) -> list[Token]:
    """``f^(-1)(p) = …`` defines f_inv, which is then called as f^(-1)(q)."""
    closes = closing_places(tokens)
    calls = [
        i
        for i, token in enumerate(tokens)
        if token.kind == "name" and i + 6 in closes and tokens[i + 1].is_("^")
        and [t.text for t in tokens[i + 2 : i + 7]] == ["(", "-", "1", ")", "("]
    ]  # fmt: skip
    heads = {
        tokens[i].text for i in calls if begins(tokens, i) and defines(tokens, closes[i + 6] + 1)
    }
    out = list(tokens)
    for i in reversed(calls):
        if tokens[i].text in heads:
            out[i : i + 6] = [
                replace(tokens[i], text=f"{tokens[i].text}_inv", wild=True, split=False)
            ]
    return out


def with_glued_indices(tokens: Sequence[Token]) -> list[Token]:
    """``hθ(x) = …`` defines h_θ, where h stands nowhere without θ."""
    closes = closing_places(tokens)
    pairs = {
        i: (a.text, b.text)
        for i, (a, b) in enumerate(pairwise(tokens))
        if a.kind == "name" and len(a.text) == 1 and b.text in _PARAMETERS and not b.gap
        and i + 2 in closes
    }  # fmt: skip
    alone = {t.text for i, t in enumerate(tokens) if t.kind == "name" and i not in pairs}
    heads = {
        pair
        for i, pair in pairs.items()
        if (not i or tokens[i - 1].kind == "end" or tokens[i - 1].is_(",")
            or tokens[i - 1].word("where", "with"))
        and tokens[closes[i + 2] + 1 : closes[i + 2] + 2]
        and tokens[closes[i + 2] + 1].is_("=") and pair[0] not in alone
    }  # fmt: skip
    out = list(tokens)
    for i in reversed(pairs):
        if pairs[i] in heads:
            made = replace(tokens[i], text="_".join(pairs[i]), end=tokens[i + 1].end, wild=True)
            out[i : i + 2] = [made]
    return out


def with_plain_arguments(tokens: list[Token]) -> list[Token]:
    """``L(ŷ_i, y_i) = …`` as L(ŷ, y) = …, where L is called elsewhere, too."""
    called = Counter(name.text for name, after in pairwise(tokens) if after.is_("("))
    closes = closing_places(tokens)
    out = list(tokens)
    for i, token in enumerate(tokens):
        end = closes.get(i + 1, 0) if begins(tokens, i) and token.kind == "name" else 0
        if not end or called[token.text] < 2 or not defines(tokens, end + 1):
            continue
        names = [t.text for t in tokens[i + 2 : end] if not t.is_(",")]
        if not all(re.fullmatch(r"\w+_[ijkn]", n) for n in names):
            continue
        stop = next((k for k in range(end, len(tokens)) if tokens[k].kind == "end"), len(tokens))
        others = {t.text[:-2] for t in tokens[end:stop] if t.text not in names}
        if others.isdisjoint(n[:-2] for n in names):  # not Σ_j e^{z_j}
            out[i:stop] = [
                replace(t, text=t.text[:-2]) if t.text in names else t for t in tokens[i:stop]
            ]
    return out


def with_low_heads(tokens: list[Token]) -> list[Token]:
    """``softmax(z)_i = …`` as softmax_i = …, and every softmax(z)_i with it."""
    calls: dict[int, tuple[int, str]] = {}  # of a name before a bracket: its end, and its index
    heads: set[tuple[str, ...]] = set()
    for opening, close in closing_places(tokens).items():
        i, low = opening - 1, tokens[close + 1 : close + 2]
        if i < 0 or not (tokens[i].kind == "name" and tokens[opening].is_("(")) or close > i + CALL:
            continue
        index = low[0].text if low and low[0].text[0] == "_" and not low[0].gap else ""
        calls[i] = close + 1 + bool(index), index
        if index and begins(tokens, i) and defines(tokens, close + 2):
            heads.add(tuple(t.text for t in tokens[i : close + 1]))
    out = list(tokens)
    for i in sorted(calls if heads else (), reverse=True):
        end, index = calls[i]
        if tuple(t.text for t in tokens[i : end - bool(index)]) in heads:
            last = tokens[end - 1]
            out[i:end] = [replace(tokens[i], text=tokens[i].text + index, end=last.end, wild=True)]
    return out
