"""A stored answer's question, made again from the lesson, the item's name and the seed."""

from __future__ import annotations

from tutor.core import questions as quizzes
from tutor.core.activities import FORMS, Taken, in_form, kind_of, questions_of
from tutor.core.errors import TutorError
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Plan, Steps
from tutor.core.practice.items import quizzes_of
from tutor.core.questions import Question
from tutor.core.variants import draw


def question_of(lesson: Lesson, item: str, seed: int) -> Question | None:
    """The question as it was asked; None when the lesson does not have it (any more)."""
    try:
        return _of_quiz(lesson, item, seed) or _of_walk(lesson, item, seed)
    except (TutorError, KeyError):  # the lesson was changed since
        return None


def _of_quiz(lesson: Lesson, item: str, seed: int) -> Question | None:
    quiz = next((quiz for quiz in quizzes_of(lesson) if quiz.id == item), None)
    return quizzes.make(quiz, lesson.graphs.get(quiz.graph), seed) if quiz else None


def _of_walk(lesson: Lesson, item: str, seed: int) -> Question | None:
    for page in lesson.pages:
        for activity in page.activities:
            if isinstance(activity, Steps) and item.startswith(f"{activity.id}:"):
                question = _prediction(lesson, activity, item, seed)
                if question is not None:
                    return question
    return None


def _prediction(lesson: Lesson, activity: Steps[Plan], item: str, seed: int) -> Question | None:
    lesson_graph = lesson.graphs[activity.graph]
    numbers = run(lesson_graph.graph, draw(lesson_graph, seed) if seed else {})
    forms: tuple[Taken, ...] = ("", *FORMS) if kind_of(activity).walks else ("",)
    taken = (in_form(activity, numbers.graph, form) for form in forms)
    found = (question for one in taken for question in questions_of(one, numbers))
    return next((question for question in found if question.quiz.id == item), None)
