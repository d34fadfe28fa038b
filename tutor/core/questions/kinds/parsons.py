"""``quiz parsons``: put the lines of an algorithm in order.

An author's lines have one order.  Lines made from a graph may have several: each waits only for
those that compute what it uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tutor.core.errors import GraphError
from tutor.core.graph import derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span, Spans
from tutor.core.misconceptions import RULES, ordered
from tutor.core.questions.any_graph import OPTIONS, quiz_on
from tutor.core.questions.common import (
    in_place,
    numbers_for,
    read_picks,
    right,
    unreadable,
    worked_text,
    wrong,
)
from tutor.core.questions.fill import bold, fill, plain
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws

_ASSIGNMENT = re.compile(r"\s*(\w+(?:\s*,\s*\w+)*)\s*=(?!=)(.*)")
_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class ParsonsBody(Body):
    """The lines in a right order; ``needs`` are the lines that each one waits for.

    ``uses`` are those that compute what it uses, where the lines are assignments: an author may ask
    for more than that.
    """

    lines: tuple[Spans, ...]
    needs: tuple[frozenset[int], ...]
    uses: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Shuffled(Key):
    """``order[i]`` is the place in the right order of the line offered as number i."""

    order: tuple[int, ...]
    needs: tuple[frozenset[int], ...]
    uses: tuple[frozenset[int], ...]


def parse(fields: Fields) -> ParsonsBody:
    """``line: text`` fields, in the right order."""
    lines = [fields.spans_in(one) for one in fields.all("line")]
    if len(lines) < 3:
        fields.report(fields.at, "an order needs three lines or more", "add 'line: …'")
    texts = [plain(line) for line in lines]
    for text in texts:
        if texts.count(text) > 1:
            fields.report(fields.at, f"the line {text!r} stands twice", "say what differs")
            break
    needs = tuple(frozenset(range(i)) for i in range(len(lines)))
    return ParsonsBody(tuple(lines), needs, _used(texts))


def _used(texts: list[str]) -> tuple[frozenset[int], ...]:
    """The earlier lines whose results each line uses; empty where not all are assignments."""
    sides = [found for text in texts if (found := _ASSIGNMENT.fullmatch(text))]
    if len(sides) < len(texts):
        return ()
    made = [set(_NAME.findall(one[1])) for one in sides]
    used = [set(_NAME.findall(one[2])) for one in sides]
    return tuple(
        frozenset(i for i, names in enumerate(made[:at]) if names & used[at])
        for at in range(len(sides))
    )


def make(quiz: Quiz, body: ParsonsBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The lines in an order that is not right yet."""
    if not body.lines:
        raise GraphError(f"the question {quiz.id!r} has no lines")
    numbers = numbers_for(quiz, lesson_graph, seed)
    draws = Draws(seed, quiz.id, "parsons")
    key = Shuffled(tuple(range(len(body.lines))), body.needs, body.uses)
    for _ in range(20):
        key = replace(key, order=tuple(draws.shuffled(range(len(body.lines)))))
        if not all(_placed(key, tuple(range(len(body.lines))))):
            break
    return Question(
        quiz=quiz,
        seed=seed,
        way="arrange",
        prompt=fill(quiz.ask, numbers),
        slots=tuple(Slot(f"{place}.", "place") for place in range(1, len(body.lines) + 1)),
        options=tuple(plain(fill(body.lines[i], numbers)) for i in key.order),
        bold=tuple(bold(fill(body.lines[i], numbers)) for i in key.order),
        numbers=numbers,
        key=key,
    )


def _placed(key: Shuffled, picked: tuple[int, ...]) -> tuple[bool, ...]:
    lines = [key.order[i] for i in picked]
    return tuple(key.needs[line] <= set(lines[:place]) for place, line in enumerate(lines))


def mark(question: Question, key: Shuffled, response: Response) -> Verdict:
    """A share for each line that comes after all that it waits for."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    if len(set(picked)) != len(picked):
        return unreadable(question, "Give each line a place of its own.")
    slots = _placed(key, picked)
    if all(slots):
        return right(question, worked_text(question, "Every line uses only what stands above it."))
    at = slots.index(False)
    mistakes, explained = _explained(question, key, picked, at)
    return wrong(*in_place(at), *explained, mistakes=mistakes, slots=slots)


def _explained(
    question: Question, key: Shuffled, picked: tuple[int, ...], at: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The mistakes, and what is said of the line at place ``at``; of a picture where there is
    one."""
    given = [key.order[i] for i in picked]
    line = f"Line {at + 1} (“{question.options[picked[at]]}”)"
    if key.uses and key.uses[given[at]] <= set(given[:at]):
        said = f"{line} could run here. But the task asks for another order than that."
        return (), (said, "What does it say comes first?")
    early = f"{line} comes too early."
    if question.numbers is not None:
        needs = {str(line): tuple(map(str, before)) for line, before in enumerate(key.needs)}
        named = [str(i) for i in given]
        rule = ordered(RULES.values(), needs, named, named)
        if rule:
            return (rule.id,), (early, rule.says, rule.asks)
    elif all(_placed(key, tuple(reversed(picked)))):
        said = "All lines are there, from the last to the first."
        asked = "Which line uses nothing that another computes?"
        return ("FOLLOWS_EDGES_FORWARD",), (early, said, asked)
    return (), (early, "Which lines compute what it uses?")


def hints(question: Question, key: Shuffled) -> tuple[str, ...]:
    """Point, principle, the first line."""
    first = question.options[int(solution(key)[0])]
    return (
        "Which line uses nothing that another line computes?",
        "A line can run once everything it uses has been computed.",
        f"The first line is “{first}”.",
    )


def worked(question: Question, key: Shuffled) -> str:
    """The lines in order."""
    lines = [question.options[int(i)] for i in solution(key)]
    return "; ".join(lines) + "."


def solution(key: Shuffled) -> Response:
    """The order of the author."""
    order = key.order
    return tuple(str(order.index(line)) for line in range(len(order)))


def generate(lesson_graph: LessonGraph, _draws: Draws, id_: str, seed: int) -> Question | None:
    """The backward pass as lines, each a sum over successors."""
    graph = lesson_graph.graph
    names = [n for n in graph.backward_order if n != graph.output][: OPTIONS + 2]
    z = graph.label(graph.output)
    place = {name: i for i, name in enumerate(names)}
    lines, needs = [], []
    for name in names:
        sums = written.gradient_symbols(graph, name, graph.output)
        lines.append((Span(f"{derivative(z, graph.label(name))} = {sums}"),))
        needs.append(frozenset(place[m] for m in graph.successors(name) if m in place))
    if len(lines) < 3 or not any(needs):
        return None
    body = ParsonsBody(tuple(lines), tuple(needs))
    ask = "Put the lines of the backward pass in an order in which they can run."
    quiz = quiz_on(graph, "parsons", id_, ask, body, "backward-order")
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz parsons backward-lines
skill: message-product
ask: Put the lines of the backward pass in order.
line: Set the gradient of the output to 1.
line: Multiply the backpropagated gradient by the local gradient.
line: Add the message to the gradient of the input.
hint: What is known before anything has been multiplied?
```
"""

KIND = QuizKind(
    name="parsons",
    key=Shuffled,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=solution,
    body=ParsonsBody,
    lines="`line: text`, the lines of an algorithm in their right order",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
