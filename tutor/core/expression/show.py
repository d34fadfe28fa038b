"""Expression to text: as a reader likes it (``½·e²``), or as ``parse`` reads it back."""

from __future__ import annotations

import math
from collections.abc import Callable

from engine import OPERATIONS
from tutor.core.expression.tree import (
    Binary,
    Compare,
    Expression,
    ListLiteral,
    Logic,
    Name,
    Number,
    Unary,
)
from tutor.core.graph import raised
from tutor.core.text import number

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGNED, _POWER, _ATOM = range(9)
_HALVES = {0.5: "½", 0.25: "¼", 0.75: "¾", 1 / 3: "⅓", 2 / 3: "⅔"}
_READABLE = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
_TYPED = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_BINDING = {"add": _SUM, "sub": _SUM, "mul": _PRODUCT, "div": _PRODUCT, "pow": _POWER}


def show(expr: Expression, label: Callable[[str], str] = str, *, exact: bool = False) -> str:
    """``expr`` for a reader, with true signs, small exponents and the nodes' labels.

    ``exact`` writes every digit of the constants, otherwise four that count.
    """
    return _Writer(readable=True, label=label, exact=exact).write(expr)


def source(expr: Expression) -> str:
    """``expr`` as one would type it, with no bracket too many: ``parse`` gives it back."""
    return _Writer(readable=False, label=str).write(expr)


class _Writer:
    def __init__(self, *, readable: bool, label: Callable[[str], str], exact: bool = False) -> None:
        self._readable = readable
        self._exact = exact
        self._label = label

    def write(self, expr: Expression, least: int = _OR) -> str:
        """``expr``, in brackets when it binds less than ``least``."""
        binding, text = self._parts(expr)
        return f"({text})" if binding < least else text

    def _parts(self, expr: Expression) -> tuple[int, str]:
        match expr:
            case Number(value):
                return _ATOM, self._number(value)
            case Name(name):
                return _ATOM, self._label(name)
            case Unary("not", operand):
                return _NOT, "not " + self.write(operand, _NOT)
            case Unary(op, operand):
                sign = "+" if op == "pos" else "−" if self._readable else "-"
                return _SIGNED, sign + self.write(operand, _SIGNED)
            case Binary(op, left, right):
                return _BINDING[op], self._binary(op, left, right)
            case Compare(first, rest):
                text = self.write(first, _SUM)
                for sign, part in rest:
                    shown = _READABLE.get(sign, sign) if self._readable else sign
                    text += f" {shown} {self.write(part, _SUM)}"
                return _COMPARE, text
            case Logic(op, left, right):
                binding = _AND if op == "and" else _OR
                return binding, f"{self.write(left, binding)} {op} {self.write(right, binding + 1)}"
            case ListLiteral(items):
                return _ATOM, f"[{', '.join(map(self.write, items))}]"
            case _:
                arguments = ", ".join(map(self.write, expr.arguments))
                return _ATOM, f"{expr.function}({arguments})"

    def _number(self, value: float) -> str:
        if not self._readable:
            return repr(int(value)) if value == int(value) and value < 1e15 else repr(value)
        shown = number(value)
        if self._exact and shown != repr(value):
            shown = repr(int(value) if value == int(value) and abs(value) < 1e15 else value)
        return "π" if value == math.pi else _HALVES.get(value) or shown.replace("-", "−")

    def _binary(self, op: str, left: Expression, right: Expression) -> str:
        if op == "pow":
            base = self.write(left, _ATOM)
            if self._readable and isinstance(right, Number) and right.value == int(right.value):
                return raised(base, right.value)
            return f"{base}^{self.write(right, _SIGNED)}"
        if self._readable and op == "div" and _is(left, 1) and _is(right, 2):
            return "½"
        binding = _BINDING[op]
        sign = OPERATIONS[op].glyph if self._readable else _TYPED[op]
        sign = f" {sign} " if self._readable and binding == _SUM else sign
        return f"{self.write(left, binding)}{sign}{self.write(right, binding + 1)}"


def _is(expr: Expression, value: float) -> bool:
    return isinstance(expr, Number) and expr.value == value
