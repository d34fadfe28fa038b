"""``quiz grid``: the numbers of a matrix, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.answers import apart, close, tolerance_said
from tutor.core.errors import GraphError
from tutor.core.expression import Expression, LeafScope, PassScope, evaluate
from tutor.core.graph import Pass
from tutor.core.lesson import LessonGraph, Quiz, Span, Spans
from tutor.core.misconceptions import Diagnosis, diagnose_all
from tutor.core.questions.common import (
    background_of,
    ladder,
    numbers_for,
    praise,
    read_blanks,
    right,
    worked_or,
    worked_text,
)
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import Kind
from tutor.core.questions.kinds.numeric import What, asked_by, in_terms_of, label_of
from tutor.core.questions.model import Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import figure, safe


@dataclass(frozen=True, slots=True)
class GridBody:
    """The cells row by row, the number of columns, and the author's names for the cells, if any."""

    cells: tuple[Expression, ...]
    columns: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """The right numbers, and what each cell asks for as (what, of, wrt)."""

    numbers: tuple[float, ...]
    asked: tuple[tuple[What, str, str], ...]
    columns: int

    def transposed(self) -> tuple[float, ...]:
        """The numbers of the transposed matrix in the same order; empty when not square."""
        n = self.columns
        if n * n != len(self.numbers) or n < 2:
            return ()
        return tuple(self.numbers[column * n + row] for row in range(n) for column in range(n))


def parse(fields: Fields) -> object:
    """``row: EXPRESSION; EXPRESSION`` lines, all equally long; ``names: NAME; NAME`` for each."""
    rows = [[fields.expression_in(cell) for cell in one.split(";")] for one in fields.all("row")]
    if not rows:
        fields.report(fields.at, "this grid has no rows", "add 'row: grad(C, w2_1_1); …'")
    elif len({len(row) for row in rows}) > 1:
        fields.report(fields.at, "the rows of this grid are not equally long")
    cells = tuple(cell for row in rows for cell in row if cell is not None)
    return GridBody(cells, len(rows[0]) if rows else 1, _names(fields, [len(row) for row in rows]))


