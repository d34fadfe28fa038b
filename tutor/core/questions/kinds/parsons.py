"""``quiz parsons``: put the lines of an algorithm in order.

An author's lines have one order.  Lines made from a graph may have several: each waits only for
those that compute what it uses.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.misconceptions import RULES, ordered
from tutor.core.questions.common import (
    in_place,
    ladder,
    numbers_for,
    read_picks,
    right,
    unreadable,
    worked_or,
    worked_text,
)
from tutor.core.questions.fill import bold, fill, plain
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws


@dataclass(frozen=True, slots=True)
class ParsonsBody:
    """The lines in a right order; ``needs`` are the lines that each one waits for."""

    lines: tuple[Spans, ...]
    needs: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Shuffled:
    """``order[i]`` is the place in the right order of the line offered as number i."""

    order: tuple[int, ...]
    needs: tuple[frozenset[int], ...]


def parse(fields: Fields) -> object:
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
    return ParsonsBody(tuple(lines), needs)


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The lines in an order that is not right yet."""
    body = quiz.body
    if not isinstance(body, ParsonsBody) or not body.lines:
        raise GraphError(f"the question {quiz.id!r} has no lines")
    numbers = numbers_for(quiz, lesson_graph, seed)
    draws = Draws(seed, quiz.id, "parsons")
    key = Shuffled(tuple(range(len(body.lines))), body.needs)
    for _ in range(20):
        key = Shuffled(tuple(draws.shuffled(range(len(body.lines)))), body.needs)
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


def mark(question: Question, response: Response) -> Verdict:
    """A share for each line that comes after all that it waits for."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    if len(set(picked)) != len(picked):
        return unreadable(question, "Give each line a place of its own.")
    key = _key(question)
    slots = _placed(key, picked)
    if all(slots):
        return right(question, worked_text(question, "Every line uses only what stands above it."))
    at = slots.index(False)
    praise = in_place(at)
    said = f"Line {at + 1} (“{question.options[picked[at]]}”) comes too early."
    mistakes, explained = _explained(question, picked)
    return Verdict(
        correct=False,
        score=sum(slots) / len(slots),
        slots=slots,
        feedback=(*praise, said, *explained),
        mistakes=mistakes,
    )


def _explained(
    question: Question, picked: tuple[int, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The mistakes and what is said to them; of a picture only where there is one."""
    key = _key(question)
    if question.numbers is not None:
        needs = {str(line): tuple(map(str, before)) for line, before in enumerate(key.needs)}
        given = [str(key.order[i]) for i in picked]
        rule = ordered(RULES.values(), needs, given, given)
        if rule:
            return (rule.id,), (rule.says, rule.asks)
    elif all(_placed(key, tuple(reversed(picked)))):
        said = "All lines are there, from the last to the first."
        return ("FOLLOWS_EDGES_FORWARD",), (said, "Which line uses nothing that another computes?")
    return (), ("Which lines compute what it uses?",)


def _key(question: Question) -> Shuffled:
    if not isinstance(question.key, Shuffled):
        raise TypeError(f"{question.quiz.id!r} was not made by this kind")
    return question.key


def hints(question: Question) -> tuple[Spans, ...]:
    """Point, principle, the first line."""
    first = question.options[int(solution(question)[0])]
    made = (
        "Which line uses nothing that another line computes?",
        "A line can run once everything it uses has been computed.",
        f"The first line is “{first}”.",
    )
    return ladder(question, made)


def worked(question: Question) -> Spans:
    """The lines in order."""
    lines = [question.options[int(i)] for i in solution(question)]
    return worked_or(question, "; ".join(lines) + ".")


def solution(question: Question) -> Response:
    """The order of the author."""
    order = _key(question).order
    return tuple(str(order.index(line)) for line in range(len(order)))


KIND = Kind("parsons", parse, make, mark, hints, worked, solution)
