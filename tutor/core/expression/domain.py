"""What to say of an operation that has no value: as a person writes it, and why."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.core.graph import applied


def reading_notes(operation: str, operands: Sequence[float]) -> str:
    """``1 / 0 has no value: a division by 0``."""
    why = _reason(operation, operands)
    return f"{applied(operation, operands)} has no value" + (f": {why}" if why else "")


def _reason(operation: str, operands: Sequence[float]) -> str:
    first = operands[0] if operands else 0.0
    if any(map(math.isinf, operands)):
        return "a number in it is too large"
    match operation:
        case "div" if operands[1] == 0:
            return "a division by 0"
        case "pow" if first == 0:
            return "a division by 0"
        case "pow" if first < 0:
            return "a power of a negative number needs a whole exponent"
        case "log":
            return "a logarithm needs a number above 0"
        case "sqrt":
            return "a square root needs a number that is not negative"
        case _:
            return ""
