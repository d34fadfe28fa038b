"""Blanks of a matrix are as wide as their row allows."""

from __future__ import annotations

import pytest

from tests.core.lessons import LESSONS
from tutor.core import questions as quizzes
from tutor.core.practice.items import quizzes_of
from tutor.core.questions import Question
from tutor.core.text import width
from tutor.ui.widgets.blank_layout import NARROW, blank_width, blanks_across, slot_labels

MARK = 4
"""Cells behind a blank: its end, and ✓ or ✗."""


def grids() -> list[Question]:
    return [
        quizzes.make(quiz, lesson.graphs.get(quiz.graph), 1)
        for lesson in LESSONS[::5]
        for quiz in quizzes_of(lesson)
        if quiz.kind == "grid"
    ]


def test_an_expression_of_numbers_is_seen_whole_at_80_columns() -> None:
    question = next(one for one in grids() if one.quiz.id == "both-by-hand")
    assert blank_width(question, 78) >= len("0.75*0.8176*1.5")
    assert blank_width(question, 42) > NARROW


@pytest.mark.parametrize("room", [42, 46, 60, 78, 118])
def test_no_row_is_wider_for_it_than_its_panel(room: int) -> None:
    for question in grids():
        wide = blank_width(question, room)
        if wide > NARROW:
            labels = max(map(width, slot_labels(question, max(room, 46))))
            assert blanks_across(question) * (labels + 1 + wide + MARK) <= room, question.quiz.id
