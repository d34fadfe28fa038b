"""What holds for every kind of question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.lessons import LESSON_5
from tutor.core import questions as quizzes
from tutor.core.lesson import LessonGraph, Quiz
from tutor.core.questions.fill import plain
from tutor.core.questions.model import Question
from tutor.core.questions.options import same


def lesson_quizzes() -> Iterator[tuple[Quiz, LessonGraph | None]]:
    for page in LESSON_5.pages:
        for activity in page.activities:
            if isinstance(activity, Quiz):
                yield activity, LESSON_5.graphs.get(activity.graph)


def questions() -> Iterator[Question]:
    for quiz, graph in lesson_quizzes():
        for seed in range(12):
            yield quizzes.make(quiz, graph, seed)


def test_the_lesson_has_the_five_kinds() -> None:
    kinds = {quiz.kind for quiz, _ in lesson_quizzes()}
    assert {"numeric", "choice", "classify", "order", "message"} <= kinds <= set(quizzes.KINDS)


def test_every_question_accepts_its_own_solution_and_says_why() -> None:
    for question in questions():
        verdict = quizzes.mark(question, quizzes.solution(question))
        assert verdict.correct, question.quiz.id
        assert verdict.score == 1.0
        assert all(verdict.slots)
        assert len(verdict.slots) == len(question.slots)
        assert verdict.feedback
        assert verdict.mistakes == ()


def test_a_question_is_the_same_for_the_same_seed() -> None:
    for quiz, graph in lesson_quizzes():
        assert quizzes.make(quiz, graph, 9) == quizzes.make(quiz, graph, 9)


def test_three_hints_and_a_worked_answer_without_open_braces() -> None:
    for question in questions():
        rungs = quizzes.hints(question)
        assert len(rungs) == 3
        texts = [plain(rung) for rung in rungs] + [plain(quizzes.worked(question))]
        assert all(texts)
        assert not any("{" in text or "=grad" in text for text in texts)


@pytest.mark.parametrize(
    "response",
    [(), ("",), ("x",), ("9" * 400,), ("1",) * 30, ("-1",), ("１",), ("0", "0"), ("\ud800",),
     ("nan", "1", "2"), ("99", "0", "1", "2", "3")],
)  # fmt: skip
def test_no_response_whatever_raises(response: tuple[str, ...]) -> None:
    for question in questions():
        verdict = quizzes.mark(question, response)
        assert not verdict.correct
        assert 0.0 <= verdict.score < 1.0
        assert verdict.unreadable or verdict.feedback


def test_options_differ_from_one_another() -> None:
    for question in questions():
        for i, one in enumerate(question.options):
            assert not any(same(one, other) for other in question.options[:i]), question.options


def test_a_question_shows_no_gradient_that_it_asks_for() -> None:
    for question in questions():
        for target in question.focus:
            if isinstance(target, str):
                assert target not in question.given
