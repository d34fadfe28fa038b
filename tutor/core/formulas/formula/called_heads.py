"""Heads that are calls with an index: ``softmax(z)_i``, ``L(ŷ_i, y_i)``, ``f^(-1)(p)``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from tutor.core.formulas.lexer import Token, closing_places, refuse, sign, split_at

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


def _begins_head(tokens: Sequence[Token], place: int) -> bool:
    """Whether a definition may begin at this place."""
    return begins(tokens, place, ",") or tokens[place - 1].word("where", "with")


def with_compositions(tokens: Sequence[Token]) -> list[Token]:
    """``(g ∘ f)(x)`` as g(f(x))."""
    closes = closing_places(tokens)
    out = list(tokens)
    pairs = (i for i in closes if tokens[i].is_("(") and tokens[i + 2 : i + 3])
    for i in sorted((i for i in pairs if tokens[i + 2].text == "∘"), reverse=True):
        close, names = closes[i], tokens[i + 1 : closes[i] : 2]
        signs, end = tokens[i + 2 : close : 2], closes.get(close + 1)
        if not end or not signs or not all(t.text == "∘" for t in signs):
            continue
        if len(names) != len(signs) + 1 or not all(t.kind == "name" for t in names):
            continue
        inner = [one for name in names[:-1] for one in (name, sign("(", name.at))]
        called = [*inner, names[-1], *tokens[close + 1 : end + 1]]
        out[i : end + 1] = [*called, *(sign(")", tokens[end].at) for _ in signs)]
    return out


def with_pointwise(tokens: Sequence[Token]) -> list[Token]:
    """``(f − g)(x)`` as (f(x) − g(x)), where the text defines f(x) and g(x)."""
    closes = closing_places(tokens)
    heads = {
        tokens[i - 1].text
        for i, close in closes.items()
        if i and tokens[i].is_("(") and tokens[i - 1].kind == "name"
        and begins(tokens, i - 1, ",") and defines(tokens, close + 1)
    }  # fmt: skip
    out = list(tokens)
    for i in sorted((i for i in closes if tokens[i].is_("(") and heads), reverse=True):
        close, called = closes[i], closes.get(closes[i] + 1)
        if not called or not tokens[close + 1].is_("(") or called - i > 2 * CALL:
            continue
        inside = tokens[i + 1 : close]
        letters = [c for t in inside for c in ([t] if t.text in heads else _split(t, heads))]
        names = [t for t in letters if t.kind == "name"]
        is_sum = all(t.kind in {"name", "number"} or t.is_(*"+-*/()") for t in letters)
        is_call = any(b.is_("(") for a, b in pairwise(inside) if a.text in heads)
        if (i and tokens[i - 1].kind == "name") or len(names) < 2 or not is_sum or is_call:
            continue
        if all(t.text in heads for t in names):
            call = tokens[close + 1 : called + 1]
            made = [one for t in letters for one in ((t, *call) if t in names else (t,))]
            out[i + 1 : called + 1] = [*made, tokens[close]]
    return out


def _split(token: Token, heads: Set[str]) -> list[Token]:
    """f and g of ``fg``, where both are functions of the text."""
    if token.kind != "name" or not all(char in heads for char in token.text):
        return [token]
    return [replace(token, text=char, gap=False) for char in token.text]


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


def with_greek_heads(tokens: Sequence[Token]) -> list[Token]:
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
        if _begins_head(tokens, i) and defines(tokens, closes[i + 2] + 1) and pair[0] not in alone
    }
    out = list(tokens)
    for i in reversed(pairs):
        if pairs[i] in heads:
            made = replace(tokens[i], text="_".join(pairs[i]), end=tokens[i + 1].end, wild=True)
            out[i : i + 2] = [made]
    return out


def with_plain_arguments(tokens: list[Token]) -> list[Token]:
    """``L(ŷ_i, y_i) = …`` and ``f(x^(i)) = …`` as L(ŷ, y) and f(x), called elsewhere, too."""
    called = Counter(name.text for name, after in pairwise(tokens) if after.is_("("))
    closes = closing_places(tokens)
    out = list(tokens)
    for i in reversed(range(len(tokens))):
        end = closes.get(i + 1, 0) if _begins_head(tokens, i) and tokens[i].kind == "name" else 0
        if not end or called[tokens[i].text] < 2 or not defines(tokens, end + 1):
            continue
        arguments = split_at(tokens[i + 2 : end], ",")
        names = [found for one in arguments if (found := _of_one_example(one))]
        if not names or len(names) < len(arguments):
            continue
        stop = next((k for k in range(end, len(tokens)) if _ends(tokens, k)), len(tokens))
        plain = {base + low: base for base, low in names}
        others = {t.text[:-2] for t in tokens[end:stop] if t.text not in plain}
        if others.isdisjoint(plain.values()):  # not Σ_j e^{z_j}
            out[i:stop] = _with_plain(out[i:stop], plain)
    return out


def _of_one_example(argument: Sequence[Token]) -> tuple[str, str]:
    """x and _i of ``x_i`` and ``x^(i)``; nothing for another argument."""
    found = re.fullmatch(r"(\w+)(_[ijkn])", argument[0].text) if argument else None
    if found and len(argument) == 1:
        return found[1], found[2]
    texts = [t.text for t in argument]
    raised = len(texts) == 5 and texts[1] == "^" and texts[2:5:2] == ["(", ")"]
    is_one = raised and argument[0].kind == "name" and re.fullmatch("[ijkn]", texts[3])
    return (texts[0], f"_{texts[3]}") if is_one else ("", "")


def _with_plain(part: Sequence[Token], plain: Mapping[str, str]) -> list[Token]:
    """The tokens with x for x_i and x^(i), and with wx for ``wx_i`` of LaTeX."""
    out: list[Token] = []
    i = 0
    while i < len(part):
        token, size = part[i], 1
        if token.kind == "name" and _of_one_example(part[i : i + 5])[0] == token.text:
            size = 5 if token.text in plain.values() else 1
        elif token.text in plain:
            token = replace(token, text=plain[token.text])
        elif token.split and token.kind == "name" and any(map(token.text.endswith, plain)):
            token = replace(token, text=token.text[:-2])
        out.append(token)
        i += size
    return out


def _ends(tokens: Sequence[Token], place: int) -> bool:
    """Whether a statement ends here, with a comma only where another one is behind it."""
    after = tokens[place + 1 : place + 3]
    next_ = len(after) == 2 and after[0].kind == "name" and after[1].is_("=")
    return tokens[place].kind == "end" or (tokens[place].is_(",") and next_)


def with_parameters_below(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``f_{w,b}(x)``, ``fw,b(x)`` and f(x) are one function, where one of them is defined.

    What stands below are then names that its formula has and that it does not take; ``given``
    names have values, and are none.  Raises ExpressionError for other letters below.
    """
    closes = closing_places(tokens)
    calls = {
        i: call
        for i in range(len(tokens))
        if (call := _below(tokens, i, closes)) and call.name not in given
    }
    heads = [
        call for i, call in calls.items()
        if _begins_head(tokens, i) and defines(tokens, closes[call.open] + 1)
    ]  # fmt: skip
    out = list(tokens)
    meant: dict[int, tuple[int, str]] = {}
    for head in heads:
        close = closes[head.open]
        stop = next((k for k in range(close, len(tokens)) if _ends(tokens, k)), len(tokens))
        taken = {t.text for t in tokens[head.open : close]}
        words_ = "".join(f" {t.text}" for t in tokens[close:stop] if t.kind == "name")
        if sum(other.base == head.base for other in heads) > 1:
            continue
        for k, call in calls.items():
            low = call.low or head.low
            told = len(low) > 1 or {*low} <= {*_PARAMETERS, "w", "W"}
            if call.base != head.base or not low or not told or not all(map(_is_parameter, low)):
                continue
            if head.low in {(), low} and all(one in words_ and one not in taken for one in low):
                meant[k] = call.open, head.name
            elif len(call.low) > 1:
                help_ = f"define it, or write {head.name}"
                raise refuse(f"{call.name!r} is called here, and not defined", tokens[k], help_)
    for k in sorted(meant, reverse=True):
        open_, name = meant[k]
        out[k:open_] = [
            replace(tokens[k], text=name, end=tokens[open_ - 1].end, wild=True, split=False)
        ]
    return out


