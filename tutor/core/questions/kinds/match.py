"""``quiz match``: give everything on the left its partner on the right."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.questions.common import ladder, numbers_for, worked_or, worked_text
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import Kind
from tutor.core.questions.kinds.choice import in_natural_order, same
from tutor.core.questions.labelling import mark_labels
from tutor.core.questions.model import Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws, safe


@dataclass(frozen=True, slots=True)
class MatchBody:
    """(left, right) pairs; partners may repeat."""

    pairs: tuple[tuple[str, Spans], ...]


def parse(fields: Fields) -> object:
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


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The right sides are the options, in an order of the seed's own."""
    body = quiz.body
    if not isinstance(body, MatchBody) or not body.pairs:
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
        key = tuple(next(i for i, o in enumerate(shown) if same(o, text)) for text in rights)
        if key != tuple(sorted(key)):
            break  # else the partners stand in the order of the pairs
    return Question(
        quiz=quiz,
        seed=seed,
        way="label",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(left, "left") for left, _ in body.pairs),
        options=tuple(shown),
        numbers=numbers,
        key=key,
    )


def mark(question: Question, response: Response) -> Verdict:
    """A share for each pair."""
    key = _key(question)
    picks = [int(text) if text.isdecimal() else -1 for text in response]
    chosen = [question.options[i] if 0 <= i < len(question.options) else "" for i in picks]
    said = [
        (f"‘{other}’ does not go with {slot.label}.", "Which of the others does?")
        for slot, other in zip(question.slots, chosen, strict=False)
    ]
    return mark_labels(question, response, key, worked_text(question, _reason(question)), said)


def _key(question: Question) -> tuple[int, ...]:
    if not isinstance(question.key, tuple):
        raise TypeError(f"{question.quiz.id!r} was not made by this kind")
    return question.key


def _reason(question: Question) -> str:
    pairs = zip(question.slots, _key(question), strict=True)
    return "; ".join(f"{slot.label}: {question.options[i]}" for slot, i in pairs) + "."


def hints(question: Question) -> tuple[Spans, ...]:
    """Point, principle, one pair."""
    made = (
        "Begin with the one that you are surest of.",
        "Every partner that is used makes the rest easier.",
        f"{question.slots[0].label} goes with {question.options[_key(question)[0]]}.",
    )
    return ladder(question, made)


def worked(question: Question) -> Spans:
    """All pairs."""
    return worked_or(question, _reason(question))


def solution(question: Question) -> Response:
    """The right partners."""
    return tuple(map(str, _key(question)))


KIND = Kind("match", parse, make, mark, hints, worked, solution)
