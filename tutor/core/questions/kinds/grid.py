"""``quiz grid``: the numbers of a matrix, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.answers import TypedNumber, are_apart, is_close, is_right
from tutor.core.errors import GraphError
from tutor.core.expression import Expression, LeafScope, PassScope, evaluate
from tutor.core.graph import Graph, Pass, layers_of, tape_of, without_names
from tutor.core.lesson import Body, LessonGraph, Quiz, Spans
from tutor.core.misconceptions import diagnose_all
from tutor.core.questions.any_graph import OPTIONS, gradient, quiz_on
from tutor.core.questions.asked import What, asked_by, in_terms_of, label_of, sought
from tutor.core.questions.common import (
    author_feedback,
    background_of,
    numbers_for,
    praise,
    read_blanks,
    right,
    with_exactness,
    worked_text,
    wrong,
)
from tutor.core.questions.explain import Explained
from tutor.core.questions.explain_asked import (
    explain_asked,
    made_of,
    nameless,
    shown_of,
    told_by,
)
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import Derivative, QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Table, Verdict
from tutor.core.questions.steps import step_of
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number, safe

MOST_CELLS = 9
"""Cells of a grid on a graph that nobody wrote a quiz for."""


@dataclass(frozen=True, slots=True)
class GridBody(Body):
    """The cells row by row, the number of columns, and the author's names for the cells, if any."""

    cells: tuple[Expression, ...]
    columns: int
    names: tuple[str, ...] = ()
    down: tuple[Spans, ...] = ()
    across: tuple[Spans, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class GridKey(Key):
    """The right numbers, and what each cell asks for as (what, of, wrt).

    ``named`` says that the author has names for the cells.
    """

    numbers: tuple[float, ...]
    asked: tuple[tuple[What, str, str], ...]
    columns: int
    named: bool

    def transposed(self) -> tuple[float, ...]:
        """The numbers of the transposed matrix in the same order; empty when not square."""
        n = self.columns
        if n * n != len(self.numbers) or n < 2:
            return ()
        return tuple(self.numbers[column * n + row] for row in range(n) for column in range(n))


def parse(fields: Fields) -> GridBody:
    """``row: EXPRESSION; EXPRESSION`` lines, all equally long; ``names: NAME; NAME`` for each.

    ``names: none`` or headings, ``down: TEXT; TEXT`` and ``across: TEXT; TEXT``, make it a matrix
    in brackets whose cells have no names.
    """
    rows = [[fields.expression_in(cell) for cell in one.split(";")] for one in fields.all("row")]
    if not rows:
        fields.report(fields.at, "this grid has no rows", "add 'row: grad(C, w2_1_1); …'")
    elif len({len(row) for row in rows}) > 1:
        fields.report(fields.at, "the rows of this grid are not equally long")
    cells = tuple(cell for row in rows for cell in row if cell is not None)
    columns = len(rows[0]) if rows else 1
    down, across = _headings(fields, "down", len(rows)), _headings(fields, "across", columns)
    named = fields.all("names")
    bare = [one.text for one in named] == ["none"] or bool(down or across)
    names = () if bare else _names(fields, [len(row) for row in rows])
    return GridBody(cells, columns, names, down, across, bare)


def _headings(fields: Fields, key: str, count: int) -> tuple[Spans, ...]:
    """What stands before the rows or above the columns."""
    one = fields.one(key)
    found = tuple(fields.spans_in(part) for part in one.split(";")) if one else ()
    if one and len(found) != count:
        fields.report(one.place(), f"{key!r} has {len(found)} headings for {count} places")
    return found


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


def make(quiz: Quiz, body: GridBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One slot a cell."""
    if not body.cells:
        raise GraphError(f"the question {quiz.id!r} has no cells")
    asked = tuple(in_terms_of(lesson_graph, *asked_by(cell)) for cell in body.cells)
    known = lesson_graph.graph.by_name if lesson_graph else {}
    wrt = [w for what, _, w in asked if what == "gradient" and w in known]
    numbers = numbers_for(quiz, lesson_graph, seed, wrt)
    scope = PassScope(numbers) if numbers else LeafScope({})
    values = tuple(evaluate(cell, scope) for cell in body.cells)
    return Question(
        quiz=quiz,
        seed=seed,
        way="grid",
        prompt=with_exactness(fill(quiz.ask, numbers), values, quiz.tolerance),
        slots=tuple(Slot(name, "cell") for name in _called(body, asked, numbers)),
        columns=body.columns,
        table=_table(body, numbers),
        numbers=numbers,
        hidden=frozenset({of for what, of, _ in asked if what == "value"} & known.keys()),
        key=GridKey(values, asked, body.columns, bool(body.names)),
        background=background_of(quiz, numbers),
        told=told_by(quiz, lesson_graph, numbers.graph.output) if numbers else frozenset(),
    )


def _called(
    body: GridBody, asked: tuple[tuple[What, str, str], ...], numbers: Pass | None
) -> tuple[str, ...]:
    """The name of each cell."""
    return body.names or tuple(
        _place(i, body.columns) if body.bare or a[0] == "other" else label_of(*a, numbers, cell)
        for i, (a, cell) in enumerate(zip(asked, body.cells, strict=True))
    )


def _table(body: GridBody, numbers: Pass | None) -> Table | None:
    """The headings with their numbers filled in; None where every cell has a name."""
    if not body.bare:
        return None
    headings = (body.down, body.across)
    down, across = (tuple(plain(fill(one, numbers)) for one in some) for some in headings)
    return Table(down, across)


def _place(index: int, columns: int) -> str:
    """Where a cell stands: all that is said of an expression, which would be the answer itself."""
    return f"row {index // columns + 1}, column {index % columns + 1}"


def mark(question: Question, key: GridKey, response: Response) -> Verdict:
    """A share for each cell; a transposed matrix is one mistake."""
    typed = read_blanks(question, response, key.numbers)
    if isinstance(typed, Verdict):
        return typed
    tolerance = question.quiz.tolerance
    slots = tuple(is_right(x, y, tolerance) for x, y in zip(typed, key.numbers, strict=True))
    if all(slots):
        return right(question, worked_text(question, worked(question, key)))
    found = _explained(question, key, typed, slots)
    said = (*praise(slots, "cells "), *found.feedback)
    return wrong(*said, mistakes=found.mistakes, slots=slots)


def _explained(
    question: Question, key: GridKey, typed: tuple[float, ...], slots: tuple[bool, ...]
) -> Explained:
    """What is wrong with all wrong cells together, or else with the first of them."""
    tolerance = question.quiz.tolerance
    turned = key.transposed()
    if turned and all(is_close(x, y, tolerance) for x, y in zip(typed, turned, strict=True)):
        said = "These are the right numbers with rows and columns exchanged."
        return Explained(("OUTER_TRANSPOSED",), (said, "Which index counts the rows?"))
    at = slots.index(False)
    label, n = question.slots[at].label, format_number(typed[at])
    own = author_feedback(question, typed[at])
    if own:
        return Explained((), (own,))
    found = _of_all(question, key, typed, slots)
    if found is None or found.mistakes[:1] == ("WRONG_NODE",):  # which node, is in the other cell
        of_one = found or _of_one(question, key, typed, at)
        found = _exchanged(question, key, typed, at, of_one) or of_one
    if found is not None:
        return found
    if is_close(typed[at], -key.numbers[at], tolerance):
        said = f"A sign was lost or gained on the way to {label}."
        return Explained((), (said, "Which factors are negative, if any?"))
    cell = _quoted(label)
    said = f"{n} is not {'' if key.named and cell == label else 'right in '}{cell}."
    owner = next((i for i, x in enumerate(key.numbers) if is_close(typed[at], x, tolerance)), None)
    if owner is not None:
        mixed = slots[owner] or any(is_close(typed[owner], x, tolerance) for x in key.numbers)
        whose = _quoted(question.slots[owner].label) if mixed else "another cell"  # not yet found
        said = f"{n} is right for {whose}, not for {cell}."
    body = question.quiz.body
    expr = body.cells[at] if isinstance(body, GridBody) else None
    return Explained((), (said, made_of(question, expr, cell)))


def _exchanged(
    question: Question, key: GridKey, typed: tuple[float, ...], at: int, found: Explained | None
) -> Explained | None:
    """What to say of two right numbers, each in the other's cell; the mistakes are as found."""
    tolerance = question.quiz.tolerance
    for other in range(at + 1, len(typed)):
        pairs = ((typed[at], key.numbers[other]), (typed[other], key.numbers[at]))
        if all(is_close(x, y, tolerance) for x, y in pairs):
            one, two = (_quoted(question.slots[i].label) for i in (at, other))
            said = f"{format_number(typed[at])} is right for {two}, not for {one}."
            return Explained(found.mistakes if found else (), (said, "Are the two exchanged?"))
    return None


def _quoted(name: str) -> str:
    """The name of a cell within a sentence: an author's words stand in quotes."""
    return name if name.startswith(("∂", "δ", "row ")) else f"‘{name}’"


def _of_all(
    question: Question, key: GridKey, typed: tuple[float, ...], slots: tuple[bool, ...]
) -> Explained | None:
    """One mistake behind all wrong gradients of the same; None where there is none."""
    _, of, wrt = key.asked[slots.index(False)]
    right = {one[2] for one, fine in zip(key.asked, slots, strict=True) if fine}
    given = _gradients(question, key, typed, of)
    wrong = {name: x.value for name, x in given.items() if name not in right}
    if question.numbers is None or len(wrong) < 2 or wrt not in wrong:
        return None
    found = diagnose_all(
        without_names(question.numbers, nameless(question, question.numbers)),
        wrong, question.quiz.probes, of,
        tolerance=question.quiz.tolerance, background=question.background,
        shown=shown_of(question, question.numbers.graph, of, wrt),
    )  # fmt: skip
    return Explained(found.mistakes, found.feedback) if found.mistakes else None


def _of_one(
    question: Question, key: GridKey, typed: tuple[float, ...], at: int
) -> Explained | None:
    """What one cell holds, as in a blank of its own: beside the others, where that explains it."""
    _, of, wrt = key.asked[at]
    known = _gradients(question, key, typed, of)
    known.pop(wrt, None)
    asked, number, called = key.asked[at], typed[at], question.slots[at].label
    found = explain_asked(question, asked, number, known, called)
    if found is not None and not found.mistakes and asked[0] == "value" and not key.named:
        return None  # a place is no name: what can be said of it is said by the caller
    if found is None or found.mistakes or not known:
        return found
    alone = explain_asked(question, asked, number, {}, called)
    return alone if alone and alone.mistakes else found


def _gradients(
    question: Question, key: GridKey, typed: tuple[float, ...], of: str
) -> dict[str, TypedNumber]:
    """What was typed for the gradients of ``of``, the wrong ones among them, by node."""
    names = question.numbers.graph.by_name if question.numbers else {}
    return {
        wrt: TypedNumber.of(x)
        for x, (what, other, wrt) in zip(typed, key.asked, strict=True)
        if what == "gradient" and other == of and of in names and wrt in names
    }


def hints(question: Question, key: GridKey) -> tuple[str, ...]:
    """Point, principle, the first cell that differs from its mirror image."""
    turned = key.transposed() or key.numbers
    pairs = enumerate(zip(key.numbers, turned, strict=True))
    at = next((i for i, (x, y) in pairs if are_apart(x, y)), 0)
    return (
        "Do one cell at a time: which quantity stands in the first one?",
        "The row belongs to the node that receives, the column to the node that it comes from.",
        f"{question.slots[at].label} = {format_number(key.numbers[at])}.",
    )


def worked(_question: Question, key: GridKey) -> str:
    """All cells."""
    cells = [format_number(x) for x in key.numbers]
    n = key.columns
    return "; ".join(", ".join(cells[i : i + n]) for i in range(0, len(cells), n)) + "."


def _matrices(graph: Graph) -> list[tuple[int, tuple[str, ...], int]]:
    """The layers of a network whose weights make a matrix of few cells: number, names, columns."""
    tape = tape_of(graph)
    net = layers_of(tape)
    if net is None or net.sizes[1:] == (1,):  # nobody calls one neuron a layer
        return []
    found = []
    for layer in range(2, net.last + 1):
        names = tuple(tape.names[node] for node in net.nodes("w", layer))
        rows, columns = len(net.units(layer)), len(net.units(layer - 1))
        if len(names) == rows * columns and 2 <= len(names) <= MOST_CELLS:
            found.append((layer, names, columns))
    return found


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """∂C/∂W of one layer of a network; elsewhere the gradient by some leaves as one row."""
    graph = lesson_graph.graph
    z = graph.label(graph.output)
    matrices = _matrices(graph)
    if matrices:
        layer, names, columns = matrices[draws.below(len(matrices))]
        asked = f"fill in ∂{z}/∂W of layer {layer}: row j belongs to unit j, column k to input k."
        skill = "param-grad"
    else:
        leaves = [leaf.name for leaf in graph.leaves]
        names = tuple(sorted(draws.shuffled(leaves)[:OPTIONS], key=leaves.index))
        columns, skill = len(names), "message-product"
        if columns < 2:
            return None
        asked = f"fill in the gradient of {z}, one derivative per cell."
    body = GridBody(tuple(gradient(graph.output, name) for name in names), columns)
    quiz = quiz_on(graph, "grid", id_, asked, body, skill, given=True)
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz grid both-gradients
graph: field varied
skill: message-product
ask: Values in the first row, gradients of C in the second; l on the left, w on the right.
row: l; w
row: grad(C, l); grad(C, w)
hint: The gradients are 2 · ∂area/∂l and 2 · ∂area/∂w.
```
"""

KIND = QuizKind(
    name="grid",
    key=GridKey,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: tuple(map(repr, key.numbers)),
    asks=lambda question, key: tuple(step_of(question, *one) for one in key.asked),
    derives=lambda _question, key: tuple(
        Derivative(*one, (at,)) for at, one in enumerate(key.asked)
    ),
    seeks=lambda _question, key: tuple(sought(*one) for one in key.asked),
    body=GridBody,
    lines="`row: 1; x`, one line per row, cells between semicolons; `names: a; b`, a line for each "
    "row, say what the cells are called; `names: none`, or headings `down: δ₁; δ₂` and "
    "`across: a₁; a₂`, make it a matrix in brackets without names",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
    in_descent=True,
)
