"""What an answer scores, in a lesson and outside it, and what is recorded of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.lessons import LESSON_5
from tutor.core.practice.items import PracticeItem, give_hint, mark_answer
from tutor.core.session.actions import Answer, AskHint, Effect, SavePlace, Visit
from tutor.core.session.reducer import act, start
from tutor.core.session.scoring import score
from tutor.core.session.state import state_to_data


def test_scores_lose_a_tenth_a_wrong_try_and_two_tenths_a_hint() -> None:
    assert score(1.0, 0, 0) == 1.0
    assert score(1.0, 1, 2) == pytest.approx(0.5)
    assert score(2 / 3, 2, 0) == pytest.approx(2 / 3 - 0.2)
    assert score(1.0, 9, 3) == 0.0


def test_a_lesson_and_a_quiz_record_the_same_of_the_same_answers() -> None:
    lesson = LESSON_5
    state, _ = act(lesson, start(lesson, 5), Visit(7))
    question = state.question
    assert question is not None
    item = PracticeItem(lesson.id, question.quiz.id, question)
    for response in [("not a number",), ("123.5",), ("-77",)]:
        state, effects = act(lesson, state, Answer(response))
        item, _, save = mark_answer(item, response)
        item = replace(item, question=question)  # a lesson asks on until v is pressed
        assert recorded(effects) == ([] if save is None else [save])
        assert save is None or (save.item, save.seed) == ("grad-w", question.seed)
        state, effects = act(lesson, state, AskHint())
        item, _, hint = give_hint(item)
        assert recorded(effects) == [hint]
    assert (item.tries_before, item.hints_used) == (2, 3)


def recorded(effects: tuple[Effect, ...]) -> list[Effect]:
    """The effects without the place in the lesson."""
    return [effect for effect in effects if not isinstance(effect, SavePlace)]


def test_the_place_that_is_stored_is_the_one_that_was_reached() -> None:
    state, effects = act(LESSON_5, start(LESSON_5, 5), Visit(3))
    assert effects == (SavePlace(state),)


def test_the_work_on_a_question_is_stored_as_by_every_version_before() -> None:
    state, _ = act(LESSON_5, start(LESSON_5, 5), Visit(7))
    for action in (Answer(("3.5",)), AskHint()):
        state, _ = act(LESSON_5, state, action)
    assert state_to_data(state)["works"] == {
        "grad-w": {
            "seed": 269919575, "step": 0, "solved": [], "tries": 1, "rungs": 1,
            "response": ["3.5"], "best": 0.0, "suspects": [],
        }
    }  # fmt: skip
