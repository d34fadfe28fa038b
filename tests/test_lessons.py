"""Every built-in lesson: no problem, and every question can be asked and answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.core import quiz as quizzes
from tutor.core.expression.functions import functions
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
        for seed in range(20 if quiz.varied else 1):
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


GUIDE = (Path(__file__).parent.parent / "lessons" / "README.md").read_text("utf-8")


def test_the_lesson_in_the_guide_has_no_problem() -> None:
    example = re.search(r"^~~~~markdown\n(.*?)^~~~~$", GUIDE, re.MULTILINE | re.DOTALL)
    assert example
    assert check(example[1].encode(), "90-area.md") == ()


def test_the_blocks_in_the_guide_have_no_problem() -> None:
    rest = GUIDE[GUIDE.rindex("~~~~") :]
    fences = re.findall(r"^```(?:graph|network|steps) .*?^```$", rest, re.MULTILINE | re.DOTALL)
    assert len(fences) == 7
    head = "---\nformat: bptutor-lesson 1\nid: guide\ntitle: T\n---\n\n## P\n\n"
    assert check((head + "\n\n".join(fences) + "\n").encode(), "x.md") == ()


def test_the_guide_names_every_kind_and_every_function() -> None:
    for word in (*quizzes.KINDS, *functions()):
        assert re.search(rf"\b{word}\b", GUIDE), word
