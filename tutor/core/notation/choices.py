"""Choices that are functions: ``x if x > 0 else 0`` is relu(x), ``x > 0 ? x : 0`` as well."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.notation.tokens import CLOSE, OPEN, Token

Parts = tuple[list[Token], list[Token], list[Token]]
_ZERO = ("0", "0.0", "0.", "(0)", "(0.0)")


def parts_of_choice(tokens: Sequence[Token]) -> Parts | None:
    """What is taken, the condition, and what is taken otherwise; None when this is no choice."""
    depth, marks = 0, {}
    for i, token in enumerate(tokens):
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        for mark in ("if", "else", "?", ":"):
            if depth == 0 and mark not in marks and (token.word(mark) or token.is_(mark)):
                marks[mark] = i
    all_ = list(tokens)
    if marks.get("if", len(all_)) < marks.get("else", 0):
        i, j = marks["if"], marks["else"]
        return all_[:i], all_[i + 1 : j], all_[j + 1 :]
    if marks.get("?", len(all_)) < marks.get(":", 0):
        i, j = marks["?"], marks[":"]
        return all_[i + 1 : j], all_[:i], all_[j + 1 :]
    return None


def as_function(yes: str, no: str, larger: str, smaller: str) -> str:
    """The function that is ``yes`` where larger > smaller, else ``no``; "" when there is none.

    All are strict text.
    """
    yes, no, larger, smaller = ("".join(text.split()) for text in (yes, no, larger, smaller))
    if smaller in _ZERO and yes == larger:
        x = larger
        if no in _ZERO:
            return f"relu({x})"
        if no in {f"-{x}", f"-({x})"}:
            return f"abs({x})"
        if no in {f"0.01*{x}", f"{x}*0.01", f".01*{x}", f"0.01*({x})"}:
            return f"leaky_relu({x})"
    if {yes, no} == {larger, smaller}:
        return f"{'max' if yes == larger else 'min'}({larger}, {smaller})"
    return ""
