"""Expression to number, by our own interpreter: floats in, one float out.

True is 1 and false is 0.  Two numbers are equal when they agree to nine digits, so that a
condition such as ``e != 4`` means what its author sees; ``<`` and ``<=`` follow from that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine import OPERATIONS
from tutor.core.budget import spend
from tutor.core.errors import ExpressionError
from tutor.core.expression.domain import reading_notes
from tutor.core.expression.functions import ALIASES, QUESTIONS
from tutor.core.expression.tree import (
    Binary,
    Call,
    Compare,
    Comparison,
    Expression,
    ListLiteral,
    Logic,
    Name,
    Number,
    Unary,
)
from tutor.core.graph import cancels


class Scope(Protocol):
    """Where an expression finds its numbers.

    Each method raises LookupError with a message for the author when there is no such number.
    """

    def value(self, name: str) -> float:
        """The value of a node."""

    def local(self, successor: str, node: str) -> float:
        """∂successor/∂node on one edge."""

    def grad(self, of: str, wrt: str) -> float:
        """The derivative through all routes."""


@dataclass(frozen=True, slots=True)
class LeafScope:
    """Values only: for answers, conditions on leaves, and expressions without a graph."""

    values: Mapping[str, float]

    def value(self, name: str) -> float:
        """The number given under ``name``."""
        if name not in self.values:
            raise LookupError(f"no value called {name!r}")
        return self.values[name]

    def local(self, successor: str, node: str) -> float:
        """Always a LookupError: without a pass there are no gradients."""
        raise LookupError(f"local({successor}, {node}) needs a graph")

    def grad(self, of: str, wrt: str) -> float:
        """Always a LookupError: without a pass there are no gradients."""
        raise LookupError(f"grad({of}, {wrt}) needs a graph")


def evaluate(expr: Expression, scope: Scope) -> float:
    """The value of ``expr``: never NaN, and ±∞ only by overflow.

    Raises ExpressionError at the column where it has none: an unknown name, an operation outside
    its domain, an edge that is not there.
    """
    spend(1)
    match expr:
        case Number(value):
            return value
        case Name(name):
            return _ask(expr, scope.value, name)
        case Unary(op, operand):
            x = evaluate(operand, scope)
            return float(not x) if op == "not" else -x if op == "neg" else x
        case Binary(op, left, right):
            first, second = evaluate(left, scope), evaluate(right, scope)
            result = _operate(expr, op, first, second)
            written = isinstance(left, Number) and isinstance(right, Number)
            is_sum = op in ("add", "sub") and not written
            return 0.0 if is_sum and cancels(result, abs(first) + abs(second)) else result
        case Compare():
            return _compare(expr, scope)
        case Logic(op, left, right):
            first = bool(evaluate(left, scope))
            decided = first == (op == "or")
            return float(first if decided else bool(evaluate(right, scope)))
        case Call():
            return _call(expr, scope)
        case _:
            raise ExpressionError("a list has no value of its own", expr.column)


def _call(call: Call, scope: Scope) -> float:
    if call.function in QUESTIONS:
        asked = [argument.name for argument in call.arguments if isinstance(argument, Name)]
        answers: dict[str, Callable[..., float]] = {
            "local": scope.local,
            "grad": scope.grad,
            "value": scope.value,
        }
        return _ask(call, answers[call.function], *asked)
    operands: list[float] = []
    for argument in call.arguments:
        items = argument.items if isinstance(argument, ListLiteral) else (argument,)
        operands.extend(evaluate(item, scope) for item in items)
    return _operate(call, ALIASES.get(call.function, call.function), *operands)


def _ask(part: Expression, question: Callable[..., float], *asked: str) -> float:
    try:
        return question(*asked)
    except LookupError as error:
        raise ExpressionError(str(error.args[0]), part.column) from None


def _operate(part: Expression, operation: str, *operands: float) -> float:
    row = OPERATIONS[operation]
    try:
        result = float(row.value(*operands))
    except (ArithmeticError, ValueError):
        result = math.nan
    if math.isnan(result):
        shape = "u^n" if operation == "pow" else f"{operation}(u)"
        help_ = f"{shape} is defined for {row.domain}"
        if operation == "div":  # nobody wrote the v of its domain
            help_ = "it is defined where the denominator is not 0"
        raise ExpressionError(reading_notes(operation, operands), part.column, help_)
    return result


def _compare(expr: Compare, scope: Scope) -> float:
    left = evaluate(expr.first, scope)
    for sign, part in expr.rest:
        right = evaluate(part, scope)
        if not compare(left, sign, right):
            return 0.0
        left = right
    return 1.0


def compare(left: float, sign: Comparison, right: float) -> bool:
    """Whether ``left sign right``, where equal means equal to nine digits."""
    equal = math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return {
        "==": equal,
        "!=": not equal,
        "<": left < right and not equal,
        "<=": left < right or equal,
        ">": left > right and not equal,
        ">=": left > right or equal,
    }[sign]
