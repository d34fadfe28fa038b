"""What may go wrong with a question once its values are drawn.

The test suite looks at a few variants of each question, a thousand are seen by
``python -m tests.benchmarks.lesson_questions``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core import questions as quizzes
from tutor.core.answers import is_close
from tutor.core.checking.questions import target
from tutor.core.errors import TutorError
from tutor.core.expression import PassScope, evaluate
from tutor.core.lesson import Lesson, LessonGraph, Quiz
from tutor.core.misconceptions import GradientContext, guesses
from tutor.core.questions.fill import plain
from tutor.core.questions.kinds.numeric import NumericBody
from tutor.core.questions.model import Question


def questions_of(lesson: Lesson) -> list[Quiz]:
    """Every question of a lesson."""
    return [one for page in lesson.pages for one in page.activities if isinstance(one, Quiz)]


def faults(quiz: Quiz, question: Question) -> Iterator[str]:
    """What is wrong with one variant: nothing, if a learner can ask for no more."""
    solution = quizzes.solution(question)
    verdict = quizzes.mark(question, solution)
    if not verdict.correct or verdict.unreadable or verdict.mistakes or verdict.score != 1.0:
        yield f"the right answer {solution} is not marked right"
    if not plain(question.prompt).strip() or not plain(quizzes.worked(question)).strip():
        yield "nothing is asked, or nothing is said at the end"
    hints = [plain(hint) for hint in quizzes.hints(question)]
    if len(hints) != 3 or len(set(hints)) != 3:
        yield f"there are not three different hints: {hints}"
    if len(set(question.options)) != len(question.options):
        yield f"two options are the same: {question.options}"
    if question.way == "pick" and len(question.options) < 2:
        yield "there is nothing to choose from"


def ambiguous(quiz: Quiz, question: Question) -> Iterator[str]:
    """Two ``wrong EXPR`` with one number, or one with the answer's: only the first is ever said.

    Chance brings this about in a few variants; where it is frequent the values are badly chosen.
    """
    if question.numbers is None or not isinstance(quiz.body, NumericBody):
        return
    seen: list[float] = [evaluate(quiz.body.answer, PassScope(question.numbers))]
    for wrong in quiz.wrongs:
        number = evaluate(wrong.when, PassScope(question.numbers))
        if any(is_close(number, other, quiz.tolerance) for other in seen):
            yield "two authors' answers in one"
            return
        seen.append(number)


def hidden(quiz: Quiz, question: Question) -> Iterator[str]:
    """The probed rules that give the right number in this variant."""
    numbers = question.numbers
    asked = target(quiz, LessonGraph(numbers.graph)) if numbers else None
    if asked is None or numbers is None or asked[1] not in numbers.graph.by_name:
        return
    board = GradientContext.of_pass(numbers, asked[0])
    node = board.tape.index[asked[1]]
    for id_ in quiz.probes:
        found = [guess.number for _, guess in guesses(board, node, (id_,))]
        if found and all(is_close(x, board.gradients[node], quiz.tolerance) for x in found):
            yield id_


def drawn(lesson: Lesson, quiz: Quiz, seeds: range) -> Iterator[tuple[Question | None, str]]:
    """The variants of a question, or why one cannot be drawn."""
    for seed in seeds if quiz.varied else seeds[:1]:
        try:
            yield quizzes.make(quiz, lesson.graphs.get(quiz.graph), seed), ""
        except TutorError as error:
            yield None, f"seed {seed} cannot be drawn: {error}"
