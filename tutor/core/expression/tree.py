"""What an expression is: a frozen tree, and the questions that need no numbers.

Every part knows its ``column``, counted from 0 at the start of the expression, so that a problem
found later can still point at it: the first character of a number, a name, a call or a list, the
operator of anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BinaryOperator = Literal["add", "sub", "mul", "div", "pow"]
Comparison = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: never negative, never infinite."""

    value: float
    column: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """The value of the node called ``name``."""

    name: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Unary:
    """``-x`` (neg), ``+x`` (pos) or ``not x`` (not)."""

    op: Literal["neg", "pos", "not"]
    operand: Expression
    column: int = 0


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of + - * / ^, by the name of the operation in the engine's table."""

    op: BinaryOperator
    left: Expression
    right: Expression
    column: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """``a < b <= c``: true (1) when every neighbouring pair compares as said, otherwise 0."""

    first: Expression
    rest: tuple[tuple[Comparison, Expression], ...]
    column: int = 0


@dataclass(frozen=True, slots=True)
class Logic:
    """``a and b`` or ``a or b``; the second part is left alone when the first one decides."""

    op: Literal["and", "or"]
    left: Expression
    right: Expression
    column: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the engine's table, or ``local(y, x)``, ``grad(z, x)``, ``value(x)``."""

    function: str
    arguments: tuple[Expression, ...]
    column: int = 0


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """A list, which only ``dot`` takes."""

    items: tuple[Expression, ...]
    column: int = 0


Expression = Number | Name | Unary | Binary | Compare | Logic | Call | ListLiteral


def children(expr: Expression) -> tuple[Expression, ...]:
    """The parts of ``expr``, left to right."""
    match expr:
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right) | Logic(_, left, right):
            return (left, right)
        case Compare(first, rest):
            return (first, *(part for _, part in rest))
        case Call(_, parts) | ListLiteral(parts):
            return parts
        case _:
            return ()


def parts(expr: Expression) -> Iterator[tuple[Expression, int]]:
    """``expr`` and all its parts with their depth (1 for ``expr``), without recursion."""
    waiting = [(expr, 1)]
    while waiting:
        part, depth = waiting.pop()
        yield part, depth
        waiting.extend((child, depth + 1) for child in reversed(children(part)))


def names(expr: Expression) -> frozenset[str]:
    """The names of all nodes that ``expr`` mentions."""
    return frozenset(part.name for part, _ in parts(expr) if isinstance(part, Name))


def mentions(expr: Expression) -> tuple[Name, ...]:
    """Every mention of a node in ``expr``, left to right, with its column."""
    return tuple(part for part, _ in parts(expr) if isinstance(part, Name))
