"""What an instructor has set holds for every key of a lesson."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.lessons import LESSON_5
from tutor.core.lesson import Quiz, Terms
from tutor.core.session.actions import Next, Visit
from tutor.core.session.current import activity_of
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import State
from tutor.core.session.view import view
from tutor.ui.screens.lesson.keys import FooterState, lesson_footer_keys

OFF = (Terms("Week 3", tries=1, hints=False, is_test=True), Terms("Week 3", hints=False))


def first_asked(terms: Terms, *, in_quiz: bool) -> State:
    """The first open question of a walk, or of a quiz, under these terms."""
    lesson = replace(LESSON_5, terms=terms)
    for page in range(len(lesson.pages)):
        state, _ = act(lesson, start(lesson, 7), Visit(page))
        for _ in range(12):
            found = activity_of(lesson, state)
            if state.page != page or state.question is not None:
                break
            state, _ = act(lesson, state, Next())
        is_asked = state.page == page and state.question is not None
        if is_asked and isinstance(found, Quiz) == in_quiz:
            return state
    raise AssertionError(in_quiz)


@pytest.mark.parametrize("terms", OFF)
@pytest.mark.parametrize("in_quiz", [True, False])
def test_without_hints_none_is_offered_and_nothing_shown_to_whoever_goes_on(
    terms: Terms, in_quiz: bool
) -> None:
    lesson = replace(LESSON_5, terms=terms)
    state = first_asked(terms, in_quiz=in_quiz)
    asked = activity_of(lesson, state)
    assert asked is not None
    keys = {key.key for mode in ("typing", "commanding")
            for key in lesson_footer_keys(view(lesson, state), FooterState(mode))}  # fmt: skip
    assert "Enter" in keys
    assert not {"?", "F2"} & keys
    assert ("t" in keys) == (not in_quiz and not terms.is_test)
    state, _ = act(lesson, state, Next())
    assert "hint" not in state.notice
    assert "leaves it open" in state.notice
    after, _ = act(lesson, state, Next())
    assert not view(lesson, after).worked
    assert activity_of(lesson, after) != asked
    assert after.work(asked.id).solved == state.work(asked.id).solved


def test_whoever_opens_a_lesson_is_told_what_is_set_whether_it_was_begun_or_not() -> None:
    said = "For this lesson: 2 tries each, no hints."
    lesson = replace(LESSON_5, terms=Terms("Week 3", tries=2, hints=False))
    begun = start(lesson, 1)
    assert begun.notice == said
    onward, _ = act(lesson, begun, Next())
    assert onward.notice == ""
    assert resume(lesson, onward).notice == said
    assert start(LESSON_5, 1).notice == ""
