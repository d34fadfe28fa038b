"""What a kind of question is: a row that says everything about it.

``Kind`` is enough for questions that only an activity asks; ``QuizKind`` is a kind that authors
write in a lesson, too, and that is made for any graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from tutor.core.errors import GraphError
from tutor.core.lesson import Body, LessonGraph, Quiz
from tutor.core.questions.asked import Sought, What
from tutor.core.questions.model import Key, Question, Response, Verdict
from tutor.core.questions.steps import Step, asks_the_same
from tutor.core.syntax import Fields
from tutor.core.text import Draws

B = TypeVar("B", bound=Body)
K = TypeVar("K", bound=Key)


class Derivative(NamedTuple):
    """A derivative that a question asks for; who gets all of ``slots`` right has found it."""

    what: What
    of: str
    wrt: str
    slots: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[K]):
    """One kind of question.

    ``key``       the class of what marking needs
    ``mark``      what an answer is worth and what to say about it; never raises for an answer
    ``hints``     three rungs made from the graph: point, principle, numbers; the author's go first
    ``worked``    the worked answer, where the author has written none
    ``solution``  a response that is marked right
    ``seeks``     the number of the graph that each slot asks for, else None: a nudge can try a
                  derivative, and lines of a working can say any
    ``asks``      what each slot asks for: the skills that the author names, unless the kind knows
    ``derives``   the derivatives that are asked for, in which mistakes can show
    """

    name: str
    key: type[K]
    mark: Callable[[Question, K, Response], Verdict]
    hints: Callable[[Question, K], tuple[str, ...]]
    worked: Callable[[Question, K], str]
    solution: Callable[[K], Response]
    asks: Callable[[Question, K], tuple[Step, ...]] = asks_the_same
    derives: Callable[[Question, K], tuple[Derivative, ...]] = lambda _question, _key: ()
    seeks: Callable[[Question, K], tuple[Sought | None, ...]] = lambda _question, _key: ()

    def key_of(self, question: Question) -> K:
        """The key of a question of this kind.  Raises TypeError where it is of another kind."""
        if not isinstance(question.key, self.key):
            raise TypeError(f"{question.quiz.id!r} is not a question of the kind {self.name!r}")
        return question.key


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizKind(Kind[K], Generic[B, K]):
    """A kind that authors may write as ``quiz NAME``.

    ``body``        the class of what its own lines say
    ``lines``       these lines, for the table of kinds in the authors' guide (Markdown)
    ``template``    a whole block about the graph ``field`` of a new lesson, as ``new quiz`` prints
    ``parse``       the fields of a block to its body; problems are reported there
    ``make``        a quiz with its values drawn (``seed`` 0: the values that the author wrote)
    ``generate``    (graph, draws, id, seed) to a question about a graph that nobody wrote a quiz
                    for; None, or GraphError, where the kind does not fit
    ``in_descent``  whether a block may say where in gradient descent its question stands
    ``marked``      whether an answer is right or wrong; one that is not needs no hint
    """

    body: type[B]
    lines: str
    template: str
    parse: Callable[[Fields], B | None]
    make: Callable[[Quiz, B, LessonGraph | None, int], Question]
    generate: Callable[[LessonGraph, Draws, str, int], Question | None]
    in_descent: bool = False
    marked: bool = True

    def body_of(self, quiz: Quiz) -> B:
        """The body of a quiz of this kind.  Raises GraphError where its block had a problem."""
        if not isinstance(quiz.body, self.body):
            raise GraphError(f"the question {quiz.id!r} has nothing to ask")
        return quiz.body
