"""A class file to fill in: the questions of every sheet, in the columns that ``mark`` reads."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.expression import Binary, Call, Expression, ListLiteral, Name, Number, Unary, source
from tutor.core.graph import Graph, Node, Operand
from tutor.core.practice.sheets.variants import Sheet
from tutor.core.text import csv_text

COLUMNS = ("student", "question", "asked", "source", "values", "wrt", "of", "answer")


def class_rows(sheets: Iterable[Sheet]) -> tuple[str, int]:
    """The file as CSV, its answers empty, and how many questions it cannot hold.

    It holds those for one derivative.  The rows of one question have one number, so that a report
    takes the variants for one question.
    """
    rows: list[tuple[str, ...]] = []
    missing = 0
    for sheet in sheets:
        missing = 0
        for number, item in enumerate(sheet.items, 1):
            question = item.question
            if question.derivative is None or question.numbers is None:
                missing += 1
                continue
            numbers, (of, wrt) = question.numbers, question.derivative
            graph = numbers.graph
            values = " ".join(f"{x.name}={_digits(numbers.values[x.name])}" for x in graph.leaves)
            asked, text = question.slots[0].label, statements_of(graph)
            rows.append((sheet.student, str(number), asked, text, values, wrt, of, ""))
    return csv_text([COLUMNS, *rows]), missing


def statements_of(graph: Graph) -> str:
    """The graph as it is typed: one statement for each operation."""
    return "; ".join(f"{node.name} = {source(_expression(node))}" for node in graph.computed)


def _expression(node: Node) -> Expression:
    operands = tuple(map(_operand, node.operands))
    match node.op, operands:
        case "neg", (one,):
            return Unary("neg", one)
        case ("add" | "sub" | "mul" | "div" | "pow") as op, (one, other):
            return Binary(op, one, other)
        case "dot", _:
            half = len(operands) // 2
            product = Call(
                "dot", tuple(map(ListLiteral, (operands[:half], operands[half : 2 * half])))
            )
            bias = operands[2 * half :]
            return Binary("add", product, bias[0]) if bias else product
        case op, _:
            return Call(op, operands)


def _digits(value: float) -> str:
    """All digits of a value, as people write it: 5, not 5.0."""
    return repr(value).removesuffix(".0")


def _operand(operand: Operand) -> Expression:
    if isinstance(operand, str):
        return Name(operand)
    return Unary("neg", Number(-operand)) if operand < 0 else Number(operand)
