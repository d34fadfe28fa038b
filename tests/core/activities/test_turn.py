"""Turning a leaf: the output follows to the goal; the slope alone tells nothing of it."""

from __future__ import annotations

import json

import pytest

from tests.null_record import NullRecord
from tests.test_activity_everywhere import at_activity, lesson_of, text_with
from tutor.core import questions as quizzes
from tutor.core.activities.turn import KIND
from tutor.core.checking.lesson_file import check
from tutor.core.session import View, view
from tutor.core.session.actions import Action, Answer, Back, Next, Turn
from tutor.core.session.keys import NEXT
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import State, state_from_data, state_to_data
from tutor.plain.conversation import Console
from tutor.plain.lesson import LessonConversation

BLOCK = KIND.template.replace("ask at w: change\n", "")
HERE = "◉"


def at_turning(block: str = BLOCK, *actions: Action) -> tuple[State, View]:
    lesson = lesson_of(text_with(block))
    state, _ = at_activity(lesson)
    for action in actions:
        state, _ = act(lesson, state, action)
    return state, view(lesson, state)


def test_each_turn_shows_value_slope_and_place_on_the_curve_until_the_goal_is_reached() -> None:
    _, shown = at_turning()
    assert shown.prompt[0].text == "w = 0   J = 9   slope −12"
    assert shown.prompt[1].text == "Turn w until J < 0.1."
    assert shown.forward == "skip"
    columns = [next(line.index(HERE) for line in shown.board if HERE in line)]
    for turns in (1, 2):
        _, shown = at_turning(BLOCK, Turn(turns))
        columns.append(next(line.index(HERE) for line in shown.board if HERE in line))
    assert columns[1] - columns[0] == columns[2] - columns[1] > 0
    edges = {tuple(line.partition("│")[0] for line in at_turning(BLOCK, Turn(n))[1].board)[:-2]
             for n in range(-2, 9)}  # fmt: skip
    assert len(edges) == 1  # the curve stands still while the place on it moves
    state, shown = at_turning(BLOCK, Turn(2), Turn(1))
    assert shown.prompt[0].text == "w = 1.5   J = 0   slope 0"
    assert shown.prompt[1].text == "There you are: J = 0 at w = 1.5."
    assert shown.forward == "next page"
    lesson = lesson_of(text_with(BLOCK))
    stored = json.loads(json.dumps(state_to_data(state)))
    assert view(lesson, resume(lesson, state_from_data(stored))).prompt == shown.prompt


def test_a_leaf_cannot_be_turned_out_of_its_range() -> None:
    assert at_turning(BLOCK, Turn(-99))[1].prompt[0].text == "w = −1   J = 25   slope −20"
    assert at_turning(BLOCK, Turn(99))[1].prompt[0].text == "w = 4   J = 25   slope 20"
    assert at_turning(BLOCK, Turn(-99), Turn(1))[1].prompt[0].text.startswith("w = −0.5")


def test_with_the_slope_alone_neither_curve_nor_output_is_seen_before_the_goal() -> None:
    block = BLOCK.replace("goal:", "shows: slope\ngoal:")
    for turns in (0, 1, 2):
        _, shown = at_turning(block, Turn(turns))
        assert "J = ?" in shown.prompt[0].text
        assert "•" not in "".join(shown.board)
        assert shown.scene is not None
        assert set(shown.scene.marks.values) == {"x", "y", "w"}
    _, shown = at_turning(block, Turn(3))
    assert "J = 0" in shown.prompt[0].text
    assert "•" in "".join(shown.board)


def test_the_first_turn_is_predicted_by_the_slope_or_exactly() -> None:
    lesson = lesson_of(text_with(KIND.template))
    state, _ = at_activity(lesson)
    assert act(lesson, state, Turn(1))[0].notice == "There is nothing to turn here."
    assert state.question
    for answer, right in (("-6", True), ("-5", True), ("6", False), ("-12", False)):
        assert quizzes.mark(state.question, (answer,)).correct is right
    state, _ = act(lesson, state, Answer(("-6",)))
    state, _ = act(lesson, state, Turn(3))
    assert view(lesson, state).forward == "next page"
    state, _ = act(lesson, state, Back())
    assert view(lesson, state).can_turn


def test_what_an_author_gets_wrong_is_told() -> None:
    for old, new, what in (
        ("node: w", "node: p", "'p' is computed: it cannot be turned"),
        ("range: -1..4", "range: 4..-1", "'4..-1' is not a range"),
        ("range: -1..4", "range: 1..4", "w = 0 lies outside the range"),
        ("step: 0.5", "step: 0.001", "more than 200 places"),
        ("goal: J < 0.1", "goal: J < -1", "no place in this range reaches the goal"),
        ("goal: J < 0.1", "goal: J < 10", "the goal is reached at the start"),
        ("goal: J < 0.1", "goal: K < 10", "'K'"),
        ("ask at w: change", "ask at e: change", "'e' is not turned"),
    ):
        text = text_with(KIND.template.replace(old, new))
        found = [problem.message for problem in check(text.encode(), "90-area.md")]
        assert any(what in message for message in found), (new, found)


@pytest.mark.parametrize("words", [False, True])
def test_plain_text_turns_with_plus_and_minus(words: bool) -> None:
    lesson = lesson_of(text_with(BLOCK))
    state, _ = at_activity(lesson)
    said: list[str] = []
    typed = iter(["++", "-", "++", ""])

    def ask(prompt: str) -> str:
        said.append(prompt)
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    LessonConversation(lesson, state, Console(ask, said.append, words), NullRecord()).talk()
    assert "[+ or -: turn w, Enter: skip] " in said
    values = [line.split()[2].rstrip(";") for line in said if line.startswith("w = ")]
    assert values == ["0", "1", "0.5", "1.5"]
    drawn = [line for line in said if HERE in line]
    assert len(drawn) == (0 if words else 4)
    assert any(line.startswith("There you are: J = 0") for line in said)


def test_nothing_is_turned_on_another_page() -> None:
    lesson = lesson_of(text_with(BLOCK))
    state, _ = act(lesson, start(lesson, 1), Turn(1))
    assert state.notice == "There is nothing to turn here."
    assert act(lesson, state, Next())[0].notice == ""


def test_who_goes_on_without_turning_has_not_done_it() -> None:
    """One press of → called it done, at the place from which nobody had moved."""
    state, shown = at_turning(BLOCK, Next())
    assert shown.notice == f"Turn it first. {NEXT} again leaves it open for now."
    assert shown.task.endswith("0 of 1 step done")
    state, shown = at_turning(BLOCK, Next(), Turn(1), Next())
    assert shown.notice.startswith("Turn it first.")
    here = at_turning(BLOCK)[0]
    state, shown = at_turning(BLOCK, Next(), Next())
    assert (state.page, state.item) != (here.page, here.item)
    assert state.works == here.works
    assert at_turning(BLOCK, Turn(3), Next())[0].page == state.page
