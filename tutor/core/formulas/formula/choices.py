"""Choices between cases: where they stand among tokens, and which of them are functions.

``x if x > 0 else 0`` and ``x > 0 ? x : 0`` are relu(x), ``x if x > 0 else a*x`` is
max(x, 0) + a*min(x, 0).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from tutor.core.errors import ExpressionError
from tutor.core.expression import (
    Binary,
    Expression,
    LeafScope,
    Number,
    Unary,
    evaluate,
    names,
    parse,
    source,
)
from tutor.core.formulas.lexer import CLOSE, OPEN, Token

_TRIED = 24
"""Points at which a function is compared with the choice."""
_ENOUGH = 8
"""Points at which both must have a value."""


class Case(NamedTuple):
    """What is taken where the condition holds; None is ``otherwise``."""

    branch: list[Token]
    condition: list[Token] | None


def cases_of(tokens: Sequence[Token]) -> list[Case]:
    """The cases of ``a if c else b`` and ``c ? a : b``, first to last; none if it is not a choice.

    A last case may have its condition too: ``a if c else b if d``.
    """
    found: list[Case] = []
    rest = list(tokens)
    while True:
        first, second = _marks(rest)
        if first < 0 or (second < 0 and (not found or rest[first].is_("?"))):
            break
        if rest[first].is_("?"):
            found.append(Case(rest[first + 1 : second], rest[:first]))
        elif second < 0:
            return [*found, Case(rest[:first], rest[first + 1 :])]
        else:
            found.append(Case(rest[:first], rest[first + 1 : second]))
        rest = rest[second + 1 :]
    return [*found, Case(rest, None)] if found else []


def _marks(tokens: Sequence[Token]) -> tuple[int, int]:
    """The places of ``if`` and ``else``, or of ``?`` and its ``:``; -1 for one that is missing."""
    depth = inner = 0
    first = -1
    for i, token in enumerate(tokens):
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth:
            continue
        if first < 0:
            first = i if token.word("if") or token.is_("?") else -1
        elif tokens[first].is_("?"):
            inner += token.is_("?")
            if token.is_(":"):
                if not inner:
                    return first, i
                inner -= 1
        elif token.word("else"):
            return first, i
    return first, -1


def as_function(yes: str, no: str, larger: str, smaller: str) -> str:
    """The function that is ``yes`` where larger > smaller, else ``no``; "" when there is none.

    All are strict text.
    """
    try:
        trees = [parse(text) for text in (yes, no, larger, smaller)]
    except ExpressionError:
        return ""
    return _of_two_slopes(*trees) or _of_larger(*trees)


def _of_two_slopes(yes: Expression, no: Expression, larger: Expression, smaller: Expression) -> str:
    """Multiples of what is compared with 0: ``a*x`` above it and ``b*x`` below it."""
    if _is_zero(smaller):
        x, above, below = source(larger), yes, no
    elif _is_zero(larger):
        x, above, below = source(smaller), no, yes
    else:
        return ""
    up, down = _coefficient(above, x), _coefficient(below, x)
    if not up or not down or names(parse(f"({up})*({down})")) & names(parse(x)):
        return ""
    known = {("1", "-1"): "abs", ("1", "0.01"): "leaky_relu"}.get((up, down))
    if known:
        return f"{known}({x})"
    if down == "0":
        return _times(up, f"relu({x})")
    if up == "0":
        return _times(down, f"min({x}, 0)")
    return f"{_times(up, f'max({x}, 0)')} + {_times(down, f'min({x}, 0)')}"


def _times(factor: str, text: str) -> str:
    shown = factor if re.fullmatch(r"[\w.]+", factor) else f"({factor})"
    return {"1": text, "-1": f"-{text}", "0": "0"}.get(factor, f"{shown}*{text}")


def _coefficient(expr: Expression, x: str) -> str:
    """``expr`` divided by x where it is a product with x in it; "0" for 0, "" otherwise."""
    if _is_zero(expr):
        return "0"
    if source(expr) == x:
        return "1"
    match expr:
        case Unary("neg" | "pos" as sign, operand):
            found = _coefficient(operand, x)
            return {"": "", "1": "-1"}.get(found, f"-({found})") if sign == "neg" else found
        case Binary("mul", left, right):
            for one, other in ((left, right), (right, left)):
                found = _coefficient(one, x)
                if found not in {"", "0"}:
                    return source(other) if found == "1" else f"({found})*({source(other)})"
        case Binary("div", left, right):
            found = _coefficient(left, x)
            return f"{found}/({source(right)})" if found not in {"", "0"} else ""
        case _:
            pass
    return ""


def _is_zero(expr: Expression) -> bool:
    return isinstance(expr, Number) and expr.value == 0


def _of_larger(yes: Expression, no: Expression, larger: Expression, smaller: Expression) -> str:
    """The larger of two formulas, or the smaller: their difference is a multiple of the other."""
    ratios, sums = [], []
    for scope in _scopes((yes, no, larger, smaller)):
        try:
            a, b, c, d = (evaluate(one, scope) for one in (yes, no, larger, smaller))
        except ExpressionError:
            return ""  # the function would need a value of both cases everywhere
        if c != d:
            ratios.append((a - b) / (c - d))
            sums.append(abs(a + b) <= 1e-9 * abs(a))
    ratio = ratios[0] if len(ratios) >= _ENOUGH else 0.0
    if not ratio or not all(math.isclose(one, ratio, rel_tol=1e-9) for one in ratios):
        return ""
    first, second = source(yes), source(no)
    if all(sums):
        return f"{'' if ratio > 0 else '-'}abs({first})"
    if _is_zero(no):
        first, second = second, first
    return f"{'max' if ratio > 0 else 'min'}({first}, {second})"


def _scopes(trees: Sequence[Expression]) -> list[LeafScope]:
    """Values of both signs and of all sizes for all names, the same every time."""
    known = sorted(frozenset[str]().union(*map(names, trees)))
    return [
        LeafScope(
            {
                name: 10.0 ** (turn % 6 - 2) * math.sin(1.7 + 2.9 * turn + 5.3 * i + turn * i)
                for i, name in enumerate(known)
            }
        )
        for turn in range(_TRIED)
    ]
