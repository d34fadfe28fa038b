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
    Question,
    Response,
    Sought,
    Step,
    gradient_step,
    guess_of_number,
    local_step,
    sought_by,
)
from tutor.core.typed import Typed
from tutor.core.working.marking import mark_lines
from tutor.core.working.result import WorkingMark
from tutor.core.working.steps import Quantity, derivative_by
from tutor.core.working.steps import Step as StepOfWorking

COUNTED = ("right", "follows", "wrong")
"""Marks that say something of a skill; the answer itself is marked where it is given."""
NAMED = 3
"""Names of each kind that are listed as what can be written."""


@dataclass(frozen=True, slots=True)
class Working:
    """The lines that a learner has written for a question, and their marks.

    ``marked`` is None where nothing is marked, and ``problem`` says why.  ``answers`` are the
    numbers, one a slot, in the last line that says what was asked there; they are not marked here.
    One is "" where no line says it, or where a line that is marked wrong led to it.  ``first`` are
    the marks of each quantity when it was first written: a line that was mended after its mark
    shows no skill.
    """

    text: str = ""
    marked: WorkingMark | None = None
    problem: str = ""
    answers: Response = ()
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
    if not takes_working(question):
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
    answers = (
        "" if says and says[-1].status == "follows" else one
        for says, one in zip(told.answers, response, strict=True)
    )
    return Working(text, told, answers=tuple(answers))


def evidence_of_lines(question: Question, working: Working) -> tuple[Evidence, ...]:
    """What the lines say of single skills, each as it was first marked.

    What follows from a mistake that was carried forward is right in itself.  Values beside a
    derivative say nothing: the picture shows them.
    """
    asked, numbers = asked_quantities(question), question.numbers
    if numbers is None:
        return ()
    told = any(one is not None and one.kind != "value" for one in asked)
    return tuple(
        Evidence(skill, fine, guess_of_number(one.number(numbers)))
        for one, fine in working.first
        if one not in asked and not (told and one.kind == "value")
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
    """What can be written in the working of a question: a few names of each kind, as typed.

    Those of the numbers that are asked for come first.
    """
    if question.numbers is None:
        return ""
    graph = question.numbers.graph
    z = graph.output
    asked = [(one.of, one.wrt) for one in asked_quantities(question) if one is not None]
    edges = dict.fromkeys((edge.target, edge.source) for edge in graph.edges)
    edges = dict.fromkeys((*filter(edges.__contains__, asked), *edges))
    nodes = [node.name for node in reversed(graph.nodes) if node.name != z]
    below = dict.fromkeys((*(wrt for of, wrt in asked if of == z and wrt in nodes), *nodes))
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


def takes_working(question: Question) -> bool:
    """Whether lines of a working can say what a question asks for, or some of it."""
    return any(asked_quantities(question))


def asked_quantities(question: Question) -> tuple[Quantity | None, ...]:
    """What each slot of a question asks for; None where that is no number of its graph."""
    numbers = question.numbers
    return tuple(
        None if one is None or numbers is None else _quantity(numbers.graph, one)
        for one in sought_by(question)
    )


def _quantity(graph: Graph, one: Sought) -> Quantity:
    if one.what == "gradient":
        return derivative_by(graph, one.of, one.wrt)
    return Quantity(one.what, one.of, one.wrt)


def answer_with_working(question: Question, text: str) -> tuple[WorkingMark, Response] | None:
    """The marks of a working, and the answers that stand in it, "" where no line says one.

    None where the question takes no working.
    Raises AnswerError for too many lines and for a text without a line that can be read.
    """
    numbers = question.numbers
    if numbers is None or not takes_working(question):
        return None
    find = Typed(LessonGraph(numbers.graph), ()).node
    marked = mark_lines(numbers, find, text, asked_quantities(question))
    return marked, tuple(_as_typed(says[-1].step) if says else "" for says in marked.answers)


def _as_typed(said: StepOfWorking) -> str:
    try:
        same = read_number(said.written) == said.number
    except AnswerError:
        same = False
    return said.written if same else repr(said.number)
