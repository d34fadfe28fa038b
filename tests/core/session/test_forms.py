"""A walk gives less help to who knows more: four forms, chosen by skill or by the learner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.lessons import LESSON_5
from tutor.core import questions as quizzes
from tutor.core.activities import FORMS, Form, choose_form, in_form, questions_of, skills_of_walk
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Steps
from tutor.core.practice import practice_lesson
from tutor.core.progress import Standing
from tutor.core.progress.standing import SkillState
from tutor.core.session.actions import (
    Action,
    Answer,
    ChangeForm,
    NewVariant,
    Next,
    SaveAnswer,
    Visit,
    WriteWorking,
)
from tutor.core.session.current import activity_of, is_done
from tutor.core.session.keys import FORM
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import State, state_from_data, state_to_data
from tutor.core.session.view import view

GRAPH = LESSON_5.graphs["linreg"].graph


def walk(kind: str) -> tuple[int, Steps]:
    """The first walk of this kind, and its page."""
    return next(
        (number, one)
        for number, page in enumerate(LESSON_5.pages)
        for one in page.activities
        if isinstance(one, Steps) and one.kind == kind
    )


def standing(skill: str, state: SkillState, chance: float) -> Standing:
    return Standing(skill, state, chance, 3, 2, None, date(2026, 5, 1), "")


def knowing(state: SkillState, chance: float) -> dict[str, Standing]:
    """One who stands so with every skill of the walks."""
    skills = {
        *skills_of_walk(walk("forward")[1], GRAPH),
        *skills_of_walk(walk("backward")[1], GRAPH),
    }
    return {skill: standing(skill, state, chance) for skill in skills}


def do(state: State, *actions: Action, lesson: Lesson = LESSON_5) -> State:
    for action in actions:
        state, _ = act(lesson, state, action)
    return state


def at(kind: str, skills: dict[str, Standing] | None = None) -> State:
    state = replace(start(LESSON_5, 7), skills=skills or {})
    return do(state, Visit(walk(kind)[0]))


def asked(state: State) -> int:
    """How many numbers the open walk asks for, in its form."""
    activity = activity_of(LESSON_5, state)
    assert isinstance(activity, Steps)
    return sum(len(one.slots) for one in questions_of(activity, run(GRAPH)))


@pytest.mark.parametrize(
    ("state", "chance", "form"),
    [
        ("new", 0.0, "watch"),
        ("begun", 0.3, "one blank"),
        ("begun", 0.8, "all blanks"),
        ("due", 0.8, "all blanks"),
        ("known", 0.97, "paper"),
    ],
)
def test_what_is_known_chooses_how_much_a_walk_asks(
    state: SkillState, chance: float, form: Form
) -> None:
    assert choose_form(knowing(state, chance).values()).form == form


def test_the_least_known_skill_decides_and_is_named() -> None:
    found = knowing("known", 0.97) | {"local-power": standing("local-power", "begun", 0.2)}
    form, why = choose_form(found.values())
    assert form == "one blank"
    assert "the local gradient of a power" in why


@pytest.mark.parametrize("kind", ["forward", "backward"])
def test_each_form_asks_more_than_the_one_before_until_one_number_stands_for_the_whole_pass(
    kind: str,
) -> None:
    steps = walk(kind)[1]
    counts = []
    for form in FORMS:
        found = list(questions_of(in_form(steps, GRAPH, form), run(GRAPH)))
        counts.append(sum(len(question.slots) for question in found))
    watched, one, all_, paper = counts
    assert watched == 0 < one < all_
    assert paper == 1


@pytest.mark.parametrize("kind", ["forward", "backward"])
def test_a_walk_is_first_met_as_its_author_wrote_it_whatever_is_known(kind: str) -> None:
    for skills in ({}, knowing("new", 0.0), knowing("known", 0.97)):
        activity = activity_of(LESSON_5, at(kind, skills))
        assert activity == walk(kind)[1]


def test_who_knows_it_all_is_told_at_the_first_meeting_that_there_is_a_harder_form() -> None:
    said = at("backward", knowing("known", 0.97)).notice
    assert said == f"You know all that this walk asks for. {FORM}: another form."
    assert not at("backward", knowing("begun", 0.6)).notice


@pytest.mark.parametrize("kind", ["forward", "backward"])
@pytest.mark.parametrize(
    ("skills", "form"),
    [
        (knowing("begun", 0.3), "one blank"),
        (knowing("begun", 0.8), "all blanks"),
        (knowing("known", 0.97), "paper"),
    ],
)
def test_a_walk_that_begins_again_has_the_form_that_fits_and_says_why(
    kind: str, skills: dict[str, Standing], form: Form
) -> None:
    state = do(at(kind, skills), NewVariant())
    assert state.work(walk(kind)[1].id).form == form
    assert "(" in state.notice
    assert f"{FORM}: another form" in state.notice
    assert form.removeprefix("paper").strip() in view(LESSON_5, state).task


def test_the_form_that_a_learner_chose_stays_with_other_values() -> None:
    state = do(at("backward", knowing("known", 0.97)), ChangeForm(), ChangeForm(), ChangeForm())
    assert state.work(walk("backward")[1].id).form == "watch"
    assert do(state, NewVariant()).work(walk("backward")[1].id).form == "watch"


def test_every_form_comes_in_turn_and_the_lessons_own_again() -> None:
    state, id_ = at("forward"), walk("forward")[1].id
    met = []
    for _ in range(5):
        state = do(state, ChangeForm())
        met.append(state.work(id_).form)
    assert met == [*FORMS, ""]


def test_what_is_said_of_a_form_is_true_of_every_step_and_said_once() -> None:
    state, said = at("forward"), {}
    for _ in range(5):
        state = do(state, ChangeForm())
        said[state.work(walk("forward")[1].id).form] = state.notice
    assert said[""].startswith("As in the lesson (you chose it).")
    assert said["one blank"].startswith("One blank: some steps ask for one number (you chose it).")


def test_the_form_is_there_again_after_a_restart() -> None:
    state = do(at("backward", knowing("begun", 0.8)), NewVariant())
    again = resume(LESSON_5, state_from_data(state_to_data(state)))
    assert again.work(walk("backward")[1].id) == state.work(walk("backward")[1].id)
    assert again.question == state.question


def test_numbers_that_were_seen_are_not_asked_for_in_another_form() -> None:
    state = do(at("forward"), ChangeForm())  # watched
    assert state.work(walk("forward")[1].id).seed == 0
    state = do(state, Next(), Next(), ChangeForm())
    assert state.work(walk("forward")[1].id).seed > 0


@pytest.mark.parametrize("kind", ["forward", "backward"])
def test_a_pass_on_paper_is_done_with_its_one_answer(kind: str) -> None:
    state = do(at(kind, knowing("known", 0.97)), ChangeForm())
    assert state.question is not None
    assert "On paper" in quizzes.plain(state.question.prompt)
    state = do(state, Answer(quizzes.solution(state.question)))
    activity = activity_of(LESSON_5, state)
    assert activity is not None
    assert is_done(LESSON_5, state, activity)


def test_lines_of_a_pass_on_paper_count_for_their_skills_as_they_were_first_marked() -> None:
    state = do(at("backward", knowing("known", 0.97)), ChangeForm())
    assert state.numbers is not None
    slope = state.numbers.gradients["e"]
    wrong, mended = f"dJ/de = {slope / 2}", f"dJ/de = {slope}\nde/dyhat = 1"
    state = do(state, WriteWorking(wrong), WriteWorking(mended))
    assert state.question is not None
    _, effects = act(LESSON_5, state, Answer(quizzes.solution(state.question)))
    (save,) = (one for one in effects if isinstance(one, SaveAnswer))
    found = {(one.skill, one.right) for one in save.evidence}
    assert ("local-power", False) in found
    assert ("local-difference", True) in found


def test_on_a_graph_of_the_learners_own_the_form_fits_at_once() -> None:
    lesson = practice_lesson(LESSON_5.graphs["linreg"], 3)
    state = replace(start(lesson, 3), skills=knowing("known", 0.97))
    state = do(state, Next(), lesson=lesson)
    activity = activity_of(lesson, state)
    assert isinstance(activity, Steps)
    assert activity.mode == "paper"
    assert "on paper" in state.notice.lower()
