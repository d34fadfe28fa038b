"""``matrix NAME: …`` in a question: the numbers that it gives, drawn as vectors and matrices.

    matrix \\mathbf{W}^3: w3_1_1, *w3_1_2; w3_2_1, *w3_2_2
    matrix \\delta^3: delta3_1; delta3_2

Rows end with a semicolon; a cell with a star is lit, here and in the picture.

    curve: a over z

draws the value of a node over a leaf, and how steep it is.

    beside: deep

writes a second graph, to compare; leaves that both have take the same values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutor.core.budget import spend
from tutor.core.drawing import curve_and_slope
from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, Name, PassScope, evaluate
from tutor.core.graph import Node, Pass, equation, run
from tutor.core.lesson import Curve, GivenCell, GivenMatrix, LessonGraph, Prose, Span
from tutor.core.questions.model import Question
from tutor.core.syntax import Field, Fields, did_you_mean
from tutor.core.text import NO_BREAK, format_number, wrap_text
from tutor.core.typesetting import FormulaError, broken_display

ROOM = 76
"""Cells of a line of matrices."""
BESIDE = 42
"""Cells of a second graph: so many has the text beside a picture at least."""
ENDS, PLOTTED, ROWS = (-6.0, 6.0), 27, 5
"""Where a curve is drawn, and in how many cells."""
_CELL = re.compile(r"(?:[^,;()]|\([^()]*\))+|(?<=,)(?=[,;]|$)")
_ROW = re.compile(r"[^;]+")


def read_given(fields: Fields) -> tuple[GivenMatrix, ...]:
    """The ``matrix NAME: …`` lines of a block; problems are reported there."""
    return tuple(one for field in fields.with_argument("matrix") if (one := _read(field, fields)))


def _read(one: Field, fields: Fields) -> GivenMatrix | None:
    rows = [_cells(one.cut(*row.span()), fields) for row in _ROW.finditer(one.text)]
    if not rows or not all(rows) or len({len(row) for row in rows}) > 1:
        help_ = "as in 'matrix \\mathbf{W}: w_1_1, w_1_2; w_2_1, w_2_2'"
        fields.report(one.place(), "the rows of this matrix are not equally long", help_)
        return None
    given = GivenMatrix(one.argument, tuple(rows))
    try:
        broken_display(_latex(given.name, _numbers(given, None)), ROOM)
    except FormulaError as error:
        fields.report(one.argument_place(), f"the name of this matrix: {error}")
        return None
    return given


def _cells(row: Field, fields: Fields) -> tuple[GivenCell, ...]:
    found = []
    for match in _CELL.finditer(row.text):
        cell = row.cut(*match.span())
        lit = cell.text.startswith("*")
        expr = fields.expression_in(cell.cut(1) if lit else cell)
        if expr is not None:
            found.append(GivenCell(expr, lit))
    return tuple(found)


def read_curve(fields: Fields) -> Curve | None:
    """``curve: NODE over LEAF``; problems are reported there."""
    one = fields.one("curve")
    if one is None:
        return None
    of, _, leaf = one.text.partition(" over ")
    node = fields.node_in(one.cut(0, len(of)))
    place = one.cut(len(of) + len(" over ")) if leaf else None
    over = fields.node_in(place) if place else None
    graph = fields.graph.graph if fields.graph else None
    if node is None or over is None or graph is None or not graph.by_name[over].is_leaf:
        fields.report(one.place(), "a curve is drawn of a node over a leaf", "curve: a over z")
        return None
    return Curve(node, over)


def read_beside(fields: Fields) -> LessonGraph | None:
    """``beside: GRAPH``; problems are reported there."""
    one = fields.one("beside")
    if one is not None and one.text not in fields.graphs:
        help_ = did_you_mean(one.text, fields.graphs)
        fields.report(one.place(), f"no graph called {one.text!r} in this lesson", help_)
    return fields.graphs.get(one.text) if one else None


def with_figures(question: Question) -> Question:
    """The question with all that is drawn below its words, and what is lit pointed at."""
    return _with_matrices(_with_curve(_with_beside(question)))


def _with_beside(question: Question) -> Question:
    other, numbers = question.quiz.beside, question.numbers
    if other is None:
        return question
    graph = other.graph
    spend(20 * len(graph.nodes))
    drawn = numbers.values if numbers else {}
    found = run(graph, {leaf.name: drawn[leaf.name] for leaf in graph.leaves if leaf.name in drawn})
    leaves = ", ".join(_unbroken(leaf, found) for leaf in graph.leaves)
    computed = ", ".join(_unbroken(node, found) for node in graph.computed)
    # two pictures, options and a reply would not fit on a screen of 24 rows
    shown = [*wrap_text(f"{graph.name}: {leaves}", BESIDE), *wrap_text(computed, BESIDE, "  ")]
    block = Prose("code", tuple(Span(line, "code") for line in shown))
    return replace(question, figures=(*question.figures, block))


def _unbroken(node: Node, numbers: Pass) -> str:
    """``u = w · x = 15``, or a leaf's value, on one line."""
    said = node.label if node.is_leaf else equation(numbers.graph, node.name)
    return f"{said} = {format_number(numbers.values[node.name])}".replace(" ", NO_BREAK)


def _with_curve(question: Question) -> Question:
    curve, numbers = question.quiz.curve, question.numbers
    if curve is None or numbers is None:
        return question
    spend(10 * PLOTTED * len(numbers.graph.nodes))
    lines = curve_and_slope(numbers, curve.of, curve.leaf, ENDS, PLOTTED, ROWS)
    block = Prose("code", tuple(Span(line, "code") for line in lines))
    return replace(question, figures=(*question.figures, block))


def _with_matrices(question: Question) -> Question:
    given = question.quiz.given
    if not given:
        return question
    block = matrices([(one.name, _numbers(one, question.numbers)) for one in given])
    cells = (cell for one in given for row in one.rows for cell in row if cell.lit)
    lit = tuple(cell.expr.name for cell in cells if isinstance(cell.expr, Name))
    figures = (*question.figures, block)
    return replace(question, figures=figures, focus=(*question.focus, *lit))


def matrices(given: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> Prose:
    """Vectors and matrices beside each other: (name, rows), both in LaTeX."""
    latex = r", \quad ".join(_latex(name, rows) for name, rows in given)
    lines = broken_display(latex, ROOM)
    spans = tuple(Span(line.text, "formula", bold=line.bold) for line in lines)
    return Prose("formula", spans, latex=latex)


def _latex(name: str, rows: Sequence[Sequence[str]]) -> str:
    body = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"{name} = \begin{{pmatrix}} {body} \end{{pmatrix}}"


def _numbers(one: GivenMatrix, numbers: Pass | None) -> list[list[str]]:
    return [[_number(cell, numbers) for cell in row] for row in one.rows]


def _number(cell: GivenCell, numbers: Pass | None) -> str:
    scope = PassScope(numbers) if numbers else LeafScope({})
    try:
        shown = format_number(evaluate(cell.expr, scope)).replace("−", "-")
    except ExpressionError:
        shown = "?"
    return rf"\mathbf{{{shown}}}" if cell.lit else shown
