"""Functions of statistics: the normal density N(x; μ, σ²), and Γ(α)."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tutor.core.formulas.lexer.calls import canonical_name
from tutor.core.formulas.lexer.tokens import Token, closing_places, split_at

_FORMULA = "( exp ( - ( x - ( m ) ) ^ 2 / ( 2 * ( v ) ) ) / sqrt ( 2 * pi * ( v ) ) )"
"""Of x with the mean m and the variance v: Bishop, Pattern Recognition, eq. 1.46."""
_VARIANCES = frozenset({"var", "variance", "s2", "sigma2"})


def with_densities(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """The formula of the density for N with a number, a mean and a variance.

    A variance is a number, a name for one, or a square: N(x; μ, σ) has two readings, and stays.
    N that is given, or defined in the text, is something else.
    """
    places = [i for i, token in enumerate(tokens[:-1]) if token.text == "N"]
    if not places or "N" in given:
        return list(tokens)
    ends = closing_places(tokens)
    has_pi = bool({"pi", "π"} & given) or any(
        a.text == "pi" and b.is_("=") for a, b in pairwise(tokens)
    )
    out, done = list[Token](), 0
    for i in places:
        close = ends.get(i + 1) if tokens[i + 1].is_("(") else None
        if close is None or i < done or _is_defined(tokens, i, close):
            continue
        inside = [replace(t, kind="sign") if t.text == ";" else t for t in tokens[i + 2 : close]]
        parts = split_at(inside, ";", "|", ",")
        if len(parts) == 3 and all(parts) and _is_variance(parts[2]):
            out += [*tokens[done:i], *_density(parts, tokens[i], has_pi=has_pi)]
            done = close + 1
    return [*out, *tokens[done:]]


def _is_defined(tokens: Sequence[Token], start: int, close: int) -> bool:
    """Whether ``N(…) =`` begins a statement there."""
    after = tokens[close + 1 : close + 2]
    return bool(after and after[0].is_("=") and not (start and tokens[start - 1].is_("=")))


def _density(parts: Sequence[list[Token]], at: Token, *, has_pi: bool) -> list[Token]:
    """The formula; its π is written as a number where the text ``has_pi`` of its own."""
    own = dict(zip("xmv", parts, strict=True))
    out: list[Token] = []
    for text in _FORMULA.replace("pi", str(math.pi) if has_pi else "pi").split():
        kind = "name" if text.isalpha() else "number" if text[0].isdigit() else "sign"
        out += own.get(text) or [Token(kind, text, at.at, at.end)]  # type: ignore[arg-type]  # one of the three kinds
    return out


def _is_variance(part: Sequence[Token]) -> bool:
    if len(part) == 1:
        return part[0].kind == "number" or part[0].text in _VARIANCES
    return "".join(t.text for t in part).endswith(("^2", "^(2)"))


def with_gamma(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``Γ(α)`` and ``math.gamma(a)`` as a function, log Γ(α) as one: Γ may be large in it.

    γ, and a gamma that has a value, is a number.
    """
    if not any(t.word("Gamma", "gamma") for t in tokens):
        return list(tokens)
    set_ = given | {a.text for a, b in pairwise(tokens) if b.is_("=")}
    closes = closing_places(tokens)
    out: dict[int, Token] = dict(enumerate(tokens))
    for i, (token, opening) in enumerate(pairwise(tokens)):
        before = tokens[i - 1] if i else opening
        of_module = before.is_(".")
        is_meant = token.word("Gamma") or (token.word("gamma") and not token.wild)
        if not is_meant or i + 1 not in closes or not opening.is_("("):
            continue
        if not of_module and (token.text in set_ or (opening.gap and token.word("gamma"))):
            continue
        out[i] = replace(token, text="gammafn")
        in_brackets = before.is_("(") and closes.get(i - 1) == closes[i + 1] + 1
        log = i - 1 - in_brackets
        if log >= 0 and canonical_name(tokens[log].text) == "log":
            out[i] = replace(token, text="lgamma", at=tokens[log].at)
            for place in (log, *((i - 1, closes[i - 1]) if in_brackets else ())):
                del out[place]
    return [out[i] for i in sorted(out)]
