"""``quiz formula``: type a local gradient as an expression; equal at many points is right."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from engine import OPERATIONS, partial_in_symbols
from tutor.core.answers import AnswerError, is_close, read_formula, writes_slope
from tutor.core.errors import GraphError
from tutor.core.expression import (
    QUESTIONS,
    Call,
    Expression,
    alias,
    functions,
    names,
    parts,
    show,
    source,
    unknown_name,
)
from tutor.core.graph import Edge, Graph, Pass, derivative, run
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span
from tutor.core.misconceptions import wrong_locals
from tutor.core.questions.any_graph import quiz_on
from tutor.core.questions.common import (
    pass_for,
    right,
    unreadable,
    value_or_none,
    worked_text,
    wrong,
)
from tutor.core.questions.explain import explain_local
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import Derivative, QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.questions.steps import Step, step_of
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number, network_label, replace_labels, safe

POINTS = 8
"""Points at which two formulas are compared, all drawn away from 0 and 1."""
EXACT = 1e-6
"""How far apart two equal formulas may be at a point: rounding, and constants typed short."""
_NAMED = re.compile(r"\A\s*(?:[^\W\d]|∂)[\w∂/]*(?:\(\w+\))?\s*=(?!=)\s*(?=\S)")
"""What the formula is, before it: ``dz = …``, ``∂C/∂b = …``, ``g(x) = …``."""


@dataclass(frozen=True, slots=True)
class FormulaBody(Body):
    """The edge ``wrt`` → ``of`` whose local gradient is asked for, or any ``answer``."""

    of: str = ""
    wrt: str = ""
    answer: Expression | None = None


@dataclass(frozen=True, eq=False)
class Points(Key):
    """Passes at random leaf values, for comparing formulas."""

    graph: Graph
    passes: tuple[Pass, ...]
    body: FormulaBody

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Points) and self.body == other.body

    def __hash__(self) -> int:
        return hash((self.body.of, self.body.wrt))


def parse(fields: Fields) -> FormulaBody:
    """``of: u`` and ``wrt: w`` for ∂u/∂w, or ``answer: EXPRESSION``."""
    if fields.one("answer") is not None:
        return FormulaBody(answer=fields.expression("answer"))
    of, wrt = fields.node("of"), fields.node("wrt")
    graph = fields.graph.graph if fields.graph else None
    if of and wrt and graph and of not in graph.successors(wrt):
        what = f"{of!r} is not a successor of {wrt!r}"
        fields.report(fields.at, what, "a local gradient needs an edge")
    return FormulaBody(of or "", wrt or "")


def make(quiz: Quiz, body: FormulaBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """A blank for a formula."""
    numbers = pass_for(quiz, lesson_graph, seed)
    graph = numbers.graph
    return Question(
        quiz=quiz,
        seed=seed,
        way="blanks",
        letters=True,
        prompt=(*fill(quiz.ask, numbers), Span(" Type it with names, as in 2*x.", "emphasis")),
        slots=(Slot("formula") if body.answer else Slot(_label(graph, body), "formula"),),
        numbers=numbers,
        focus=tuple(_edges(graph, body)[:1]),
        key=Points(graph, _passes(graph, seed), body),
    )


def _labels(graph: Graph) -> dict[str, str]:
    """The label of every name that may be typed: the nodes, and δ of the weighted inputs."""
    found = {node.name: node.label for node in graph.nodes}
    for name in found.copy():
        delta = f"delta{name[1:]}"
        if alias(delta, graph.by_name) == name:
            layer, unit = name[1:].split("_")
            found[delta] = network_label("δ", int(layer), int(unit))
    return found


def _label(graph: Graph, body: FormulaBody) -> str:
    return derivative(graph.label(body.of), graph.label(body.wrt))


def _edges(graph: Graph, body: FormulaBody) -> list[Edge]:
    if body.of not in graph.by_name:
        return []
    return [edge for edge in graph.incoming(body.of) if edge.source == body.wrt]


def _passes(graph: Graph, seed: int) -> tuple[Pass, ...]:
    """Passes at values for which no two names are equal; few are outside a domain."""
    draws = Draws(seed, graph.name, "points")
    found: list[Pass] = []
    for turn in range(12 * POINTS):
        if len(found) == POINTS:
            break
        spread = 2.0 if turn % 2 else 4.0
        low = 0.1 if turn % 3 else -spread
        leaves = {n.name: low + (spread - low) * draws.unit() for n in graph.leaves}
        try:
            pass_ = run(graph, leaves)
        except GraphError:
            continue
        if all(map(math.isfinite, pass_.values.values())):
            found.append(pass_)
    return tuple(found)


def mark(question: Question, key: Points, response: Response) -> Verdict:
    """Right when both formulas give the same numbers; otherwise what the formula is."""
    if len(response) != 1:
        return unreadable(question, "This needs one formula.")
    graph = key.graph
    try:
        labels = _labels(graph)
        expr = read_formula(replace_labels(_NAMED.sub("", response[0]), labels), labels)
    except AnswerError as error:
        return unreadable(question, str(error))
    for name in sorted(names(expr)):
        if unknown_name(name, graph):
            return unreadable(question, _no_such_name(name, graph))
    if any(isinstance(p, Call) and p.function in QUESTIONS for p, _ in parts(expr)):
        return unreadable(question, "Write it with values alone: no local(…) and no grad(…).")
    if writes_slope(plain(question.prompt)) and writes_slope(response[0]):
        return unreadable(question, "The slope is what is asked for: type what it is made of.")
    if itself := _asked_node(key, expr):
        return unreadable(question, f"{itself} is what is asked for: type what it is made of.")
    typed = [value_or_none(expr, pass_) for pass_ in key.passes]
    if all(value is None for value in typed):
        return unreadable(question, "That formula has no value for the numbers that were tried.")
    if _agree(typed, [_expected(key.body, pass_) for pass_ in key.passes]):
        said = worked_text(question, worked(question, key))
        return right(question, f"{_worked_out_again(key, expr)}{said}")
    mistakes, feedback = _explained(question, key, expr, typed)
    return wrong(*feedback, mistakes=mistakes)


def _asked_node(key: Points, expr: Expression) -> str:
    """The label of a node in ``expr`` that is the answer under another name; "" for none."""
    if key.body.answer is None:
        return ""
    expected = [_expected(key.body, pass_) for pass_ in key.passes]
    for name in sorted(names(expr) - names(key.body.answer)):
        values = [pass_.values[name] for pass_ in key.passes]
        if not key.graph.by_name[name].is_leaf and _agree([*values], expected):
            return key.graph.label(name)
    return ""


def _worked_out_again(key: Points, expr: Expression) -> str:
    """What is said of a right formula that spells out a stored result; "" where it uses them."""
    stored = names(key.body.answer) - names(expr) if key.body.answer else set()
    again = [node.label for node in key.graph.nodes if node.name in stored and not node.is_leaf]
    return f"Yours works {' and '.join(again)} out a second time. " if again else ""


def _no_such_name(name: str, graph: Graph) -> str:
    called = {"sigma": "σ"}.get(name, name)
    if called == "σ" or called in functions():
        return f"‘{called}’ is a function: type what it is applied to as well, as in {called}(2)."
    known = ", ".join([node.label for node in graph.nodes if not node.made][:12])
    return f"There is no ‘{safe(name)}’ here; the names are {known}."


def _expected(body: FormulaBody, pass_: Pass) -> float | None:
    if body.answer is not None:
        return value_or_none(body.answer, pass_)
    return pass_.local(body.of, body.wrt)


def _agree(typed: list[float | None], other: list[float | None]) -> bool:
    both = [(x, y) for x, y in zip(typed, other, strict=True) if y is not None]
    return bool(both) and all(x is not None and is_close(x, y, EXACT) for x, y in both)


def _explained(
    question: Question, key: Points, expr: Expression, typed: list[float | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    graph = key.graph
    for foreseen in question.quiz.wrongs:
        if _agree(typed, [value_or_none(foreseen.when, pass_) for pass_ in key.passes]):
            return (), (plain(fill(foreseen.feedback, question.numbers)),)
    edges = _edges(graph, key.body)
    if not edges:
        return (), _other_numbers(question, key, expr)
    edge = edges[0]
    v, m = graph.label(edge.source), graph.label(edge.target)
    asked = _label(graph, key.body)
    opposite = [None if x is None else -x for x in typed]
    if _agree(opposite, [_expected(key.body, pass_) for pass_ in key.passes]):
        return ("SIGN_FLIPPED",), ("All but the sign is right.", f"When {v} grows, does {m}?")
    chained = [pass_.gradients[edge.source] for pass_ in key.passes]
    if _agree(typed, list(chained)):
        said = f"That is the gradient of the output. {asked} belongs to one edge."
        return ("WRONG_NODE",), (said, f"How fast does {m} alone change with {v}?")
    mistakes, shown = _local_slips(key, edge, typed), question.numbers
    here = value_or_none(expr, shown) if shown and mistakes else None
    if shown and here is not None:
        found = explain_local(shown, edge, here, question.quiz.tolerance)
        if set(found.mistakes) & set(mistakes):
            return found.mistakes, found.feedback
    if _agree(typed, [pass_.values[edge.target] for pass_ in key.passes]):
        return mistakes, (f"That is {m} itself.", f"How fast does {m} change with {v}?")
    is_number = here is None and not names(expr)
    if shown and is_number and _agree(typed[:1], [_expected(key.body, shown)]):
        said = "That is its value for these numbers."
        return mistakes, (said, "Which formula gives it for all numbers?")
    said = f"That is not how fast {written.equation(graph, edge.target)} changes with {v}."
    return mistakes, (said, f"Hold everything but {v} fixed: what is left?")


def _local_slips(key: Points, edge: Edge, typed: list[float | None]) -> tuple[str, ...]:
    """The wrong rules that give this formula on the edge at every point."""
    wrong: dict[tuple[str, int], list[float | None]] = {}
    for pass_ in key.passes:
        for id_, variant, x in wrong_locals(pass_, edge):
            wrong.setdefault((id_, variant), []).append(x)
    agreeing = [
        id_
        for (id_, _), found in wrong.items()
        if len(found) == len(typed) and _agree(typed, found)
    ]
    return tuple(dict.fromkeys(agreeing))


def _other_numbers(question: Question, key: Points, expr: Expression) -> tuple[str, ...]:
    """What can be checked by hand of a formula that no rule gives: its value at a place.

    The right one's there is not told: it would be the answer.
    """
    said, numbers, answer = "That formula gives other numbers", question.numbers, key.body.answer
    if numbers is None or answer is None:
        return f"{said}.", "Where do they part from what you expect?"
    used = [node for node in key.graph.nodes if node.name in names(expr) | names(answer)]
    here = ", ".join(f"{one.label} = {format_number(numbers.values[one.name])}" for one in used)
    mine, right_one = value_or_none(expr, numbers), value_or_none(answer, numbers)
    if mine is None or right_one is None or is_close(mine, right_one) or not here:
        return f"{said}.", "Where do they part from what you expect?"
    said = f"{said}: with {here} it gives {format_number(mine)}."
    return said, "Work out what was asked with these numbers, step by step: what comes out?"


def _symbols(key: Points) -> str:
    graph = key.graph
    if key.body.answer is not None:
        labels = _labels(graph)
        return show(key.body.answer, lambda name: labels.get(name, name))
    return " + ".join(written.local_symbols(graph, edge) for edge in _edges(graph, key.body))


def typed_partial(graph: Graph, edge: Edge) -> str:
    """The local gradient of one edge as one would type it; empty where it has no short formula."""
    node = graph.by_name[edge.target]
    row = OPERATIONS[node.op]
    operands = [o if isinstance(o, str) else f"({o!r})" for o in node.operands]
    last = node.operands[-1]
    if node.op == "pow" and edge.slot == 0 and not isinstance(last, str):
        return f"{last!r} * {operands[0]}^({last - 1!r})"
    try:
        partial = partial_in_symbols(row, edge.slot, operands, node.name)
        return source(read_formula(partial, graph.by_name))
    except AnswerError:
        return ""


def hints(_question: Question, key: Points) -> tuple[str, ...]:
    """Point, principle, an example."""
    graph = key.graph
    m = graph.label(key.body.of) if key.body.of else "it"
    equation = written.equation(graph, key.body.of) if key.body.of else "Write it down."
    return (
        f"Which operation makes {m}? {equation}",
        "Only one input moves; everything else is a constant.",
        f"It begins like this: {_symbols(key)[:1]}…",
    )


def worked(_question: Question, key: Points) -> str:
    """The formula in symbols."""
    symbols = _symbols(key)
    return f"{_label(key.graph, key.body)} = {symbols}." if key.body.of else f"{symbols}."


def solution(key: Points) -> Response:
    """A formula that is marked right."""
    if key.body.answer is not None:
        return (source(key.body.answer),)
    typed = [typed_partial(key.graph, edge) for edge in _edges(key.graph, key.body)]
    return (typed[0] if len(typed) == 1 else " + ".join(f"({one})" for one in typed),)


def asks(question: Question, key: Points) -> tuple[Step, ...]:
    """The local gradient of the operation, where it is one."""
    of, wrt = key.body.of, key.body.wrt
    return (step_of(question, "local" if of and wrt else "other", of, wrt),)


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The local gradient of one edge, where it has a short formula."""
    graph = lesson_graph.graph
    edge = draws.choice(graph.edges)
    twins = [e for e in graph.incoming(edge.target) if e.source == edge.source]
    if not all(typed_partial(graph, e) for e in twins):
        return None
    asked = derivative(graph.label(edge.target), graph.label(edge.source))
    ask = f"{written.equation(graph, edge.target)}. What is the local gradient {asked}?"
    body = FormulaBody(edge.target, edge.source)
    quiz = quiz_on(graph, "formula", id_, ask, body, "local-gradient")
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz formula area-by-length
graph: field
skill: local-gradient
ask: Type the local gradient ∂area/∂l.
of: area
wrt: l
hint: area = l · w: hold w still.
```
"""

KIND = QuizKind(
    name="formula",
    key=Points,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=solution,
    asks=asks,
    derives=lambda _question, key: (Derivative("local", key.body.of, key.body.wrt),),
    body=FormulaBody,
    lines="`of: u` and `wrt: w`: the local gradient ∂u/∂w, typed as an expression; or "
    "`answer: delta2_1 * x_1`, any formula",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
