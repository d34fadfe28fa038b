"""When an answer counts as right, and when it is nearly so.

``TOLERANCE_RULE`` states it for people; what is *nearly* right is neither a try nor a mistake.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple

TOLERANCE = 0.005
"""0.5 %: an answer rounded to three significant figures is always within it."""
TOLERANCE_RULE = (
    "A number is right within 0.5 %: three significant figures are enough. "
    "What is whole to six figures and below 1000 has to be exact. "
    "What is right to two figures is asked for again: "
    "it counts neither as a try nor as a mistake."
)
EXACT_BELOW, SHOWN, WHOLE = 1000.0, 4, 6
ENOUGH = 3
"""Significant figures of a rounded answer that is right."""

_DECIMAL = re.compile(r"[-+−]?\s*([0-9]*)[.,]?([0-9]*)(?:[eE]([-+−]?[0-9]{1,3}))?")
_WORDS = ("no", "one", "two", "three", "four", "five", "six")


class TypedNumber(NamedTuple):
    """A number as typed: its value, what one more in its last figure is worth, its figures."""

    value: float
    unit: float
    figures: int

    @classmethod
    def of(cls, value: float, text: str = "") -> TypedNumber:
        """As it stands in ``text`` (``-0.10`` and ``4.2e3`` have two figures); without one, the
        shortest decimal.

        Zeros at the end are figures only where they were typed.
        """
        typed = _DECIMAL.fullmatch(text.strip())
        if typed is not None and (typed[2] or typed[3]):
            digits = (typed[1] + typed[2]).lstrip("0")
            power = int((typed[3] or "0").replace("−", "-")) - len(typed[2])
            return cls(value, 10.0 ** min(max(power, -300), 300), max(1, len(digits)))
        _, shown, exponent = Decimal(repr(value)).as_tuple()
        if not isinstance(exponent, int):
            return cls(value, 0.0, 17)
        while exponent < 0 and shown[-1:] == (0,):
            shown, exponent = shown[:-1], exponent + 1
        unit = 10.0 ** min(exponent, 0) if exponent > -300 else 0.0
        return cls(value, unit, max(1, len(shown) + max(exponent, 0)))

    def rounds(self, number: float) -> bool:
        """Whether this is ``number`` to the figures that it has."""
        return abs(self.value - number) <= 0.5 * self.unit * (1 + 1e-9) + dust(number)


def dust(number: float) -> float:
    """What floats leave over."""
    return 1e-9 * abs(number) + 1e-12


def is_close(answer: float, expected: float, tolerance: float = TOLERANCE) -> bool:
    """Whether ``answer`` is ``expected`` to within the relative ``tolerance``; 0 must be 0."""
    if not (math.isfinite(answer) and math.isfinite(expected)):
        return answer == expected
    gap = abs(answer - expected)
    return gap <= tolerance * abs(expected) * (1 + 1e-9) + 1e-12


def is_right(answer: float, expected: float, tolerance: float = TOLERANCE) -> bool:
    """Whether ``answer`` counts as right, as ``TOLERANCE_RULE`` has it.

    Exact is what is shown as the same number, to ``SHOWN`` figures: nobody is told that 30 is not
    30.  An author's own tolerance counts alone.
    """
    if tolerance == TOLERANCE and _is_whole(expected) and 0 < abs(expected) < EXACT_BELOW:
        return f"{answer:.{SHOWN}g}" == f"{expected:.{SHOWN}g}"
    return is_close(answer, expected, tolerance)


def is_nearly(answer: float, expected: float, text: str = "") -> bool:
    """Whether ``answer``, which is not right, is the right number to the figures typed.

    They have to be two at least: 0.3 is not nearly ⅓.  A whole number is rounded only where that
    is written: 4.2e2 is nearly 416, 420 is not.
    """
    typed = TypedNumber.of(answer, text)
    rounded = typed.unit > 1 or not _is_whole(expected)
    return typed.figures > 1 and rounded and typed.rounds(expected)


def said_of_nearly(answer: float, text: str = "") -> str:
    """What is said of an answer that is nearly right."""
    figures = TypedNumber.of(answer, text).figures
    count = _WORDS[figures] if figures < len(_WORDS) else str(figures)
    return f"Nearly: that is right to {count} figures. Give {_WORDS[max(ENOUGH, figures + 1)]}."


def _is_whole(number: float) -> bool:
    if not math.isfinite(number):
        return False
    return number == 0.0 or (abs(number) > 0.5 and float(f"{number:.{WHOLE}g}").is_integer())


def are_apart(one: float, other: float, tolerance: float = TOLERANCE) -> bool:
    """Whether no answer could be taken for both numbers: twice the tolerance lies between them."""
    gap = abs(one - other)
    return gap > 2 * tolerance * max(abs(one), abs(other)) + 2e-12


def tolerance_words(expected: float, tolerance: float = TOLERANCE) -> str:
    """How exact the answer has to be, in words; empty for small whole numbers and exact counts."""
    if tolerance == 0 or (_is_whole(expected) and abs(expected) < EXACT_BELOW):
        return ""
    if tolerance == TOLERANCE:
        return "Three significant figures are enough (within 0.5 %)."
    return f"Give it to within {100 * tolerance:.3g} %."