def _names(fields: Fields, lengths: list[int]) -> tuple[str, ...]:
    """What the author calls the cells; without ``names`` each is called after its expression."""
    found = fields.all("names")
    rows = [[name.strip() for name in one.text.split(";")] for one in found]
    if rows and ([len(row) for row in rows] != lengths or not all(map(all, rows))):
        fields.report(
            found[0].at,
            "the names do not fit the cells of this grid",
            "write one 'names' line for each row, and one name for each of its cells",
        )
        return ()
    return tuple(safe(name) for row in rows for name in row)


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One slot a cell."""
    body = quiz.body
    if not isinstance(body, GridBody) or not body.cells:
        raise GraphError(f"the question {quiz.id!r} has no cells")
    asked = tuple(in_terms_of(lesson_graph, *asked_by(cell)) for cell in body.cells)
    known = lesson_graph.graph.by_name if lesson_graph else {}
    wrt = [w for what, _, w in asked if what == "gradient" and w in known]
    numbers = numbers_for(quiz, lesson_graph, seed, wrt)
    scope = PassScope(numbers) if numbers else LeafScope({})
    values = tuple(evaluate(cell, scope) for cell in body.cells)
    exact = max(tolerance_said(value, quiz.tolerance) for value in values)
    prompt = fill(quiz.ask, numbers)
    return Question(
        quiz=quiz,
        seed=seed,
        way="grid",
        prompt=(*prompt, Span(f" {exact}", "emphasis")) if exact else prompt,
        slots=tuple(Slot(name, "cell") for name in _called(body, asked, numbers)),
        columns=body.columns,
        numbers=numbers,
        hidden=frozenset({of for what, of, _ in asked if what == "value"} & known.keys()),
        key=Matrix(values, asked, body.columns),
        background=background_of(quiz, numbers),
    )


def _called(
    body: GridBody, asked: tuple[tuple[What, str, str], ...], numbers: Pass | None
) -> tuple[str, ...]:
    """The name of each cell."""
    return body.names or tuple(
        _place(i, body.columns) if a[0] == "other" else label_of(*a, numbers, cell)
        for i, (a, cell) in enumerate(zip(asked, body.cells, strict=True))
    )


def _place(index: int, columns: int) -> str:
    """Where a cell stands: all that is said of an expression, which would be the answer itself."""
    return f"row {index // columns + 1}, column {index % columns + 1}"


def mark(question: Question, response: Response) -> Verdict:
    """A share for each cell; a transposed matrix is one mistake."""
    typed = read_blanks(question, response)
    if isinstance(typed, Verdict):
        return typed
    key, tolerance = _key(question), question.quiz.tolerance
    slots = tuple(close(x, y, tolerance) for x, y in zip(typed, key.numbers, strict=True))
    if all(slots):
        return right(question, worked_text(question, _reason(question)))
    mistakes, feedback = _explained(question, typed, slots)
    good = sum(slots)
    return Verdict(
        correct=False,
        score=good / len(slots),
        slots=slots,
        feedback=(*praise(slots, "cells "), *feedback),
        mistakes=mistakes,
    )


def _explained(
    question: Question, typed: tuple[float, ...], slots: tuple[bool, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    key, tolerance = _key(question), question.quiz.tolerance
    turned = key.transposed()
    if turned and all(close(x, y, tolerance) for x, y in zip(typed, turned, strict=True)):
        said = "These are the right numbers with rows and columns exchanged."
        return ("OUTER_TRANSPOSED",), (said, "Which index counts the rows?")
    at = slots.index(False)
    label = question.slots[at].label
    found = _diagnosed(question, typed, slots)
    if found is not None and found.mistakes:
        return found.mistakes, found.feedback
    if close(typed[at], -key.numbers[at], tolerance):
        said = f"{label} has the right size and the wrong sign."
        return (), (said, "Which factors are negative?")
    if key.asked[at][0] == "other" and not _named(question):
        said = f"{figure(typed[at])} is not right in {label}."
        return (), (said, "Which quantities go into this cell?")
    said = f"{figure(typed[at])} is not {label}."
    return (), (said, f"Which two quantities make {label}?")


def _named(question: Question) -> bool:
    return isinstance(question.quiz.body, GridBody) and bool(question.quiz.body.names)


def _diagnosed(
    question: Question, typed: tuple[float, ...], slots: tuple[bool, ...]
) -> Diagnosis | None:
    """The first wrong cell together with all other wrong ones that are gradients of the same."""
    key, numbers = _key(question), question.numbers
    if numbers is None:
        return None
    _, first, _ = key.asked[slots.index(False)]
    wrong = {
        wrt: x
        for x, fine, (what, of, wrt) in zip(typed, slots, key.asked, strict=True)
        if not fine and what == "gradient" and of == first and wrt in numbers.graph.by_name
    }
    if first not in numbers.graph.by_name or key.asked[slots.index(False)][2] not in wrong:
        return None
    return diagnose_all(
        numbers, wrong, question.quiz.probes, first,
        tolerance=question.quiz.tolerance, background=question.background,
    )  # fmt: skip


def _key(question: Question) -> Matrix:
    if not isinstance(question.key, Matrix):
        raise TypeError(f"{question.quiz.id!r} was not made by this kind")
    return question.key


def _reason(question: Question) -> str:
    key = _key(question)
    cells = [figure(x) for x in key.numbers]
    n = key.columns
    return "; ".join(", ".join(cells[i : i + n]) for i in range(0, len(cells), n)) + "."


def hints(question: Question) -> tuple[Spans, ...]:
    """Point, principle, the first cell that differs from its mirror image."""
    key = _key(question)
    turned = key.transposed() or key.numbers
    pairs = enumerate(zip(key.numbers, turned, strict=True))
    at = next((i for i, (x, y) in pairs if apart(x, y)), 0)
    made = (
        "Do one cell at a time: which quantity stands in the first one?",
        "The row belongs to the node that receives, the column to the node that it comes from.",
        f"{question.slots[at].label} = {figure(key.numbers[at])}.",
    )
    return ladder(question, made)


def worked(question: Question) -> Spans:
    """All cells."""
    return worked_or(question, _reason(question))


def solution(question: Question) -> Response:
    """The right numbers."""
    return tuple(map(repr, _key(question).numbers))


KIND = Kind("grid", parse, make, mark, hints, worked, solution)
