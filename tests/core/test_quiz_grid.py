"""A grid whose cells are expressions: what is said of a wrong one, without giving it away."""

from __future__ import annotations

from tests.core.lessons import lesson
from tutor.core import quiz as quizzes
from tutor.core.lesson import Quiz
from tutor.core.question import Verdict

LESSON = lesson("17")
FOUR = next(
    one
    for page in LESSON.pages
    for one in page.activities
    if isinstance(one, Quiz) and one.id == "four-gradients"
)


def answered(*cells: str) -> Verdict:
    return quizzes.mark(quizzes.make(FOUR, LESSON.graphs[FOUR.graph], 0), cells)


def test_the_gradients_of_the_four_examples() -> None:
    assert answered("-2", "-6", "1", "-9").correct


def test_a_wrong_sign_is_told_as_such() -> None:
    verdict = answered("-2", "-6", "1", "9")
    assert verdict.slots == (True, True, True, False)
    assert "row 1, column 4 has the right size and the wrong sign." in verdict.feedback


def test_another_wrong_cell_is_named_by_its_place() -> None:
    verdict = answered("-2", "-6", "1", "-3")
    assert "−3 is not right in row 1, column 4." in verdict.feedback
    assert not any("−9" in line for line in verdict.feedback)
