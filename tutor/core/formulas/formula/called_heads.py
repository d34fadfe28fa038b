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


def with_inverses(tokens: Sequence[Token]) -> list[Token]:
    """``f^(-1)(p) = …`` defines f_inv."""
    closes = closing_places(tokens)
    out = list(tokens)
    for i in reversed(range(len(tokens) - 6)):
        begins = not i or tokens[i - 1].kind == "end"
        power = [t.text for t in tokens[i + 1 : i + 6]]
        end = closes.get(i + 6, len(tokens)) + 1
        defined = end < len(tokens) and tokens[end].is_("=")
        if begins and tokens[i].kind == "name" and power == ["^", "(", "-", "1", ")"] and defined:
            name = f"{tokens[i].text}_inv"
            out[i : i + 6] = [replace(tokens[i], text=name, wild=True, split=False)]
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
    for i in range(len(tokens) - 3):
        begins = not i or tokens[i - 1].kind == "end"
        end = closes.get(i + 1, 0) if begins and tokens[i].kind == "name" else 0
        if not end or called[tokens[i].text] < 2 or not tokens[end + 1 : end + 2]:
            continue
        names = [t.text for t in tokens[i + 2 : end] if not t.is_(",")]
        if not tokens[end + 1].is_("=") or not all(re.fullmatch(r"\w+_[ijkn]", n) for n in names):
            continue
        stop = next((k for k in range(end, len(tokens)) if tokens[k].kind == "end"), len(tokens))
        body = {t.text for t in tokens[end:stop]}
        if any(t[:-2] == n[:-2] for t in body - set(names) for n in names):  # Σ_j e^{z_j}
            continue
        for place in range(i, stop):
            if tokens[place].text in names:
                out[place] = replace(tokens[place], text=tokens[place].text[:-2])
    return out


def with_low_heads(tokens: list[Token]) -> list[Token]:
    """``softmax(z)_i = …`` as softmax_i = …, and every softmax(z)_i with it."""
    closes = closing_places(tokens)
    calls: dict[int, tuple[int, str]] = {}  # of a name before a bracket: its end, and its index
    heads: set[tuple[str, ...]] = set()
    for i, token in enumerate(tokens[:-1]):
        close = closes.get(i + 1, 0) if token.kind == "name" and tokens[i + 1].is_("(") else 0
        if not close or close > i + CALL:
            continue
        low = tokens[close + 1 : close + 2]
        has_index = low and low[0].kind == "name" and low[0].text[0] == "_" and not low[0].gap
        end = close + 1 + bool(has_index)
        calls[i] = end, low[0].text if has_index else ""
        begins = not i or tokens[i - 1].kind == "end"
        if has_index and begins and end < len(tokens) and tokens[end].is_("="):
            heads.add(tuple(t.text for t in tokens[i : close + 1]))
    out = list(tokens)
    for i in reversed(calls if heads else ()):
        end, index = calls[i]
        if tuple(t.text for t in tokens[i : end - bool(index)]) in heads:
            last = tokens[end - 1]
            out[i:end] = [replace(tokens[i], text=tokens[i].text + index, end=last.end, wild=True)]
    return out