def _is_parameter(low: str) -> bool:
    """Whether this is written as a parameter is: w, w1, theta."""
    return low in _PARAMETERS or re.fullmatch("[A-Za-z][0-9]*", low) is not None


@dataclass(frozen=True, slots=True)
class _Below:
    """A call ``f_{w,b}(``: its base, what stands below, the place of its bracket, its name."""

    base: str
    low: tuple[str, ...]
    open: int
    name: str


def _below(tokens: Sequence[Token], i: int, closes: Mapping[int, int]) -> _Below | None:
    """The call that begins at this place, if its name has one letter."""
    base, *low = tokens[i].text.split("_")
    if tokens[i].kind != "name" or not base or not all(low):
        return None
    end = i + 1
    if len(base) == 2 and not low and base.isascii():
        base, low = base[0], [base[1]]
    while (
        low and end + 1 < len(tokens) and tokens[end].is_(",") and tokens[end + 1].kind == "name"
        and not (tokens[end].gap or tokens[end + 1].gap) and end < i + 6
    ):  # fmt: skip
        low.append(tokens[end + 1].text)
        end += 2
    is_glued = end > i + 1 or "_" in tokens[i].text
    if len(base) != 1 or end not in closes or not tokens[end].is_("(") or (low and not is_glued):
        return None
    listed = i > 1 and tokens[i - 1].is_("(") and tokens[i - 2].kind == "name"  # L(fw,b(x))
    if end > i + 1 and listed:
        return None
    return _Below(base, tuple(low), end, "_".join((base, *low)))


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
