"""A question that is answered with the working: the line that is what was asked is the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutor.core.answers import AnswerError, read_number
from tutor.core.expression import alias
from tutor.core.graph import Graph
from tutor.core.lesson import LessonGraph
from tutor.core.progress import Evidence
from tutor.core.questions import (
    Asked,
    Question,
    Response,
    Step,
    gradient_step,
    guess_of_number,
    local_step,
)
from tutor.core.typed import Typed
from tutor.core.working.marking import mark_lines
from tutor.core.working.result import WorkingMark
from tutor.core.working.steps import Quantity, derivative_by

COUNTED = ("right", "follows", "wrong")
"""Marks that say something of a skill; the answer itself is marked where it is given."""
NAMED = 3
"""Names of each kind that are listed as what can be written."""


@dataclass(frozen=True, slots=True)
class Working:
    """The lines that a learner has written for a question, and their marks.

    ``marked`` is None where nothing is marked, and ``problem`` says why.  ``answer`` is the number
    in the last line that says what was asked; it is not marked here.  It is "" where no line says
    it, or where a line that is marked wrong led to it.  ``first`` are the marks of each quantity
    when it was first written: a line that was mended after its mark shows no skill.
    """

    text: str = ""
    marked: WorkingMark | None = None
    problem: str = ""
    answer: str = ""
    first: tuple[tuple[Quantity, bool], ...] = ()

    def after(self, before: Working) -> Working:
        """The same, with the first marks of the lines that were written before."""
        steps = self.marked.steps if self.marked else ()
        now = ((x.step.asks, x.status != "wrong") for x in steps if x.status in COUNTED)
        marks = {asks: fine for asks, fine in now if asks is not None} | dict(before.first)
        return replace(self, first=tuple(marks.items()))


NO_LINES = Working()
"""Before anything is written."""


def write_working(question: Question, text: str) -> Working | None:
    """The lines of ``text`` as they are marked; None where the question takes no working."""
    if asked_quantity(question) is None:
        return None
    if not text.strip():
        return Working(text)
    try:
        found = answer_with_working(question, text)
    except AnswerError as error:
        said = str(error).rstrip(".")
        return Working(text, problem=f"{said[:1].upper()}{said[1:]}.")
    if found is None:
        return None
    marked, response = found
    told = marked.with_answer_given()
    led_astray = told.answer is not None and told.answer.status == "follows"
    return Working(text, told, answer=response[0] if response and not led_astray else "")


def evidence_of_lines(question: Question, working: Working) -> tuple[Evidence, ...]:
    """What the lines say of single skills, each as it was first marked.

    What follows from a mistake that was carried forward is right in itself.  Values beside a
    derivative say nothing: the picture shows them.
    """
    asked, numbers = asked_quantity(question), question.numbers
    if asked is None or numbers is None:
        return ()
    told = asked.kind != "value"
    return tuple(
        Evidence(skill, fine, guess_of_number(one.number(numbers)))
        for one, fine in working.first
        if one != asked and not (told and one.kind == "value")
        for skill in _step_of(one, numbers.graph).asked
    )


def _step_of(one: Quantity, graph: Graph) -> Step:
    match one.kind:
        case "value":
            return Step(("forward-value",))
        case "local":
            return local_step(graph, one.of, one.wrt)
        case "gradient":
            return gradient_step(graph, one.of, one.wrt)
        case _:
            return Step(("message-product",))


def understood_names(question: Question) -> str:
    """What can be written in the working of a question: a few names of each kind, as typed."""
    if question.numbers is None:
        return ""
    graph = question.numbers.graph
    z = graph.output
    edges = dict.fromkeys((edge.target, edge.source) for edge in graph.edges)
    below = [node.name for node in reversed(graph.nodes) if node.name != z]
    gradients = [f"d{z}/d{name}" for name in below]
    deltas = [one for name in below if alias(one := f"delta{name[1:]}", graph.by_name) == name]
    kinds = (
        ("values", [node.name for node in graph.computed]),
        ("local gradients", [f"d{m}/d{v}" for m, v in edges]),
        ("gradients", [*deltas, *gradients]),
        ("messages", [f"{m}->{v}" for m, v in edges]),
    )
    return "; ".join(f"{kind} {_listed(names)}" for kind, names in kinds if names)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")


def asked_quantity(question: Question) -> Quantity | None:
    """What a numeric question asks for; None where it cannot be answered with a working."""
    key, numbers = question.key, question.numbers
    if not isinstance(key, Asked) or numbers is None or len(question.slots) != 1:
        return None
    graph = numbers.graph
    if key.of not in graph.by_name or (key.what != "value" and key.wrt not in graph.by_name):
        return None
    match key.what:
        case "value":
            return Quantity("value", key.of)
        case "local":
            return Quantity("local", key.of, key.wrt)
        case "gradient":
            return derivative_by(graph, key.of, key.wrt)
        case _:
            return None


def answer_with_working(
    question: Question, text: str
) -> tuple[WorkingMark, Response | None] | None:
    """The marks of a working, and the answer that stands in it; None where it fits no working.

    Raises AnswerError for too many lines and for a text without a line that can be read.
    """
    asked, numbers = asked_quantity(question), question.numbers
    if asked is None or numbers is None:
        return None
    marked = mark_lines(numbers, Typed(LessonGraph(numbers.graph), ()).node, text, asked)
    if marked.answer is None:
        return marked, None
    step = marked.answer.step
    is_number = _is_number(step.written, step.number)
    return marked, (step.written if is_number else repr(step.number),)


def _is_number(written: str, number: float) -> bool:
    try:
        return read_number(written) == number
    except AnswerError:
        return False
