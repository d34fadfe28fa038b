"""What stands left of an equals sign, in one form: ``f((x, y))``, ``L(w; x)``, ``f: x ↦ x²``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from tutor.core.formulas.formula.called_heads import (
    begins,
    defines,
    with_compositions,
    with_greek_heads,
    with_inverses,
    with_low_heads,
    with_parameters_below,
    with_plain_arguments,
    with_pointwise,
)
from tutor.core.formulas.formula.set_entries import with_set_entries
from tutor.core.formulas.lexer import (
    CLOSE,
    JOINING,
    OPEN,
    Token,
    argument_counts,
    canonical_name,
    closing_places,
    is_function,
    sign,
    split_at,
    words,
)

_TYPES = words("double float auto int real f64 f32 const mut Value Tensor")
_ARROW = "->"
LETTERS = 3
"""Letters from which on a run that is defined is a word, not a product."""


def rewrite_heads(
    tokens: Sequence[Token], lists: Set[str] = frozenset(), given: Set[str] = frozenset()
) -> list[Token]:
    """The tokens with every head as a name and its arguments between commas.

    ``lists`` are names of vectors that are given, ``given`` all names that have values.
    """
    tokens = with_pointwise(with_compositions(_with_signs_of_next_line(tokens)))
    tokens = with_inverses(tokens)
    tokens = with_parameters_below(with_greek_heads(tokens), given)
    tokens = with_plain_arguments(tokens)
    tokens = _without_repeats(_with_bare_arguments(_whole_names(tokens, given)))
    tokens = with_set_entries(tokens, lists)
    tokens = with_low_heads(_with_squares(_closed(tokens)))
    closes = {i: end for i, end in closing_places(tokens).items() if tokens[i].is_("(")}
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        out.append(tokens[i])
        close = closes.get(i, len(tokens))
        if defines(tokens, close + 1, _ARROW) and i and tokens[i - 1].kind == "name":
            called = is_function(tokens[i - 1].text) or tokens[i - 1].text == "sigma"
            if not called and _are_words(tokens[i + 1 : close]):  # P(right answer) = …
                out.pop()
                i = close + 1
                continue
            inside = tokens[i + 1 : close]
            begun = begins(tokens, i - 1, ",")
            kept = _without_numbers(_without_calls(inside)) if begun else inside
            signs = ("(", "^") if called else ("(",)
            is_call = not begun and any(t.is_(*signs) for t in inside)  # z = f(g(x)) = …
            names = [] if is_call else _parameters(kept)
            if inside and not any(t.kind in {"name", "number"} for t in kept):
                out.pop()  # L(f(x)) = …, KL(N(μ, s) ‖ N(0, 1)) = …
                i = close + 1
                continue
            out += names
            i = close - 1 if names else i
        i += 1
    return _without_arrows(_with_called(_with_indices(out)))


def _with_signs_of_next_line(tokens: Sequence[Token]) -> list[Token]:
    """``L(x; p)`` with its ``=`` in the next line."""
    out: list[Token] = []
    for token in tokens:
        if token.is_("="):
            last = len(out)
            while last and out[last - 1].kind == "end" and out[last - 1].text == "\n":
                last -= 1
            if last and out[last - 1].is_(")"):
                del out[last:]
        out.append(token)
    return out


def _with_bare_arguments(tokens: list[Token]) -> list[Token]:
    """``tanh x = …`` as tanh(x) = …"""
    out = list(tokens)
    for i in reversed(range(len(tokens) - 2)):
        name, bare = tokens[i : i + 2]
        if not (begins(tokens, i) and name.kind == bare.kind == "name" and bare.gap):
            continue
        named = is_function(name.text) and name.text.lower() not in JOINING  # Where z = …
        named = named or name.text == "sigma"
        body = takewhile(lambda t: t.kind != "end", islice(tokens, i + 3, None))
        if named and defines(tokens, i + 2) and any(t.word(bare.text) for t in body):
            out[i + 1 : i + 2] = [sign("(", bare.at), bare, sign(")", bare.at, bare.end)]
    return out


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """``x = x(t) = …`` as x = …, where x is called nowhere else."""
    called = Counter(name.text for name, after in pairwise(tokens) if after.is_("("))
    closes = closing_places(tokens)
    out = list(tokens)
    for i in reversed(range(len(tokens) - 5)):
        name, equals, again = tokens[i : i + 3]
        close = closes.get(i + 3, len(tokens))
        repeats = name.kind == "name" and equals.is_("=") and again.word(name.text)
        if repeats and called[name.text] == 1 and defines(tokens, close + 1) and all(
            t.kind == "name" or t.is_(",") for t in tokens[i + 4 : close]
        ):  # fmt: skip
            del out[i + 1 : close + 1]
    return out


def _closed(tokens: Sequence[Token]) -> list[Token]:
    """``loss(f(x, y) = …``: a bracket that is missing left of = alone is closed there."""
    out: list[Token] = []
    start = 0
    for end in [*(i for i, t in enumerate(tokens) if t.kind == "end"), len(tokens)]:
        part = list(tokens[start : end + 1])
        equals = next((i for i, t in enumerate(part) if t.is_("=")), 0)
        left, right = part[:equals], part[equals:]
        open_ = sum(t.is_(*OPEN) - t.is_(*CLOSE) for t in left)
        named = len(left) > 3 and left[0].kind == "name" and left[1].is_("(")
        is_whole = not sum(t.is_(*OPEN) - t.is_(*CLOSE) for t in right)
        if named and open_ > 0 and is_whole and all(
            t.kind in {"name", "number"} or t.is_(",", "|", "^", *OPEN, *CLOSE) for t in left
        ):  # fmt: skip
            part[equals:equals] = [sign(")", part[equals].at)] * open_
        out += part
        start = end + 1
    return out


def _with_squares(tokens: list[Token]) -> list[Token]:
    """``σ² = …`` defines one name, where σ stands nowhere without its square."""
    ends = {i: _square_end(tokens, i) for i, t in enumerate(tokens) if t.kind == "name"}
    squared = {tokens[i].text for i, end in ends.items() if end}
    alone = {tokens[i].text for i, end in ends.items() if not end}
    heads = {
        tokens[i].text
        for i, end in ends.items()
        if end and begins(tokens, i, ",") and defines(tokens, end)
    }
    if squared - alone - heads:  # a² = σ(w²·x): powers, or layers
        heads &= {"sigma"}
    out = list(tokens)
    for i in reversed(ends):
        token, end = tokens[i], ends[i]
        if end and token.text in heads - alone:
            last = tokens[end - 1].end
            out[i:end] = [replace(token, text=f"{token.text}_sq", end=last, wild=True)]
    return out


def _square_end(tokens: Sequence[Token], place: int) -> int:
    """Where ``x^2`` ends that begins here; 0 for anything else."""
    after = "".join(t.text for t in tokens[place + 1 : place + 5])
    return place + 5 if after == "^(2)" else place + 3 if after.startswith("^2") else 0


def _without_calls(inside: Sequence[Token]) -> list[Token]:
    """``f(x; θ), y`` of ``L(f(x; θ), y) = …`` as y: what f takes is not what L takes."""
    closes = closing_places(inside)
    out: list[Token] = []
    i = 0
    while i < len(inside):
        if inside[i].kind == "name" and i + 1 in closes and inside[i + 1].is_("("):
            i = closes[i + 1] + 1
            i += i < len(inside) and inside[i].is_(",")
        else:
            out.append(inside[i])
            i += 1
    return out[:-1] if out and out[-1].is_(",") else out


def _without_numbers(inside: Sequence[Token]) -> list[Token]:
    """``Y, 0.6`` of ``loss(Y, 0.6) = (Y − 0.6)²`` as Y: a number beside a name is no argument."""
    kept = [one for one in split_at(inside, ",") if [t.kind for t in one] != ["number"]]
    if not kept or not all(one and one[0].kind == "name" for one in kept):
        return list(inside)
    return [t for one in kept for t in (sign(",", one[0].at), *one)][1:]


def _with_indices(tokens: list[Token]) -> list[Token]:
    """``z[1] = …`` defines z1, ``h[t] = …`` h_t; then h[t-1] is a name, too."""
    closes = {i: end for i, end in closing_places(tokens).items() if tokens[i].is_("[")}
    heads = {
        tokens[i].text
        for i, token in enumerate(tokens)
        if token.kind == "name" and begins(tokens, i, ",")
        and closes.get(i + 1) == i + 3 and defines(tokens, i + 4)
    }  # fmt: skip
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token, close = tokens[i], closes.get(i + 1, 0)
        inside = "".join(t.text for t in tokens[i + 2 : min(close, i + 7)])
        is_entry = token.kind == "name" and re.fullmatch(r"\w+|[a-z][+-][0-9]", inside)
        if close and is_entry and (token.text in heads or "t" in inside):
            low = inside.replace("-", "m").replace("+", "p")
            index = low if low.isdigit() else f"_{low}"
            token = replace(token, text=token.text + index, end=tokens[close].end, wild=True)
            i = close
        out.append(token)
        i += 1
    return out


def _with_called(tokens: list[Token]) -> list[Token]:
    """``φ = tanh`` and ``act = nn.ReLU()`` give a function another name."""
    out: list[Token] = []
    start = 0
    applied = {a.text for a, b in pairwise(tokens) if a.kind == "name" and b.is_("(")}
    ends = [i for i, t in enumerate(tokens) if t.kind == "end" or t.is_(",")]
    for end in [*ends, len(tokens)]:
        part = tokens[start:end]
        if len(part) > 2 and part[0].text in applied and part[1].is_("="):
            part = _renamed(part) or part
        out += [*part, *tokens[end : end + 1]]
        start = end + 1
    return out


def _renamed(part: list[Token]) -> list[Token]:
    """``φ(x) = tanh(x)`` for a statement with nothing but a function on the right; else nothing."""
    right, options = part[2:], list[Token]()
    start = next((i for i, t in enumerate(right) if t.is_("(")), 0)
    if start and right[-1].is_(")"):  # nn.MSELoss(reduction="sum")
        right, options = right[:start], right[start + 1 : -1]
    if any(len(one) != 3 or not one[1].is_("=") for one in split_at(options, ",") if one):
        return []
    called = [t for t in right if not t.is_(".")]
    plain = bool(called) and all(t.kind == "name" for t in called)
    if not plain or len(called) != (len(right) + 1) // 2 or not canonical_name(called[-1].text):
        return []
    at, last = part[0], called[-1]
    names = ["x_", "y_", "z_"][: argument_counts(canonical_name(last.text))]
    bound = [sign("(", at.at)]
    for i, name in enumerate(names):
        bound += [sign(",", at.at)] * bool(i) + [Token("name", name, at.at, at.at)]
    close = sign(")", at.at)
    options = [sign(",", at.at), *options] if options else []
    return [at, *bound, close, part[1], last, *bound, *options, close]


def _whole_names(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``net_{h1}`` of LaTeX as one name where it is defined or given, not n times e times t."""
    runs = _runs(tokens)
    heads = {
        "".join(t.text for t in tokens[a:b])
        for a, b in runs
        if begins(tokens, a) and defines(tokens, b)
    }
    out = list(tokens)
    for a, b in reversed(runs):
        text = "".join(t.text for t in tokens[a:b])
        is_given = text in given and len(text) > LETTERS and "_" in text
        if is_given or text in heads or (text.partition("_")[0] in heads and len(text) > LETTERS):
            last = tokens[b - 1]
            out[a:b] = [replace(tokens[a], text=text, end=last.end, split=False, wild=True)]
    return out


def _runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Names of LaTeX and those that are glued to them."""
    found: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        if token.kind == "name" and token.split:
            if found and found[-1][1] == i and not token.gap:
                found[-1] = found[-1][0], i + 1
            else:
                found.append((i, i + 1))
    return [(a, b) for a, b in found if sum(len(t.text) for t in tokens[a:b]) >= LETTERS]


def _are_words(inside: Sequence[Token]) -> bool:
    """Words side by side, which are not parameters."""
    return len(inside) > 1 and all(
        t.kind == "name" and t.text.isalpha() and (len(t.text) > 2 or t.split) for t in inside
    ) and inside[0].text not in _TYPES  # fmt: skip


def _parameters(inside: Sequence[Token]) -> list[Token]:
    """Names and commas for ``(x, y)``, ``w; x``, ``y=1 | x`` and ``double x``; else nothing."""
    out: list[Token] = []
    skipped = False
    for i, token in enumerate(inside):
        if skipped or token.text == chr(0x2026):
            skipped = False
        elif token.is_("=") and i + 1 < len(inside) and inside[i + 1].kind == "number":
            skipped = True
        elif token.is_("=") and out and out[-1].kind == "name":  # P(X = k)
            out.pop()
        elif token.is_(",", "|", ":", "<", ">") or token.text in {";", "‖"}:  # P(a > b | x)
            out.append(sign(",", token.at))
        elif token.is_("^"):  # N(x; μ, σ²)
            skipped = True
            if i + 1 < len(inside) and inside[i + 1].is_("("):
                closes = closing_places(inside)
                rest = inside[closes.get(i + 1, len(inside)) + 1 :]
                return _parameters([*inside[:i], *rest])
        elif token.kind == "name" and not (token.text in _TYPES and i + 1 < len(inside)):
            out.append(token)
        elif not token.is_(*OPEN, *CLOSE) and not token.word(*_TYPES):
            return []
    names = [t for i, t in enumerate(out) if t.kind == "name" or (i and not out[i - 1].is_(","))]
    return names if any(t.kind == "name" for t in names) else []


def _without_sets(tokens: list[Token]) -> list[Token]:
    """``f: x ∈ Rⁿ ↦ …`` as f: x ↦ …"""
    out = list(tokens)
    for i in [i for i, t in enumerate(tokens) if t.text == "∈"][::-1]:
        told = list(
            takewhile(lambda t: not t.is_(_ARROW, "=") and t.kind != "end", out[i : i + 40])
        )
        arrow = out[i + len(told) : i + len(told) + 1]
        if arrow and arrow[0].is_(_ARROW) and len(split_at(told, ",")) == 1:
            del out[i : i + len(told)]
    return out


def _without_arrows(tokens: list[Token]) -> list[Token]:
    """``f: x ↦ x²``, ``f = (x) => x²`` and ``x -> x²`` as f(x) = x²."""
    out = _without_sets(tokens)
    at = next((i for i, t in enumerate(out) if t.is_(_ARROW)), 0)
    while at:
        start = at - 1
        while out[at - 1].is_(")") and start and not out[start].is_("("):
            start -= 1
        parameters = [t for t in out[start:at] if not t.is_("(", ")")]
        arrow = out[at]
        named = start > 1 and out[start - 1].is_("=", ":") and out[start - 2].kind == "name"
        head = out[start - 2] if named else Token("name", "f", out[start].at, out[start].end)
        called = start > 0 and out[start].is_("(") and out[start - 1].kind == "name"
        if called:
            out[at] = replace(arrow, text="=")
        elif (named or start == 0 or out[start - 1].kind == "end") and parameters:
            first = start - 2 if named else start
            made = [head, sign("(", head.at), *parameters, sign(")", arrow.at), sign("=", arrow.at)]
            out[first : at + 1] = made
        else:
            return out
        at = next((i for i in range(max(0, start - 2), len(out)) if out[i].is_(_ARROW)), 0)
    return out
