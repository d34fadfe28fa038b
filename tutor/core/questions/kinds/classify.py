"""``quiz classify``: is this quantity local, backpropagated, wanted, or neither?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tutor.core.expression import Call, Expression, Name
from tutor.core.graph import derivative
from tutor.core.lesson import Body, LessonGraph, Quiz, Spans
from tutor.core.misconceptions import RULES, called
from tutor.core.questions.any_graph import below, gradient, quiz_on
from tutor.core.questions.asked import asked_by, label_of
from tutor.core.questions.common import numbers_for, praise, read_picks, right, wrong
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws

LABELS = ("local", "backpropagated", "wanted", "neither")

GENERAL: Mapping[str, str] = MappingProxyType(
    {
        "local": "{q} is local: the derivative of a successor by one of its own inputs, one edge.",
        "backpropagated": "{q} is backpropagated: the final output is on top, and below is a "
        "successor of the node in question.",
        "wanted": "{q} is what is wanted: the gradient of the final output at this very node.",
        "neither": "{q} is neither: it belongs to another part of the graph.",
    }
)


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One quantity, its place among ``LABELS``, and why."""

    quantity: Expression
    label: int
    why: Spans = ()


@dataclass(frozen=True, slots=True)
class ClassifyBody(Body, Key):
    """The quantities to be labelled."""

    items: tuple[LabelledItem, ...]


def parse(fields: Fields) -> ClassifyBody:
    """``item EXPRESSION: LABEL`` and ``why EXPRESSION: text`` lines."""
    why = {
        one.argument.replace(" ", ""): fields.spans_in(one) for one in fields.with_argument("why")
    }
    items: list[LabelledItem] = []
    for one in fields.with_argument("item"):
        quantity = fields.argument_expression(one)
        label = fields.chosen(one, LABELS)
        said = why.pop(one.argument.replace(" ", ""), ())
        if quantity is not None and label:
            items.append(LabelledItem(quantity, LABELS.index(label), said))
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


def make(quiz: Quiz, body: ClassifyBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One slot a quantity; the labels are the options."""
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


def mark(question: Question, key: ClassifyBody, response: Response) -> Verdict:
    """A share for each quantity; the first wrong one is talked about."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    slots = tuple(p == item.label for p, item in zip(picked, key.items, strict=True))
    if all(slots):
        solved = plain(fill(question.quiz.solution, question.numbers))
        return right(question, solved) if solved else right(question, *_once_each(question, key))
    at = slots.index(False)
    rules = [
        called(RULES.values(), LABELS[item.label], LABELS[p])
        for p, item in zip(picked, key.items, strict=True)
    ]
    rule, quantity = rules[at], question.slots[at].label
    feedback = (
        (rule.says.format(q=quantity), rule.asks)
        if rule
        else _explained(quantity, LABELS[key.items[at].label], LABELS[picked[at]])
    )
    mistakes = dict.fromkeys(one.id for one in rules if one)
    return wrong(*praise(slots), *feedback, mistakes=mistakes, slots=slots)


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


def hints(question: Question, key: ClassifyBody) -> tuple[str, ...]:
    """Point, principle, and one quantity solved."""
    first = GENERAL[LABELS[key.items[0].label]].format(q=question.slots[0].label)
    return (
        "Look at what stands on top: the final output, or just the next node?",
        "Then at what stands below: the node in question is wanted, its successor sends.",
        first,
    )


def worked(question: Question, key: ClassifyBody) -> str:
    """A sentence for each quantity."""
    return " ".join(_sentences(question, key))


def _sentences(question: Question, key: ClassifyBody) -> list[str]:
    sentences = []
    for slot, item in zip(question.slots, key.items, strict=True):
        label = LABELS[item.label]
        why = plain(fill(item.why, question.numbers))
        general = GENERAL[label].format(q=slot.label)
        sentences.append(f"{slot.label} is {label}: {why}" if why else general)
    return sentences


def _once_each(question: Question, key: ClassifyBody) -> list[str]:
    """The first sentence of each label: who is right needs no more, and sees what comes next."""
    first = {item.label: i for i, item in reversed(list(enumerate(key.items)))}
    said = _sentences(question, key)
    return [said[i] for i in sorted(first.values())]


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """A node's own gradient, the two factors of a message to it, and one that is neither."""
    graph = lesson_graph.graph
    inner = [n for n in below(graph) if any(m != graph.output for m in graph.successors(n))]
    if not inner:
        return None
    node = draws.choice(inner)
    successor = next(m for m in graph.successors(node) if m != graph.output)
    far = [e for e in graph.edges if e.source != node and e.target not in {successor, graph.output}]
    items = [
        LabelledItem(gradient(graph.output, successor), 1),
        LabelledItem(Call("local", (Name(successor), Name(node))), 0),
        LabelledItem(gradient(graph.output, node), 2),
    ]
    if far:
        edge = draws.choice(far)
        items.append(LabelledItem(Call("local", (Name(edge.target), Name(edge.source))), 3))
    wanted = derivative(graph.label(graph.output), graph.label(node))
    ask = f"You are at node {graph.label(node)} and want {wanted}. Label each quantity."
    body = ClassifyBody(tuple(draws.shuffled(items)))
    quiz = quiz_on(graph, "classify", id_, ask, body, "classify")
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz classify which-is-which
graph: field
skill: classify
ask: You are at l and want ∂C/∂l. Label each quantity.
item grad(C, area): backpropagated
item local(area, l): local
item grad(C, l): wanted
item local(area, w): neither
why local(area, w): It belongs to the edge from w, which is not next to l.
hint: Is the quantity on top the final output C, or just the next node?
```
"""

KIND = QuizKind(
    name="classify",
    key=ClassifyBody,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: tuple(str(item.label) for item in key.items),
    body=ClassifyBody,
    lines="`item local(u, w): local` and `why local(u, w): …`",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
