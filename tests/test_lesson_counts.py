"""Lessons let learners produce what they learn: most is typed, nothing is read off."""

from __future__ import annotations

import pytest

from tests.benchmarks.lesson_counts import count
from tests.core.lessons import LESSONS
from tests.samples import sampled
from tutor.core.lesson import Lesson

FIRST = LESSONS[:5]


@pytest.mark.parametrize("lesson", sampled(LESSONS, FIRST[:1]), ids=lambda lesson: lesson.id)
def test_at_least_half_is_typed_no_choice_follows_a_choice_and_no_answer_is_on_the_screen(
    lesson: Lesson,
) -> None:
    found = count(lesson)
    assert 2 * found.typed >= found.questions
    assert found.in_a_row == 0
    assert found.visible == 0


@pytest.mark.parametrize("lesson", FIRST, ids=lambda lesson: lesson.id)
def test_something_is_tried_before_it_is_stated(lesson: Lesson) -> None:
    """A leaf is turned, a node nudged or a graph grown on a page that comes before the last."""
    tried = {one.kind for page in lesson.pages[:-1] for one in page.activities}
    assert tried & {"turn", "nudge", "build"}
