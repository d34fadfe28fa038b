"""Lists that are given under the name of their entry: ``L_i=[0.5, 1.2]`` is the list behind Lᵢ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from tutor.core.formulas.arrays.sums import read_limits
from tutor.core.formulas.lexer import Token

_LAYERED = re.compile(r"(\w+?)_([ijkmn])_([Ll]\w*|[0-9])")
_ENTRY = re.compile(r"(\w+?)_([ijkmn])")


def lists_of_entries(
    tokens: Sequence[Token], lists: Mapping[str, str]
) -> tuple[list[Token], dict[str, str]]:
    """The tokens, and the lists under a name without an index, where a sum counts with it.

    Where the text has another L beside L_i, the list is Li, and its entries Li_i.
    """
    typed = {token.text for token in tokens if token.kind == "name"}
    tokens = [_with_layer_first(token, typed) for token in tokens]
    words = typed | lists.keys()
    sums = [i for i, token in enumerate(tokens) if token.text in {"∑", "∏"}]
    counted = {read_limits(tokens, i)[0].letter for i in sums}
    found: dict[str, str] = {}
    out = list(tokens)
    for name, numbers in lists.items():
        entry = _ENTRY.fullmatch(name)
        if not entry or name not in typed or not {entry[2], ""} & counted:
            found[name] = numbers
            continue
        base, letter = entry[1], entry[2]
        new = base if base not in words else base + letter
        if new in words:
            found[name] = numbers
            continue
        found[new] = numbers
        named = re.compile(rf"{re.escape(base)}_(?={letter})")
        if new != base:
            out = [
                replace(t, text=named.sub(f"{new}_", t.text), wild=True)
                if t.kind == "name" and named.match(t.text) else t
                for t in out
            ]  # fmt: skip
    return _with_shares(out, found.keys(), counted), found


def _with_shares(tokens: Sequence[Token], lists: Set[str], counted: Set[str]) -> list[Token]:
    """``Σ_i p(x_i) log q(x_i)`` of lists p and q as Σ_i p_i log q_i."""
    out: list[Token] = []
    for token in tokens:
        out.append(token)
        point = _ENTRY.fullmatch(out[-2].text) if token.is_(")") and len(out) > 3 else None
        is_share = point and point[2] in counted and point[1] not in lists
        if point and is_share and out[-3].is_("(") and out[-4].text in lists:
            share = out[-4]
            del out[-4:]
            out.append(replace(share, text=f"{share.text}_{point[2]}", end=token.end, wild=True))
    return out


def _with_layer_first(token: Token, typed: Set[str]) -> Token:
    """``z_i^(L)`` as entry i of the z^(L) of the text."""
    parts = _LAYERED.fullmatch(token.text) if token.kind == "name" else None
    if parts is None or f"{parts[1]}_{parts[3]}" not in typed:
        return token
    return replace(token, text=f"{parts[1]}_{parts[3]}_{parts[2]}", wild=True)
