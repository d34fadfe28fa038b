"""``quiz sign``: is this number positive, negative, or zero?"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.errors import GraphError
from tutor.core.expression import Expression, PassScope, evaluate
from tutor.core.graph import Pass, derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz
from tutor.core.questions.any_graph import OPTIONS, below, gradient, quiz_on
from tutor.core.questions.asked import asked_by, label_of
from tutor.core.questions.common import pass_for, worked_text
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.labelling import mark_labels
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number

SIGNS = ("positive", "negative", "zero")


@dataclass(frozen=True, slots=True)
class SignBody(Body):
    """The quantities whose sign is asked for."""

    quantities: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Signed(Key):
    """The quantities, the number of each, and how it comes about."""

    quantities: tuple[Expression, ...]
    numbers: tuple[float, ...]
    reasons: tuple[str, ...]

    @property
    def expected(self) -> tuple[int, ...]:
        """Positions in ``SIGNS``."""
        return tuple(0 if x > 0 else 1 if x < 0 else 2 for x in self.numbers)


def parse(fields: Fields) -> SignBody:
    """``quantity: EXPRESSION`` lines."""
    found = [fields.expression_in(one) for one in fields.all("quantity")]
    if not found:
        fields.report(fields.at, "there is no quantity", "add 'quantity: grad(J, w)'")
    return SignBody(tuple(one for one in found if one is not None))


def make(quiz: Quiz, body: SignBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One slot a quantity."""
    if not body.quantities:
        raise GraphError(f"the question {quiz.id!r} has no quantity")
    parts = [asked_by(one) for one in body.quantities]
    asked = [wrt for what, _, wrt in parts if what == "gradient"]
    numbers = pass_for(quiz, lesson_graph, seed, asked)
    names = tuple(label_of(*p, numbers, q) for p, q in zip(parts, body.quantities, strict=True))
    values = tuple(evaluate(one, PassScope(numbers)) for one in body.quantities)
    reasons = tuple(
        _reason(numbers, *p, n, x) for p, n, x in zip(parts, names, values, strict=True)
    )
    return Question(
        quiz=quiz,
        seed=seed,
        way="label",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(name, "quantity") for name in names),
        options=SIGNS,
        numbers=numbers,
        hidden=frozenset({of for what, of, _ in parts if what == "value"} & set(numbers.values)),
        key=Signed(body.quantities, values, reasons),
    )


def _reason(numbers: Pass, what: str, of: str, wrt: str, name: str, value: float) -> str:
    if what == "gradient":
        return written.said_gradient(numbers, wrt, of)
    return f"{name} = {format_number(value)}"


def mark(question: Question, key: Signed, response: Response) -> Verdict:
    """A share for each quantity."""
    said = [
        (f"{slot.label} does not have that sign.", _asked(question, quantity))
        for slot, quantity in zip(question.slots, key.quantities, strict=True)
    ]
    reason = worked_text(question, worked(question, key))
    mistakes = ["SIGN_FLIPPED" if x else "" for x in key.numbers]
    return mark_labels(question, response, key.expected, reason, said, mistakes)


def _asked(question: Question, quantity: Expression) -> str:
    """One question back: what moves what, or which signs go into a value."""
    what, of, wrt = asked_by(quantity)
    graph = question.numbers.graph if question.numbers else None
    names = graph.by_name if graph else {}
    of_label, wrt_label = (names[one].label if one in names else one for one in (of, wrt))
    if what in ("gradient", "local"):
        return f"Raise {wrt_label} a little: does {of_label} grow or shrink?"
    if graph and of in names and not names[of].is_leaf:
        return f"{written.equation(graph, of)}: which signs go in?"
    return "Which of its parts are negative?"


def hints(question: Question, _key: Signed) -> tuple[str, ...]:
    """Point, principle, and the edges that turn the sign."""
    numbers = question.numbers
    turning = ""
    if numbers is not None:
        graph = numbers.graph
        found = [
            derivative(graph.label(e.target), graph.label(e.source))
            for e in graph.edges
            if numbers.locals[e] < 0
        ]
        turning = f"Negative local gradients here: {', '.join(found) or 'none'}."
    return (
        "Which edges lead from the node to the output?",
        "Along a route signs multiply: two negative factors make a positive one.",
        turning or "Count the negative factors.",
    )


def worked(_question: Question, key: Signed) -> str:
    """The numbers themselves."""
    return "; ".join(key.reasons) + "."


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The signs of some gradients."""
    graph = lesson_graph.graph
    names = draws.shuffled(below(graph))[:OPTIONS]
    body = SignBody(tuple(gradient(graph.output, name) for name in names))
    ask = "which sign does each gradient have?"
    quiz = quiz_on(graph, "sign", id_, ask, body, "message-product", given=True)
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz sign which-way
graph: field varied
skill: local-gradient
ask: The field gets longer. Which way does its cost go?
quantity: grad(C, l)
hint: Is any factor on the way negative?
```
"""

KIND = QuizKind(
    name="sign",
    key=Signed,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: tuple(map(str, key.expected)),
    body=SignBody,
    lines="`quantity: grad(J, w)`, one line or more",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
