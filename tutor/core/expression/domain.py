"""What to say of an operation that has no value: as a person writes it, and why."""

from __future__ import annotations

import math
from collections.abc import Sequence

_INFIX = {"add": "+", "sub": "−", "mul": "·", "div": "/", "pow": "^"}
_CALLED = {"sqrt": "√", "sigmoid": "σ", "maximum": "max", "minimum": "min"}


def said_of(operation: str, operands: Sequence[float]) -> str:
    """``1 / 0 has no value: a division by 0``."""
    why = _reason(operation, operands)
    return f"{_written(operation, operands)} has no value" + (f": {why}" if why else "")


def _written(operation: str, operands: Sequence[float]) -> str:
    shown = [_figure(operand) for operand in operands]
    if operation in _INFIX and len(shown) == 2:
        sign = _INFIX[operation]
        bracketed = [f"({one})" if one.startswith("−") else one for one in shown]
        first = bracketed[0] if operation == "pow" else shown[0]
        return f"{first}^{bracketed[1]}" if operation == "pow" else f"{first} {sign} {bracketed[1]}"
    return f"{_CALLED.get(operation, operation)}({', '.join(shown)})"


def _figure(operand: float) -> str:
    if math.isinf(operand):
        return "∞" if operand > 0 else "−∞"
    return f"{operand:.6g}".replace("-", "−")


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
