"""The working and the number on the way: kept with the question, and no tries of it."""

from __future__ import annotations

import json

from tests.core.besides import BOTH, FIRST, RIGHT, UNCLEAR, two_routes
from tutor.core.session import (
    Action,
    Answer,
    AnswerFollowUp,
    Effect,
    SaveAnswer,
    SavePlace,
    State,
    View,
    Visit,
    WriteWorking,
    act,
    resume,
    start,
    state_from_data,
    view,
)
from tutor.core.session.state import state_to_data

LESSON = two_routes()
LINES = "df/dx = 9\ndf/dy = 11\nx->b = 18\ny->b = 11\ndf/db = 29"


def done(*actions: Action) -> tuple[State, list[Effect]]:
    state, effects = start(LESSON, 7), []
    for action in actions:
        state, more = act(LESSON, state, action)
        effects += more
    return state, effects


def shown(*actions: Action) -> View:
    return view(LESSON, done(*actions)[0])


def test_the_lines_of_a_working_are_marked_and_kept() -> None:
    working = shown(WriteWorking(LINES)).working
    assert working is not None
    assert working.text == LINES
    assert working.marked is not None
    marks = [one.status for one in working.marked.steps]
    assert marks == ["right", "wrong", "right", "follows", "follows"]
    assert working.answers == ("",)  # line 2 is wrong, and led to it
    mended = shown(WriteWorking(LINES.replace("= 11", "= 12"))).working
    assert mended is not None
    assert mended.answers == ("29",)  # a slip of its own is the learner's answer all the same


def test_a_working_is_no_try_and_tells_nothing_of_the_answer() -> None:
    """Whether the last line is right is said when it is given."""
    state, effects = done(WriteWorking("df/dx = 9\ndf/db = 30"))
    assert all(isinstance(effect, SavePlace) for effect in effects)
    assert state.work("q").tries_before == 0
    for number in ("30", "31"):
        working = shown(WriteWorking(f"df/dx = 9\ndf/db = {number}")).working
        assert working is not None
        assert working.marked is not None
        assert [one.said for one in working.marked.steps] == ["right", "your answer"]
        assert working.marked.explanations == ()
        assert working.marked.summary == "The step is right."
        assert working.answers == (number,)


def test_the_lines_are_there_after_a_wrong_answer_and_after_a_restart() -> None:
    state, _ = done(WriteWorking(LINES), Answer(("29",)))
    assert state.work("q").working.text == LINES
    stored = state_from_data(json.loads(json.dumps(state_to_data(state))))
    assert resume(LESSON, stored).work("q").working.text == LINES


def test_a_damaged_working_in_the_store_is_left_out() -> None:
    state, _ = done(WriteWorking(LINES))
    data = json.loads(json.dumps(state_to_data(state)))
    data["works"]["q"]["working"] = ["u = 3"]
    assert resume(LESSON, state_from_data(data)).work("q").working.text == ""


def test_a_working_that_is_cleared_is_empty_and_no_mistake() -> None:
    working = shown(WriteWorking(LINES), WriteWorking("  ")).working
    assert working is not None
    assert (working.text.strip(), working.marked, working.problem, working.answers) == (
        "", None, "", (),
    )  # fmt: skip


def test_a_question_without_a_number_takes_no_working() -> None:
    assert shown(Visit(1)).working is None
    said = shown(Visit(1), WriteWorking(LINES)).notice
    assert said == "Nothing is asked here that takes a working: it is for numbers of a graph."
    assert shown(Answer((RIGHT,))).working is None


def test_lines_that_cannot_be_read_are_kept_with_the_reason() -> None:
    working = shown(WriteWorking("nonsense")).working
    assert working is not None
    assert working.marked is None
    assert working.problem.startswith("There is no line with a number in this working")


def test_an_unclear_answer_asks_for_a_number_on_the_way() -> None:
    follow = shown(Answer((UNCLEAR,))).follow
    assert follow is not None
    assert follow.question.slots[0].label == "∂f/∂x"
    assert shown(Answer((UNCLEAR,)), Answer((RIGHT,))).follow is None


def test_that_number_counts_as_no_try_and_the_answer_is_explained_again() -> None:
    before, _ = done(Answer((UNCLEAR,)))
    state, effects = done(Answer((UNCLEAR,)), AnswerFollowUp((FIRST,)))
    assert sum(isinstance(effect, SaveAnswer) for effect in effects) == 1
    assert state.work("q").tries_before == before.work("q").tries_before == 1
    verdict = view(LESSON, state).verdict
    assert verdict is not None
    assert verdict.feedback[0] == "9 is right for ∂f/∂x; 42 is not ∂f/∂b."
    assert verdict.mistakes == ("CONSTANT_KEPT",)


def test_what_is_known_counts_for_the_next_answer_too() -> None:
    state, _ = done(Answer((UNCLEAR,)), AnswerFollowUp((FIRST,)), Answer((UNCLEAR,)))
    work = state.work("q")
    assert work.verdict is not None
    assert work.verdict.mistakes == ("CONSTANT_KEPT",)
    assert work.follow is None


def test_where_no_number_is_asked_for_a_notice_says_so() -> None:
    assert shown(AnswerFollowUp(("9",))).notice == "No other number is asked for here."


def test_after_a_restart_the_number_is_asked_for_again() -> None:
    state, _ = done(Answer((UNCLEAR,)))
    stored = state_from_data(json.loads(json.dumps(state_to_data(state))))
    assert view(LESSON, resume(LESSON, stored)).follow is not None


def test_a_new_answer_has_a_reply_of_its_own_whatever_was_given_on_the_way() -> None:
    for answer in ("77", "40", BOTH):
        after = shown(Answer((UNCLEAR,)), AnswerFollowUp(("12",)), Answer((answer,))).verdict
        fresh = shown(Answer((answer,))).verdict
        assert after is not None
        assert fresh is not None
        assert after.feedback == fresh.feedback
