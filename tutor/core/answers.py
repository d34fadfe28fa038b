"""Numbers as people write them, and when an answer counts as right.

Read: ``24``, ``-8``, ``−8``, ``+8``, ``.5``, ``5.``, ``5e-1``, ``0,5``, ``1/3``, ``½``, ``2*4``,
``2·4``, ``2^3``, ``= 8``, ``0.5(1-0.5)`` with its product sign, ``sigmoid(0.1)``.  What could mean
two things (``1,250``) or is not a number is asked again, never marked wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from tutor.core.errors import ExpressionError, TutorError
from tutor.core.expression import (
    Compare,
    Expression,
    LeafScope,
    Logic,
    Unary,
    children,
    evaluate,
    names,
    parse,
)
from tutor.core.notation import read_expression
from tutor.core.text import clip, safe

TOLERANCE = 0.005
"""0.5 %: an answer rounded to three significant figures is always within it."""

_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_COMMA = re.compile(r"(?<![0-9.,])([0-9]*),([0-9]+)(?![0-9.,])")
_SIGNS = str.maketrans({"−": "-", "–": "-", "‐": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "})
LONGEST = 200
"""Characters that an answer may have."""


class AnswerError(TutorError):
    """An answer that cannot be read as a number; the message says what to type instead."""


def read_number(text: str) -> float:
    """The number that ``text`` writes.

    Raises AnswerError for an empty answer, what is no number, what has two meanings, and what is
    too large for a float.
    """
    asked = _tidied(text)
    if _PLAIN.fullmatch(asked):
        return _finite(float(asked))
    expr = _parsed(_with_points(asked), text)
    unknown = sorted(names(expr))
    if unknown:
        raise AnswerError(f"‘{safe(unknown[0])}’ is a name: type its number, as in 8 or 2*4.")
    if _asks(expr):
        raise AnswerError("That is a condition, which is true or false: type one number.")
    try:
        return _finite(evaluate(expr, LeafScope({})))
    except ExpressionError as error:
        raise AnswerError(f"{error}.") from error


def _asks(expr: Expression) -> bool:
    """Whether there is a condition in it (8 > 7, not 0): no answer is one."""
    is_condition = isinstance(expr, Compare | Logic) or (
        isinstance(expr, Unary) and expr.op == "not"
    )
    return is_condition or any(map(_asks, children(expr)))


def read_formula(text: str, names: Iterable[str] = ()) -> Expression:
    """The expression that ``text`` writes, in any notation; raises AnswerError.

    ``names`` are those that there are: they decide whether wx is w times x.
    """
    return _parsed(_tidied(text), text, names)


def _tidied(text: str) -> str:
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text)} characters long: a number needs fewer.")
    asked = text.translate(_SIGNS).strip().removeprefix("=").strip()
    if not asked:
        raise AnswerError("Type a number first: 8, -0.5, 1/3 and 2*4 are all fine.")
    return asked


def _with_points(text: str) -> str:
    """Decimal commas as points; a comma that may part thousands is asked about."""
    if re.search(r"[A-Za-z]\s*\(", text):
        return text
    for whole, rest in _COMMA.findall(text):
        if len(rest) == 3 and whole.lstrip("0"):
            raise AnswerError(
                f"‘{whole},{rest}’ can be read in two ways: write {whole}.{rest} or {whole}{rest}."
            )
    return _COMMA.sub(r"\1.\2", text)


def _parsed(asked: str, text: str, names: Iterable[str] = ()) -> Expression:
    try:
        return parse(read_expression(asked, names))
    except ExpressionError as error:
        shown = clip(safe(text.strip()), 40)
        advice = f" ({error.help})" if error.help else ""
        raise AnswerError(f"‘{shown}’ cannot be read: {error}{advice}.") from error


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise AnswerError("That number is too large: check the powers in it.")
    return value + 0.0 if value else 0.0


def close(answer: float, expected: float, tolerance: float = TOLERANCE) -> bool:
    """Whether ``answer`` is ``expected`` to within the relative ``tolerance``; 0 must be 0."""
    if not (math.isfinite(answer) and math.isfinite(expected)):
        return answer == expected
    gap = abs(answer - expected)
    return gap <= tolerance * abs(expected) * (1 + 1e-9) + 1e-12


def apart(one: float, other: float, tolerance: float = TOLERANCE) -> bool:
    """Whether no answer could be taken for both numbers: twice the tolerance lies between them."""
    gap = abs(one - other)
    return gap > 2 * tolerance * max(abs(one), abs(other)) + 2e-12


def tolerance_said(expected: float, tolerance: float = TOLERANCE) -> str:
    """How exact the answer has to be, in words; empty for small whole numbers and exact counts."""
    if tolerance == 0 or (expected == round(expected) and abs(expected) < 1000):
        return ""
    if tolerance == TOLERANCE:
        return "Three significant figures are enough (within 0.5 %)."
    return f"Right within {100 * tolerance:.3g} %."
