"""Statements to a graph: every expression becomes nodes with one operation each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutor.core.errors import ExpressionError
from tutor.core.expression import (
    QUESTIONS,
    Binary,
    Call,
    Expression,
    LeafScope,
    ListLiteral,
    Name,
    Number,
    Unary,
    evaluate,
    functions,
    names,
    parts,
)
from tutor.core.graph import Operand
from tutor.core.lesson import Place
from tutor.core.syntax.problems import ProblemReport
from tutor.core.syntax.statements import Define


@dataclass(frozen=True, slots=True)
class Draft:
    """A node before its label and role are known; ``op`` is empty for a leaf.

    ``made`` is one in the middle of an expression, that nobody gave a name.
    """

    name: str
    op: str
    operands: tuple[Operand, ...]
    at: Place
    made: bool = False


class Flattener:
    """Splits expressions into operations; asks for names of the ones in between."""

    def __init__(self, taken: Iterable[str], report: ProblemReport, *, expand: bool) -> None:
        self._taken = set(taken)
        self._report = report
        self._expand = expand
        self._count = 0
        self.drafts: list[Draft] = []

    def define(self, statement: Define) -> None:
        """Add the nodes of one ``name = expression``."""
        before = len(self.drafts)
        try:
            op, operands = self._operation(_plain(statement.expr), statement)
        except ExpressionError as error:
            del self.drafts[before:]
            self._report.expression(error, statement.expr_at)
            return
        self.drafts.append(Draft(statement.name, op, operands, statement.at))

    def _operation(self, expr: Expression, statement: Define) -> tuple[str, tuple[Operand, ...]]:
        if not names(expr):
            help_ = f"use a name, as in y = 2*x, or write 'input {statement.name} = …' for a number"
            raise ExpressionError("nothing is computed here", expr.column, help_)
        match expr:
            case Name(name):
                what = f"{statement.name!r} would be only another name for {name!r}"
                raise ExpressionError(what, expr.column, "use that, or 'as' for its label")
            case Unary("neg", operand):
                return "neg", (self._operand(operand, statement),)
            case Binary(op, left, right):
                return op, (self._operand(left, statement), self._operand(right, statement))
            case Call(function) if function in QUESTIONS:
                what = "a node cannot be computed from gradients or values of others"
                raise ExpressionError(
                    what, expr.column, f"{function}(…) belongs in questions and {{= … }}"
                )
            case Call(function):
                found = self._parts(expr)
                operation = functions()[function].operation
                others = [part for part in found if not _is_zero(part)]
                if operation == "maximum" and len(others) == 1 < len(found):
                    # one function with one convention at 0, however it is written
                    return "relu", (self._operand(others[0], statement),)
                return operation, tuple(self._operand(part, statement) for part in found)
            case _:
                what = "a condition cannot be a node: it has no gradient"
                raise ExpressionError(
                    what, expr.column, "one = defines; conditions belong after 'require'"
                )

    @staticmethod
    def _parts(call: Call) -> list[Expression]:
        found: list[Expression] = []
        for argument in call.arguments:
            found.extend(argument.items if isinstance(argument, ListLiteral) else (argument,))
        return found

    def _operand(self, expr: Expression, statement: Define) -> Operand:
        expr = _plain(expr)
        if isinstance(expr, Name):
            return expr.name
        if not names(expr):
            return evaluate(expr, LeafScope({}))
        if not self._expand:
            what = f"{_how_many(statement.expr)} operations in one node"
            raise ExpressionError(what, expr.column, _split(statement.expr))
        op, operands = self._operation(expr, statement)
        name = self._free_name()
        self.drafts.append(Draft(name, op, operands, statement.at, made=True))
        return name

    def _free_name(self) -> str:
        while True:
            self._count += 1
            name = f"t{self._count}"
            if name not in self._taken:
                self._taken.add(name)
                return name


def _how_many(expr: Expression) -> str:
    """The operations of an expression that has at least two, counted in a word."""
    count = sum(isinstance(part, Binary | Call) for part, _ in parts(expr))
    return {3: "three", 4: "four", 5: "five"}.get(count, "two" if count < 3 else "many")


def _split(expr: Expression) -> str:
    """What to do about an expression with several operations."""
    terms: list[str] = []
    while isinstance(expr, Binary) and expr.op == "add" and isinstance(expr.right, Name):
        terms.insert(0, expr.right.name)
        expr = expr.left
    if terms and isinstance(expr, Name):
        return f"one operation adds them all: sum({', '.join((expr.name, *terms))})"
    return "give this one a line of its own, or write 'expand' after the graph's name"


def _is_zero(expr: Expression) -> bool:
    return isinstance(expr, Number) and expr.value == 0


def _plain(expr: Expression) -> Expression:
    """``expr`` without plus signs that say nothing."""
    while isinstance(expr, Unary) and expr.op == "pos":
        expr = expr.operand
    return expr


def order(
    output: str, drafts: Mapping[str, Draft], report: ProblemReport
) -> tuple[str, ...] | None:
    """Names that the output needs, depth-first, operands in order; None when there is a cycle."""
    found: dict[str, None] = {}
    route: dict[str, None] = {}
    waiting = [(output, False)]
    while waiting:
        name, done = waiting.pop()
        if done:
            del route[name]
            found[name] = None
        elif name in route:
            _report_cycle([*route][[*route].index(name) :], drafts, report)
            return None
        elif name not in found:
            route[name] = None
            waiting.append((name, True))
            inputs = [o for o in drafts[name].operands if isinstance(o, str)]
            waiting.extend((operand, False) for operand in reversed(inputs))
    return tuple(found)


def _report_cycle(route: list[str], drafts: Mapping[str, Draft], report: ProblemReport) -> None:
    first = min(route, key=lambda name: (drafts[name].at.line, drafts[name].at.column))
    start = route.index(first)
    turned = [*route[start:], *route[:start], first]
    shown = " → ".join(reversed(turned if len(turned) < 12 else [*turned[:10], "…", first]))
    report.add(
        drafts[first].at,
        f"{first!r} is computed from itself: {shown}",
        "a computation graph has no cycles; give one of these nodes another operand",
    )
