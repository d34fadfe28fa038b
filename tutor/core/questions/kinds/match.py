"""``quiz match``: give everything on the left its partner on the right."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.errors import GraphError
from tutor.core.graph import derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span, Spans
from tutor.core.questions.any_graph import OPTIONS, quiz_on
from tutor.core.questions.common import numbers_for, worked_text
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.labelling import mark_labels
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.questions.options import in_natural_order, same
from tutor.core.syntax import Fields
from tutor.core.text import Draws, safe


@dataclass(frozen=True, slots=True)
class MatchBody(Body):
    """(left, right) pairs; partners may repeat."""

    pairs: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Partners(Key):
    """For everything on the left the option that is its partner."""

    right: tuple[int, ...]


def parse(fields: Fields) -> MatchBody:
    """``pair LEFT: RIGHT`` lines."""
    pairs = [(safe(one.argument), fields.spans_in(one)) for one in fields.with_argument("pair")]
    lefts = [left for left, _ in pairs]
    if len(pairs) < 2:
        fields.report(fields.at, "there is nothing to match", "add lines 'pair left: right'")
    for one in fields.with_argument("pair"):
        if lefts.count(safe(one.argument)) > 1:
            fields.report(one.argument_at, f"{one.argument!r} stands twice on the left")
            break
    return MatchBody(tuple(pairs))


def make(quiz: Quiz, body: MatchBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The right sides are the options, in an order of the seed's own."""
    if not body.pairs:
        raise GraphError(f"the question {quiz.id!r} has nothing to match")
    numbers = numbers_for(quiz, lesson_graph, seed)
    rights = [plain(fill(right, numbers)) for _, right in body.pairs]
    offered: list[str] = []
    for text in rights:
        if not any(same(text, other) for other in offered):
            offered.append(text)
    draws = Draws(seed, quiz.id, "match")
    natural = in_natural_order(draws.shuffled(range(len(offered))), offered)
    for turn in range(20):
        order = natural if turn == 0 else draws.shuffled(range(len(offered)))
        shown = [offered[i] for i in order]
        partners = tuple(next(i for i, o in enumerate(shown) if same(o, text)) for text in rights)
        if partners != tuple(sorted(partners)):
            break  # else the partners stand in the order of the pairs
    return Question(
        quiz=quiz,
        seed=seed,
        way="label",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(left, "left") for left, _ in body.pairs),
        options=tuple(shown),
        numbers=numbers,
        key=Partners(partners),
    )


def mark(question: Question, key: Partners, response: Response) -> Verdict:
    """A share for each pair."""
    picks = [int(text) if text.isdecimal() else -1 for text in response]
    chosen = [question.options[i] if 0 <= i < len(question.options) else "" for i in picks]
    said = [
        (f"‘{other}’ does not go with {slot.label}.", "Which of the others does?")
        for slot, other in zip(question.slots, chosen, strict=False)
    ]
    return mark_labels(
        question, response, key.right, worked_text(question, worked(question, key)), said
    )


def hints(question: Question, key: Partners) -> tuple[str, ...]:
    """Point, principle, one pair."""
    return (
        "Begin with the one that you are surest of.",
        "Every partner that is used makes the rest easier.",
        f"{question.slots[0].label} goes with {question.options[key.right[0]]}.",
    )


def worked(question: Question, key: Partners) -> str:
    """All pairs."""
    pairs = zip(question.slots, key.right, strict=True)
    return "; ".join(f"{slot.label}: {question.options[i]}" for slot, i in pairs) + "."


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """Local gradients and their formulas, no two alike."""
    graph = lesson_graph.graph
    pairs: dict[str, str] = {}
    for edge in draws.shuffled(graph.edges):
        if len(graph.incoming(edge.target)) > len(set(graph.by_name[edge.target].inputs)):
            continue
        symbols = written.local_symbols(graph, edge)
        if not any(same(symbols, other) for other in pairs.values()):
            left = derivative(graph.label(edge.target), graph.label(edge.source))
            pairs[left] = symbols
        if len(pairs) == OPTIONS:
            break
    if len(pairs) < 2:
        return None
    body = MatchBody(tuple((left, (Span(text),)) for left, text in pairs.items()))
    ask = "Give every local gradient its formula."
    quiz = quiz_on(graph, "match", id_, ask, body, "local-gradient")
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz match roles
graph: field
skill: local-gradient
ask: What is what?
pair l: a parameter
pair area: a computed node
pair C: the output
hint: A parameter is not computed from anything.
```
"""

KIND = QuizKind(
    name="match",
    key=Partners,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: tuple(map(str, key.right)),
    body=MatchBody,
    lines="`pair w: a parameter`, two lines or more",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
