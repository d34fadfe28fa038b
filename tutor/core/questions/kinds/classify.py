"""``quiz classify``: is this quantity local, backpropagated, wanted, or neither?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tutor.core.errors import GraphError
from tutor.core.expression import Expression
from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.misconceptions import RULES, called
from tutor.core.questions.common import ladder, numbers_for, praise, read_picks, right, worked_or
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import Kind
from tutor.core.questions.kinds.numeric import asked_by, label_of
from tutor.core.questions.model import Question, Response, Slot, Verdict
from tutor.core.syntax import Fields

LABELS = ("local", "backpropagated", "wanted", "neither")

GENERAL: Mapping[str, str] = MappingProxyType(
    {
        "local": "{q} is local: the derivative of a successor by one of its own inputs, one edge.",
        "backpropagated": "{q} is backpropagated: the final output is on top, and below stands a "
        "successor of the node in question.",
        "wanted": "{q} is what is wanted: the gradient of the final output at this very node.",
        "neither": "{q} is neither: it belongs to another part of the graph.",
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """One quantity, its place among ``LABELS``, and why."""

    quantity: Expression
    label: int
    why: Spans = ()


@dataclass(frozen=True, slots=True)
class ClassifyBody:
    """The quantities to be labelled."""

    items: tuple[Item, ...]


def parse(fields: Fields) -> object:
    """``item EXPRESSION: LABEL`` and ``why EXPRESSION: text`` lines."""
    why = {
        one.argument.replace(" ", ""): fields.spans_in(one) for one in fields.with_argument("why")
    }
    items: list[Item] = []
    for one in fields.with_argument("item"):
        quantity = fields.argument_expression(one)
        label = fields.chosen(one, LABELS)
        said = why.pop(one.argument.replace(" ", ""), ())
        if quantity is not None and label:
            items.append(Item(quantity, LABELS.index(label), said))
    if not fields.with_argument("item"):
        fields.report(
            fields.at, "there is nothing to label", "add 'item grad(J, e): backpropagated'"
        )
    for left in fields.with_argument("why"):
        if left.argument.replace(" ", "") in why:
            fields.report(
                left.argument_at, f"there is no item {left.argument!r}", "as in an item line"
            )
    return ClassifyBody(tuple(items))


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One slot a quantity; the labels are the options."""
    body = quiz.body
    if not isinstance(body, ClassifyBody):
        raise GraphError(f"the question {quiz.id!r} has nothing to label")
    numbers = numbers_for(quiz, lesson_graph, seed)
    names = [label_of(*asked_by(i.quantity), numbers, i.quantity) for i in body.items]
    return Question(
        quiz=quiz,
        seed=seed,
        way="label",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(name, "quantity") for name in names),
        options=LABELS,
        numbers=numbers,
        key=body,
    )


def mark(question: Question, response: Response) -> Verdict:
    """A share for each quantity; the first wrong one is talked about."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    body = _key(question)
    slots = tuple(p == item.label for p, item in zip(picked, body.items, strict=True))
    if all(slots):
        solved = plain(fill(question.quiz.solution, question.numbers))
        return right(question, solved) if solved else right(question, *_sentences(question))
    at = slots.index(False)
    good = sum(slots)
    rules = [
        called(RULES.values(), LABELS[item.label], LABELS[p])
        for p, item in zip(picked, body.items, strict=True)
    ]
    rule, quantity = rules[at], question.slots[at].label
    feedback = (
        (rule.says.format(q=quantity), rule.asks)
        if rule
        else _explained(quantity, LABELS[body.items[at].label], LABELS[picked[at]])
    )
    return Verdict(
        correct=False,
        score=good / len(slots),
        slots=slots,
        feedback=(*praise(slots), *feedback),
        mistakes=tuple(dict.fromkeys(one.id for one in rules if one)),
    )


def _explained(quantity: str, is_: str, said: str) -> tuple[str, str]:
    """What to say where no misconception is known: why it is not that, and one question."""
    why = (
        f"{quantity} does play a part here."
        if said == "neither"
        else f"{quantity} is not what is wanted: that is the gradient of the final output at the "
        "node in question."
    )
    if is_ == "local":
        return why, "What stands on top: the final output, or the next node?"
    return why, "What stands below: the node in question, or one of its successors?"


def _key(question: Question) -> ClassifyBody:
    if not isinstance(question.key, ClassifyBody):
        raise TypeError(f"{question.quiz.id!r} was not made by this kind")
    return question.key


def hints(question: Question) -> tuple[Spans, ...]:
    """Point, principle, and one quantity solved."""
    body = _key(question)
    first = GENERAL[LABELS[body.items[0].label]].format(q=question.slots[0].label)
    made = (
        "Look at what stands on top: the final output, or just the next node?",
        "Then at what stands below: the node in question is wanted, its successor sends.",
        first,
    )
    return ladder(question, made)


def worked(question: Question) -> Spans:
    """The author's solution, or a sentence for each quantity."""
    return worked_or(question, " ".join(_sentences(question)))


def _sentences(question: Question) -> list[str]:
    sentences = []
    for slot, item in zip(question.slots, _key(question).items, strict=True):
        label = LABELS[item.label]
        why = plain(fill(item.why, question.numbers))
        general = GENERAL[label].format(q=slot.label)
        sentences.append(f"{slot.label} is {label}: {why}" if why else general)
    return sentences


def solution(question: Question) -> Response:
    """The right label for every quantity."""
    return tuple(str(item.label) for item in _key(question).items)


KIND = Kind("classify", parse, make, mark, hints, worked, solution)
