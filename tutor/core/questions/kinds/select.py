"""``quiz select``: which of these nodes or edges?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.lesson import Body, LessonGraph, Quiz
from tutor.core.misconceptions import RULES, selected
from tutor.core.questions.any_graph import below, quiz_on
from tutor.core.questions.common import pass_for, praise, worked_text
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.labelling import mark_labels
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Field, Fields
from tutor.core.text import Draws

YES = ("no", "yes")
MOST = 12
"""Candidates that are offered at once."""

EdgeOrNode = str | tuple[str, str]
"""A node, or an edge as (source, target)."""


@dataclass(frozen=True, slots=True)
class SelectBody(Body, Key):
    """The candidates, and which of them are to be selected."""

    candidates: tuple[EdgeOrNode, ...]
    answer: frozenset[EdgeOrNode]


def parse(fields: Fields) -> SelectBody:
    """``answer: u, e`` (nodes) or ``answer: w > u`` (edges); ``items:`` offers fewer than all."""
    answer = [_target(fields, one) for one in fields.items("answer", required=True, example="u, e")]
    offered = [_target(fields, one) for one in fields.items("items")]
    right = [one for one in answer if one is not None]
    graph = fields.graph.graph if fields.graph else None
    if not offered and graph is not None and right:
        nodes = [node.name for node in graph.nodes]
        edges = list(dict.fromkeys((e.source, e.target) for e in graph.edges))
        offered = [*nodes] if isinstance(right[0], str) else [*edges]
    candidates = [one for one in offered if one is not None]
    missing = [one for one in right if one not in candidates]
    if missing and candidates:
        fields.report(fields.at, f"{missing[0]!r} is an answer, but not among the items")
    return SelectBody(tuple(dict.fromkeys([*candidates, *missing])), frozenset(right))


def _target(fields: Fields, one: Field) -> EdgeOrNode | None:
    if ">" not in one.text:
        return fields.node_in(one)
    parts = one.split(">")
    names = [fields.node_in(part) for part in parts]
    source, target = (*names, None, None)[:2]
    graph = fields.graph.graph if fields.graph else None
    if source is None or target is None or graph is None:
        return None
    if target not in graph.successors(source):
        fields.report(one.place(), f"there is no edge from {source!r} to {target!r}")
        return None
    return source, target


def make(quiz: Quiz, body: SelectBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One slot a candidate: selected or not."""
    numbers = pass_for(quiz, lesson_graph, seed)
    graph = numbers.graph

    def name(target: EdgeOrNode) -> str:
        if isinstance(target, str):
            return graph.label(target)
        return f"{graph.label(target[0])} → {graph.label(target[1])}"

    return Question(
        quiz=quiz,
        seed=seed,
        way="tick",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(name(one), "candidate") for one in body.candidates),
        options=YES,
        numbers=numbers,
        key=body,
    )


def mark(question: Question, key: SelectBody, response: Response) -> Verdict:
    """A share for each candidate."""
    said = [
        ("Some that belong are not chosen yet.", "Which arrow have you not followed yet?")
        if one in key.answer
        else (
            f"{slot.label} does not belong.",
            f"Which arrow would have to be there for {slot.label}?",
        )
        for slot, one in zip(question.slots, key.candidates, strict=True)
    ]
    reason = worked_text(question, worked(question, key))
    verdict = mark_labels(question, response, _expected(key), reason, said)
    picked = frozenset(
        one for one, pick in zip(key.candidates, response, strict=False) if pick == "1"
    )
    if verdict.correct or verdict.unreadable or question.numbers is None:
        return verdict
    offered = frozenset(key.candidates)
    rule = selected(RULES.values(), question.numbers.graph, key.answer, picked, offered)
    if rule is None:
        return verdict
    left_out = (s.label for s, ok in zip(question.slots, verdict.slots, strict=True) if not ok)
    graph = question.numbers.graph
    words = {"v": next(left_out, ""), "z": graph.label(graph.output)}
    told = (rule.says.format_map(words), rule.asks.format_map(words))
    return replace(verdict, feedback=(*praise(verdict.slots), *told), mistakes=(rule.id,))


def _expected(body: SelectBody) -> tuple[int, ...]:
    return tuple(int(one in body.answer) for one in body.candidates)


def hints(_question: Question, key: SelectBody) -> tuple[str, ...]:
    """Point, principle, number."""
    count = sum(_expected(key))
    return (
        "An edge from A to B means that B is computed directly from A.",
        "A successor stands where the arrow ends, an input where it begins.",
        f"There {'is' if count == 1 else 'are'} {count} to be selected.",
    )


def worked(question: Question, key: SelectBody) -> str:
    """The ones to be selected."""
    names = [s.label for s, yes in zip(question.slots, _expected(key), strict=True) if yes]
    return f"{', '.join(names) or 'None of them'}: these, and no others."


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The successors of a node among its inputs and others."""
    graph = lesson_graph.graph
    names = [node.name for node in graph.nodes]
    inner = [n for n in below(graph) if graph.by_name[n].inputs] or below(graph)
    node = draws.choice(inner)
    right = frozenset(graph.successors(node))
    lure = frozenset(graph.by_name[node].inputs)
    others = [n for n in draws.shuffled(names) if n not in right | lure | {node}]
    room = max(0, MOST - len(right | lure))
    candidates = [n for n in names if n in right | lure or n in others[:room]]
    body = SelectBody(tuple(candidates), right)
    ask = f"Which of these are successors of {graph.label(node)}?"
    quiz = quiz_on(graph, "select", id_, ask, body, "read-graph")
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz select successors
graph: field
skill: local-gradient
ask: Which node is a successor of l?
answer: area
hint: A successor is computed directly from l.
```
"""

KIND = QuizKind(
    name="select",
    key=SelectBody,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: tuple(map(str, _expected(key))),
    body=SelectBody,
    lines="`answer: u, e` (nodes) or `answer: w > u` (edges)",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
