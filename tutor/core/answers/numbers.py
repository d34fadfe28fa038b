"""Numbers as people write them, and when an answer counts as right.

Read: ``24``, ``-8``, ``−8``, ``+8``, ``.5``, ``5.``, ``5e-1``, ``0,5``, ``1/3``, ``½``, ``1½``,
``2*4``, ``2·4``, ``2^3``, ``= 8``, ``dL/dw = 8``, ``≈ 8``, ``about 8``, ``33 %``, ``1 234,5``,
``0.333…``, ``0.5(1-0.5)`` with its product sign, ``sigmoid(0.1)``.  What could mean two things
(``1,250``, ``0.3…``, ``0.333 (1/3)``) or is not a number is asked again, never marked wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from tutor.core.answers.slopes import with_slopes_written_out
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
from tutor.core.text import FRACTIONS, clip, safe

_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_COMMA = re.compile(r"(?<![0-9.,])([0-9]*),([0-9]+)(?![0-9.,])")
_SIGNS = str.maketrans({"−": "-", "–": "-", "‐": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "})
_ABOUT = re.compile(
    r"(?:(?:about|around|roughly|approximately|approx\.?|circa|ca\.|answer|result)"
    r"(?![A-Za-z])[ :]*|"
    r"[~≈][ ]*)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^=<>!≤≥;,\n]*[A-Za-z∂][^=<>!≤≥;,\n]*(?:=|≈)(?!=)\s*(?=[^=<>;]+$)")
"""A name before the number: ``x = 5``, ``∂L/∂w = 5``."""
_PER_CENT = re.compile(r"(.*[0-9.½¼¾])\s*(?:%|per\s?cent)", re.DOTALL)
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?")
_PARTS = "".join(FRACTIONS)
_MIXED = re.compile(rf"([+-]?)([0-9]+)(?:\s*([{_PARTS}])|\s+([0-9]+/[0-9]+))")
_GOES_ON = re.compile(r"([+-]?[0-9]*[.,][0-9]*)(?:…|\.{2,})")
_QUOTED = re.compile(r"(?P<q>\*\*|[\"'`])(?P<inside>.+)(?P=q)")
_TIMES_TEN = re.compile(r"(?<=[0-9.]) ?[xX] ?(?=10(?:\^|\*\*|[⁻⁰¹²³⁴-⁹]))")
_REMARK = re.compile(r"([+-]?[0-9.,]+)\s+\(.*\)")
_RECURRING = re.compile(r"[+-]?[0-9]*[.,][0-9]*\([0-9]+\)")
LONGEST = 200
"""Characters that an answer may have."""


AS_NUMBERS = "7.25, -12.5, 1/7 and 3*1.7"
AS_IN = "7.25 or 3*1.7"
AS_FORMULAS = "2*x, (1 - x)/3 and σ(x)"
"""Examples of what can be typed; none is the answer to a question of the lessons."""


class AnswerError(TutorError):
    """An answer that cannot be read as a number; the message says what to type instead."""


def read_number(text: str) -> float:
    """The number that ``text`` writes.

    Raises AnswerError for an empty answer, what is not a number, what has two meanings, and what is
    too large for a float.
    """
    if len(text) <= LONGEST and _PLAIN.fullmatch(text):  # nearly always
        return _finite(float(text))
    asked = _bare(_tidied(text), text)
    if _PLAIN.fullmatch(asked):
        return _finite(float(asked))
    if per_cent := _PER_CENT.fullmatch(asked):
        return _finite(read_number(per_cent[1]) / 100)
    expr = _parsed(_with_points(asked), text)
    unknown = sorted(names(expr))
    if unknown:
        raise AnswerError(f"‘{safe(unknown[0])}’ is a name: type its number, as in {AS_IN}.")
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
    if not text.strip():
        raise AnswerError(f"Type a formula first: {AS_FORMULAS} are all fine.")
    written = _tidied(with_slopes_written_out(text))
    if re.search(r"\w\s*['′’]", written):
        shown = clip(safe(text.strip()), 40)
        raise AnswerError(
            f"‘{shown}’ cannot be read: write a derivative out; σ′(…) alone may be typed as it is."
        )
    return _parsed(written, text, names)


def _tidied(text: str) -> str:
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text)} characters long: a number needs fewer.")
    asked = text.translate(_SIGNS).strip().removeprefix("=").strip()
    if not asked:
        raise AnswerError(f"Type a number first: {AS_NUMBERS} are all fine.")
    return asked


def _bare(asked: str, text: str) -> str:
    """The number without what people put around it, where that has one meaning only."""
    if quoted := _QUOTED.fullmatch(asked):
        asked = quoted["inside"].strip()
    asked = _NAMED.sub("", asked, count=1) if _NAMED.match(asked) else asked
    asked = _ABOUT.sub("", asked, count=1) if _ABOUT.match(asked) else asked
    if going := _GOES_ON.fullmatch(asked):
        return _with_all_digits(going[1].replace(",", "."), text)
    asked = re.sub(r"(?<=[\w)%])[.;,:]\Z", "", asked) if not asked.endswith("..") else asked
    shown = clip(safe(text.strip()), 40)
    if _RECURRING.fullmatch(asked):
        raise AnswerError(f"‘{shown}’ can be read in two ways: write a fraction, or more digits.")
    if remark := _REMARK.fullmatch(asked):
        raise AnswerError(f"‘{shown}’ has something behind the number: type {remark[1]} alone.")
    if "=" in asked and not re.search(r"[<>!]=|==", asked):
        raise AnswerError(f"‘{shown}’ has several numbers: type one of them.")
    if re.fullmatch(r"[+-]?[0-9]+(?:,[0-9]+\.[0-9]+|\.[0-9]+,[0-9]+)", asked):
        raise AnswerError(
            f"‘{shown}’ has two signs for the decimals: write one of them, as in 1234.5."
        )
    if mixed := _MIXED.fullmatch(asked):
        return f"{mixed[1]}({mixed[2]}+{mixed[3] or mixed[4]})"
    if _THOUSANDS.fullmatch(asked):
        return re.sub(r"[ '’]", "", asked).replace(",", ".")
    return _TIMES_TEN.sub("*", asked)


def _with_all_digits(digits: str, text: str) -> str:
    """``0.33…`` goes on as it ends; ``0.3…`` might go on in many ways."""
    known = digits.lstrip("+-0.")
    if re.search(r"([0-9])\1\Z", digits):
        return digits + digits[-1] * 16
    if len(known.replace(".", "")) > 3:
        return digits
    shown = clip(safe(text.strip()), 40)
    raise AnswerError(f"‘{shown}’ may go on in many ways: write more digits, or a fraction.")


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
    from tutor.core.formulas import read_expression  # loaded with the first answer that needs it

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
