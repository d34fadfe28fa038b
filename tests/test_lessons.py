"""Every built-in lesson: no problem, and every question can be asked and answered."""

from __future__ import annotations

import pytest

from tutor.core import quiz as quizzes
from tutor.core.lesson import Lesson, Quiz
from tutor.core.lesson_format import check, read
from tutor.library import LessonFile, built_in

LESSONS = built_in()


def read_lesson(file: LessonFile) -> Lesson:
    lesson, problems = read(file.data, file.name)
    assert lesson, problems
    return lesson


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_lesson_has_no_problem_and_no_warning(file: LessonFile) -> None:
    assert check(file.data, file.name) == ()


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_lesson_says_what_it_covers_and_may_be_shared(file: LessonFile) -> None:
    lesson = read_lesson(file)
    assert lesson.covers
    assert lesson.minutes
    assert lesson.licence == "CC-BY-4.0"
    assert all(set(quiz.skills) <= set(lesson.skills) for quiz in questions(lesson))


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_every_question_is_answered_rightly_by_its_solution(file: LessonFile) -> None:
    lesson = read_lesson(file)
    for quiz in questions(lesson):
        for seed in range(60 if quiz.varied else 1):
            question = quizzes.make(quiz, lesson.graphs.get(quiz.graph), seed)
            solution = quizzes.solution(question)
            verdict = quizzes.mark(question, solution)
            assert verdict.correct, (quiz.id, seed, solution, verdict)
            assert not verdict.unreadable


def test_ids_and_numbers_are_each_given_once() -> None:
    lessons = [read_lesson(file) for file in LESSONS]
    assert len({lesson.id for lesson in lessons}) == len(lessons)
    assert len({file.number for file in LESSONS}) == len(lessons)


def questions(lesson: Lesson) -> list[Quiz]:
    return [one for page in lesson.pages for one in page.activities if isinstance(one, Quiz)]
