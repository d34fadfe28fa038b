"""``quiz order``: put nodes in an order that the backward (or the forward) pass can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.core.graph import Graph
from tutor.core.lesson import Body, LessonGraph, Quiz
from tutor.core.misconceptions import RULES, Needs, needed_by, ordered
from tutor.core.questions.any_graph import OPTIONS, quiz_on
from tutor.core.questions.common import (
    in_place,
    pass_for,
    read_picks,
    right,
    unreadable,
    worked_text,
    wrong,
)
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws

Direction = Literal["reverse-topological", "topological"]
DIRECTIONS: tuple[Direction, ...] = ("reverse-topological", "topological")


@dataclass(frozen=True, slots=True)
class OrderBody(Body):
    """The nodes, and the direction of the pass that they are ordered for."""

    items: tuple[str, ...]
    direction: Direction = "reverse-topological"


@dataclass(frozen=True, slots=True)
class Sorting(Key):
    """The nodes as offered, and for each those that must come before it.

    ``needs`` has for every node of the graph those that must come right before it.
    """

    items: tuple[str, ...]
    before: tuple[frozenset[int], ...]
    direction: Direction
    needs: Needs


def parse(fields: Fields) -> OrderBody:
    """``items: J, e, u`` and ``answer: reverse-topological``."""
    items = fields.nodes("items")
    chosen = fields.word("answer", DIRECTIONS, default="reverse-topological")
    twice = {name for name in items if items.count(name) > 1}
    at = fields.one("items")
    if twice:
        fields.report(at.place() if at else fields.at, f"{min(twice)!r} appears twice in the items")
    elif len(items) < 3:
        fields.report(at.place() if at else fields.at, "an order needs three items or more")
    direction = next(d for d in DIRECTIONS if d == chosen)
    return OrderBody(tuple(dict.fromkeys(items)), direction)


def make(quiz: Quiz, body: OrderBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The nodes in an order that is not right yet."""
    numbers = pass_for(quiz, lesson_graph, seed)
    graph = numbers.graph
    draws = Draws(seed, quiz.id, "order")
    for _ in range(20):
        items = tuple(draws.shuffled(body.items))
        key = _sorting(graph, items, body.direction)
        if not all(_placed(key, range(len(items)))):
            break
    return Question(
        quiz=quiz,
        seed=seed,
        way="arrange",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(f"{place}.", "place") for place in range(1, len(items) + 1)),
        options=tuple(map(graph.label, items)),
        numbers=numbers,
        key=key,
    )


def _sorting(graph: Graph, items: tuple[str, ...], direction: Direction) -> Sorting:
    """Who has to wait for whom, nodes that are not among the items included."""
    needs = {
        name: node.inputs if direction == "topological" else graph.successors(name)
        for name, node in graph.by_name.items()
    }
    place = {name: i for i, name in enumerate(items)}
    before = (
        frozenset(place[one] for one in needed_by(needs, name) if one in place) for name in items
    )
    return Sorting(items, tuple(before), direction, needs)


def _placed(key: Sorting, order: Sequence[int]) -> tuple[bool, ...]:
    """For each place whether all that its node waits for stand before it."""
    return tuple(key.before[item] <= set(order[:place]) for place, item in enumerate(order))


def mark(question: Question, key: Sorting, response: Response) -> Verdict:
    """Every order that the pass can use is right."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    if len(set(picked)) != len(picked):
        return unreadable(question, "Give each node a place of its own.")
    slots = _placed(key, picked)
    if all(slots):
        return right(question, worked_text(question, _reason(key)))
    place = slots.index(False)
    early = picked[place]
    waits = next(i for i in picked[place:] if i in key.before[early])
    node, other = question.options[early], question.options[waits]
    if key.direction == "topological":
        said = f"{node} is computed from {other}, so its value cannot come before that of {other}."
        asked = f"What does {node} take in?"
    else:
        said = f"{node} cannot be done before {other}: {other} is computed from {node}, and the "
        said += "message that comes from there is not known yet."
        asked = f"Which nodes must be done before {node}?"
    given = [key.items[i] for i in picked]
    rule = ordered(RULES.values(), key.needs, given, key.items)
    asks = (rule.says, rule.asks) if rule else (asked,)
    mistakes = (rule.id,) if rule else ()
    return wrong(*in_place(place), said, *asks, mistakes=mistakes, slots=slots)


def _right_order(key: Sorting) -> list[int]:
    """An order that the pass can use: whatever is free, in the order offered."""
    order: list[int] = []
    while len(order) < len(key.items):
        order.append(
            next(i for i in range(len(key.items)) if i not in order and key.before[i] <= set(order))
        )
    return order


def hints(question: Question, key: Sorting) -> tuple[str, ...]:
    """Point, principle, and the beginning."""
    order = [question.options[i] for i in _right_order(key)]
    if key.direction == "topological":
        return (
            "Which nodes take in nothing that still has to be computed?",
            "A node can be computed once all its inputs are.",
            f"{order[0]} can come first, then {order[1]}.",
        )
    return (
        "Where does the backward pass start?",
        "A node can only be done once all its successors are done.",
        f"{order[0]} comes first, then {order[1]}.",
    )


def _reason(key: Sorting) -> str:
    if key.direction == "topological":
        return "Every node comes after all that it is computed from."
    return "Every node comes after all its successors, so all its messages have arrived."


def worked(question: Question, key: Sorting) -> str:
    """An order that works, and why."""
    order = ", ".join(question.options[i] for i in _right_order(key))
    return f"{order}. {_reason(key)}"


def solution(key: Sorting) -> Response:
    """An order that works."""
    return tuple(str(i) for i in _right_order(key))


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """Some nodes in an order that the backward pass cannot use."""
    graph = lesson_graph.graph
    names = list(graph.backward_order)
    if len(names) < 3:
        return None
    kept = sorted(draws.shuffled(range(len(names)))[: OPTIONS + 1])
    body = OrderBody(tuple(names[i] for i in kept))
    ask = "Put the nodes in an order that the backward pass can use."
    quiz = quiz_on(graph, "order", id_, ask, body, "backward-order")
    question = make(quiz, body, lesson_graph, seed)
    key = KIND.key_of(question)
    return None if all(_placed(key, range(len(key.items)))) else question


TEMPLATE = """\
```quiz order backward-order
graph: field
skill: backpropagated-gradient
ask: Put the nodes in an order that the backward pass can use.
items: C, area, l
answer: reverse-topological
hint: A node can only be done once all its successors are done.
```
"""

KIND = QuizKind(
    name="order",
    key=Sorting,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=solution,
    body=OrderBody,
    lines="`items: J, e, yhat, u, w` and `answer: reverse-topological`",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
