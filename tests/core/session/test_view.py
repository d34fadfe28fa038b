"""What a page shows while something on it is asked."""

from __future__ import annotations

import pytest

from tests.core.lessons import LESSONS
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson, Quiz
from tutor.core.session.actions import Answer, Next, Visit
from tutor.core.session.current import activity_of
from tutor.core.session.reducer import act, start
from tutor.core.session.view import TABLE_HIDDEN, view

NUDGES = [
    (lesson, number)
    for lesson in LESSONS
    for number, page in enumerate(lesson.pages)
    if any(one.kind == "nudge" for one in page.activities)
]


@pytest.mark.parametrize(("lesson", "page"), NUDGES[:4])
def test_a_nudges_table_is_said_to_be_hidden_and_comes_back(lesson: Lesson, page: int) -> None:
    """The text about it stays: it is not to speak of something that has gone."""
    state = act(lesson, start(lesson, 7), Visit(page))[0]
    table = view(lesson, state).board
    while not isinstance(activity_of(lesson, state), Quiz):
        table = view(lesson, state).board
        question = view(lesson, state).question
        waits = question is not None and not view(lesson, state).settled
        action = Answer(quizzes.solution(question)) if question and waits else Next()
        state = act(lesson, state, action)[0]
    now = view(lesson, state)
    assert now.board == (TABLE_HIDDEN,)
    assert now.question is not None
    answered = view(lesson, act(lesson, state, Answer(quizzes.solution(now.question)))[0])
    assert answered.settled
    assert answered.board[: len(table)] == table
    assert "÷" in answered.board[0]
