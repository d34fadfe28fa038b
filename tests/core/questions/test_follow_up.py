"""A number on the way is marked, is no part of the question, and tells more of the answer."""

from __future__ import annotations

import pytest

from tests.core.besides import BOTH, FIRST, RIGHT, UNCLEAR, two_routes
from tutor.core import questions as quizzes
from tutor.core.questions import FollowUp, Question, Verdict


def asked() -> Question:
    lesson = two_routes()
    quiz = lesson.pages[0].activities[0]
    return quizzes.make(quiz, lesson.graphs["g"], 0)  # type: ignore[arg-type]


def followed(given: str) -> FollowUp:
    found = quizzes.follow_up_of(asked(), quizzes.mark(asked(), (given,)))
    assert found is not None
    return found


def after(given: str, number: str) -> tuple[FollowUp, Question, Verdict | None]:
    return quizzes.answer_follow_up(asked(), (given,), followed(given), (number,))


def test_it_is_data_of_the_verdict_and_not_only_a_sentence() -> None:
    verdict = quizzes.mark(asked(), (UNCLEAR,))
    assert verdict.asks == ("f", "x")
    assert followed(UNCLEAR).question.slots[0].label == "∂f/∂x"
    assert quizzes.follow_up_of(asked(), quizzes.mark(asked(), (RIGHT,))) is None


def test_right_it_shows_where_the_answer_went_wrong() -> None:
    follow, question, again = after(UNCLEAR, FIRST)
    assert not follow.is_open
    assert question.known == (("x", "9"),)
    assert again is not None
    assert again.feedback[0] == "9 is right for ∂f/∂x; 42 is not ∂f/∂b."
    assert again.mistakes == ("CONSTANT_KEPT",)


def test_wrong_it_is_mended_first_with_the_slip_that_gives_both() -> None:
    follow, _, again = after(BOTH, "12")
    assert follow.is_open
    assert again is not None
    assert again.feedback[0] == "12 is not ∂f/∂x yet, and ∂f/∂b is made from it."
    assert again.asks == ()
    assert len(again.feedback) > 1


@pytest.mark.parametrize("text", ["", "nine", "1,250"])
def test_what_cannot_be_read_changes_nothing(text: str) -> None:
    follow, question, again = after(UNCLEAR, text)
    assert follow.verdict is not None
    assert follow.verdict.unreadable
    assert (question, again) == (asked(), None)


def test_what_was_meant_at_first_stays_known() -> None:
    follow, question, _ = after(BOTH, "12")
    mended, question, again = quizzes.answer_follow_up(question, (BOTH,), follow, (FIRST,))
    assert not mended.is_open
    assert question.known == (("x", "12"),)
    assert again is not None
    assert again.feedback[0] == "9 is right for ∂f/∂x; 6 is not ∂f/∂b."
