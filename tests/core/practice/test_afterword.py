"""The last words of a lesson: what was hard, what comes back when, what comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.core.events import added_up
from tests.core.lessons import LESSON_5
from tutor.core.practice.afterword import afterword
from tutor.core.progress.events import Answered

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def answer(item: str, *, correct: bool, mistake: str = "", lesson: str = LESSON_5.id) -> Answered:
    return Answered(
        at=NOON,
        lesson=lesson,
        item=item,
        quiz_kind="numeric",
        seed=1,
        response=("1",),
        correct=correct,
        score=float(correct),
        mistakes=(mistake,) if mistake else (),
        skills=("message-product",),
    )


def said(*answers: Answered, following: str = "") -> str:
    return "\n".join(afterword(LESSON_5, added_up(answers), LATER, following))


def test_the_pages_with_most_wrong_answers_are_named_and_the_commonest_mistake() -> None:
    text = said(
        answer("grad-w", correct=False, mistake="BACKPROP_ONLY"),
        answer("grad-w", correct=False, mistake="BACKPROP_ONLY"),
        answer("backward-linreg:u>w", correct=False, mistake="LOCAL_ONLY"),
        answer("grad-w", correct=True),
    )
    assert "“On your own” (2 wrong), “Backward pass (Example 6)” (1 wrong)" in text
    assert "Your commonest mistake here: " in text


def test_none_of_several_mistakes_that_were_made_equally_often_is_the_commonest() -> None:
    """In lesson 2 the first of nine, each made once, was named as the commonest."""
    for ids in (("BACKPROP_ONLY",), ("BACKPROP_ONLY", "LOCAL_ONLY"), ("LOCAL_ONLY", "SIGN") * 2):
        text = said(*(answer("grad-w", correct=False, mistake=id_) for id_ in ids))
        assert "Hardest for you" in text
        assert "commonest" not in text


def test_a_learner_without_a_mistake_is_told_so() -> None:
    assert "Every answer that you gave was right" in said(answer("grad-w", correct=True))


def test_nothing_is_said_of_what_was_not_tried_or_stands_in_other_lessons() -> None:
    assert said() == ""
    assert "Hardest" not in said(answer("grad-w", correct=False, lesson="another"))


def test_what_comes_back_and_what_comes_next() -> None:
    text = said(answer("grad-w", correct=True), following="6 · Practice")
    assert "First to be reviewed: a message is backpropagated × local, on " in text
    assert text.endswith("Next: 6 · Practice. Enter opens it.")
