"""How far the values of questions keep slips apart: of lessons, and of graphs of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from tests.core.asking import questions_of
from tests.core.lessons import LESSONS
from tests.core.simulated import asked_about
from tutor.core import questions as quizzes
from tutor.core.checking.questions import target
from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph, Quiz
from tutor.core.misconceptions import GradientContext, Separation, separation
from tutor.core.questions.model import Question


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question for one derivative whose values are drawn, and where it stands."""

    lesson: str
    quiz: Quiz
    graph: LessonGraph

    @property
    def name(self) -> str:
        """How it is called in a table."""
        return f"{self.lesson} {self.quiz.id}"

    def at(self, seed: int) -> Separation:
        """What the values of this seed keep apart; 0 is the author's own."""
        return measured(quizzes.make(self.quiz, self.graph, seed), target(self.quiz, self.graph))


def measured(question: Question, asked: tuple[str | None, str] | None) -> Separation:
    """The same for the values of a question that has been made."""
    assert question.numbers is not None
    assert asked is not None
    context = GradientContext.of_pass(question.numbers, asked[0], question.background)
    return separation(context, context.tape.index[asked[1]])


def varied_questions() -> Iterator[Drawn]:
    """All questions of the built-in lessons that ask for one derivative at drawn values."""
    for lesson in LESSONS:
        for quiz in questions_of(lesson):
            graph = lesson.graphs.get(quiz.graph)
            if quiz.varied and graph is not None and target(quiz, graph) is not None:
                yield Drawn(lesson.id, quiz, graph)


def generated(lesson_graph: LessonGraph, nodes: Iterable[str], seed: int) -> Iterator[Separation]:
    """What is kept apart where the program draws values for a graph that has none."""
    bare = replace(lesson_graph, vary=())
    for node in nodes:
        with suppress(GraphError):
            question = asked_about(quizzes.with_ranges(bare), node, seed)
            yield measured(question, question.derivative)
