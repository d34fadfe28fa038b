"""Words that stand for signs: ``w dot x plus b``, ``sum of (x_i)²``, ``ylogp`` of names y and p."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tutor.core.formulas.lexer.calls import is_function
from tutor.core.formulas.lexer.tokens import CLOSE, OPEN, Token, sign

_INFIX = {"dot": "*", "times": "*", "plus": "+", "minus": "-"}
_GLUED = re.compile(
    r"(\w*?(?=log|ln)|)(log_?(?:2|10)(?=[A-Za-z])|log|ln|exp|sinh|cosh|tanh|sin|cos|tan|sqrt)"
    r"((?:[A-Za-z]\w*)?)"
)


def with_spoken_signs(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """The tokens with signs for words between two operands, and names apart for ``logy``.

    ``given`` names have values; they, and what stands alone, are what a function can be of.
    """
    tokens = _with_sums(_with_minus_of_functions(tokens))
    heads = {name.text for name, after in pairwise(tokens) if after.is_("=")}
    named = {t.text for t in tokens if t.kind == "name"} | given
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        text = token.text
        if token.kind != "name" or text in heads or text in given:
            out.append(token)
        elif text in _INFIX and token.gap and after and out and _joins(out[-1], after, heads):
            out.append(replace(sign(_INFIX[text], token.at, token.end, gap=True), wild=True))
        else:
            glued = after is not None and after.kind == "name" and not after.gap
            is_called = after is not None and (after.is_("(") or glued)
            out += _apart(token, named, is_called=is_called)
    return out


def _apart(token: Token, named: Set[str], *, is_called: bool) -> list[Token]:
    """``logy``, ``yilogpi`` and ``y_ilog(p_i)`` as several names, where y and p are names."""
    glued = _GLUED.fullmatch(token.text)
    operands = [one for one in (glued[1], glued[3]) if one] if glued else []
    if glued and bool(glued[3]) == is_called:
        return [token]
    if not operands or is_function(token.text):
        return [token]
    if not all({one, one.partition("_")[0], re.sub("[ijk]$", "", one)} & named for one in operands):
        return [token]
    out: list[Token] = []
    at = token.at
    for text in glued.groups() if glued else ():
        if text:
            gap = token.gap if at == token.at else True
            out.append(replace(token, text=text, at=at, end=at + len(text), gap=gap, split=False))
        at += len(text)
    return out


def _with_sums(tokens: Sequence[Token]) -> list[Token]:
    """``the sum of (y_i − x_i)²`` with a Σ, where a bracket follows."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        if token.is_("(") and i > 1 and tokens[i - 1].word("of") and tokens[i - 2].word("sum"):
            first = tokens[i - 2]
            out[-3 if out[-3:-2] and out[-3].word("the") else -2 :] = [
                replace(first, kind="strange", text="∑", end=tokens[i - 1].end)
            ]
        out.append(token)
    return out


def _with_minus_of_functions(tokens: Sequence[Token]) -> list[Token]:
    """``exp -x`` as exp(-x): nothing is taken from a function."""
    out = list(tokens)
    for i in reversed(range(len(tokens) - 2)):
        name, minus, operand = tokens[i : i + 3]
        after = tokens[i + 3] if i + 3 < len(tokens) else None
        if (
            name.kind == "name" and is_function(name.text) and minus.is_("-")
            and minus.gap and not operand.gap and operand.kind in {"name", "number"}
            and not (after and after.is_("^", "(", "[", "."))
            and not (i and tokens[i - 1].is_("."))
        ):  # fmt: skip
            close = sign(")", operand.end, operand.end)
            out[i + 1 : i + 3] = [sign("(", minus.at, minus.at), minus, operand, close]
    return out


def _joins(before: Token, after: Token, heads: Set[str]) -> bool:
    """Whether a word stands between two operands, and is no call."""
    ends = before.kind == "number" or before.is_(*CLOSE) or (
        before.kind == "name" and (before.text in heads or not is_function(before.text))
    )  # fmt: skip
    begins = after.kind in {"name", "number"} or (after.is_(*OPEN) and after.gap)
    return ends and begins and after.gap
