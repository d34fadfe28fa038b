"""A learner in lesson 5: stepping, answering, hints, leaving and coming back."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.lessons import LESSON_5
from tests.samples import examples
from tutor.core import questions as quizzes
from tutor.core.lesson import Prose, Quiz, Span, Steps
from tutor.core.progress import PRACTICE
from tutor.core.questions.retry import merged
from tutor.core.reader import read
from tutor.core.session.actions import (
    Action,
    Answer,
    AskHint,
    Back,
    Effect,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    SaveAnswer,
    SaveFinished,
    SaveHint,
    SavePlace,
    Select,
    TryNudge,
    Undo,
    Visit,
)
from tutor.core.session.current import activity_of, is_done
from tutor.core.session.keys import NEXT, VARIANT
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import State, state_from_data, state_to_data
from tutor.core.session.view import View, view

PAGES = {page.title: number for number, page in enumerate(LESSON_5.pages)}


def page_with(kind: str) -> int:
    """The first page whose first activity is of this kind."""
    for number, page in enumerate(LESSON_5.pages):
        if page.activities and page.activities[0].kind == kind:
            return number
    raise AssertionError(kind)


def do(state: State, *actions: Action) -> State:
    for action in actions:
        state, _ = act(LESSON_5, state, action)
    return state


def at(kind: str) -> State:
    return do(start(LESSON_5, 7), Visit(page_with(kind)))


def shown(state: State) -> View:
    return view(LESSON_5, state)


def right(state: State) -> Answer:
    """The right answer to the open question."""
    assert state.question is not None
    return Answer(quizzes.solution(state.question))


def finish_walk(state: State) -> State:
    while not done(state):
        state = do(state, right(state) if state.question and not state.settled else Next())
    return state


def done(state: State) -> bool:
    activity = activity_of(LESSON_5, state)
    return activity is not None and is_done(LESSON_5, state, activity)


def test_a_forward_walk_computes_one_node_a_step() -> None:
    state = at("forward")
    known = [set(shown(state).scene.marks.values)]  # type: ignore[union-attr]
    while not done(state):
        state = do(state, right(state) if state.question and not state.settled else Next())
        known.append(set(shown(state).scene.marks.values))  # type: ignore[union-attr]
    grown = [later - earlier for earlier, later in pairwise(known)]
    assert [step for step in grown if step] == [{"u"}, {"yhat"}, {"e"}, {"J"}]


def test_a_backward_walk_sends_one_message_a_step() -> None:
    state = finish_walk(at("backward"))
    scene = shown(state).scene
    assert scene is not None
    assert scene.marks.gradients == {
        "J": 1.0, "e": 8.0, "yhat": 8.0, "y": -8.0, "u": 8.0, "b": 8.0, "w": 8.0, "x": 40.0,
    }  # fmt: skip


def test_back_goes_through_the_activities_of_a_page_from_its_last_to_its_first() -> None:
    page = page_with("message")
    assert len(LESSON_5.pages[page].activities) == 2
    state, places = do(start(LESSON_5, 7), Visit(page + 1)), []
    for _ in range(4):
        places.append((state.page, state.item))
        state = do(state, Back())
    assert places == [(page + 1, 0), (page, 1), (page, 0), (page - 1, 0)]


def test_other_values_are_drawn_in_a_walk_too() -> None:
    before = at("forward")
    drawn = do(before, NewVariant())
    assert drawn.notice == "Fresh values."
    assert drawn.numbers is not None
    assert before.numbers is not None
    assert drawn.numbers.values != before.numbers.values


@pytest.mark.parametrize("kind", ["forward", "backward"])
def test_a_walk_goes_back_to_its_start_and_forward_again(kind: str) -> None:
    state = finish_walk(at(kind))
    scenes = []
    steps = state.work(activity_of(LESSON_5, state).id).step  # type: ignore[union-attr]
    for _ in range(steps):
        scenes.append(shown(state).scene.marks)  # type: ignore[union-attr]
        state = do(state, Back())
    assert state.work(activity_of(LESSON_5, state).id).step == 0  # type: ignore[union-attr]
    assert state.page == page_with(kind)
    for known in reversed(scenes):
        state = do(state, Next())
        assert state.question is None, "what was answered is not asked again"
        assert shown(state).scene.marks == known  # type: ignore[union-attr]


def test_first_and_last_jump_in_a_walk_but_never_over_an_open_question() -> None:
    state = do(at("forward"), Last())
    assert state.question is not None
    assert not done(state)
    state = finish_walk(state)
    assert done(do(state, First(), Last()))
    assert shown(do(state, First())).scene.marks.values.keys() == {"w", "x", "b", "y"}  # type: ignore[union-attr]


def test_a_prediction_waits_for_the_right_number() -> None:
    state = at("forward")
    assert state.question is not None
    waiting = do(state, Next())
    assert waiting.notice
    assert waiting.question == state.question
    wrong = do(waiting, Answer(("17",)))
    assert shown(wrong).verdict is not None
    assert not shown(wrong).verdict.correct  # type: ignore[union-attr]
    assert "u" not in shown(wrong).scene.marks.values  # type: ignore[union-attr]
    solved = do(wrong, Answer(("5",)))
    assert shown(solved).scene.marks.values["u"] == 5.0  # type: ignore[union-attr]
    assert shown(solved).settled


def test_an_unreadable_answer_is_no_try() -> None:
    state = at("numeric")
    after, effects = act(LESSON_5, state, Answer(("five",)))
    assert effects == ()
    assert shown(after).verdict.unreadable  # type: ignore[union-attr]
    assert after.work(state.question.quiz.id).tries_before == 0  # type: ignore[union-attr]


def test_three_hints_then_the_worked_answer() -> None:
    state = at("numeric")
    rungs: list[Effect] = []
    for count in (1, 2, 3):
        state, effects = act(LESSON_5, state, AskHint())
        rungs += [e for e in effects if isinstance(e, SaveHint)]
        assert len(shown(state).hints) == count
        assert not shown(state).worked
    state, effects = act(LESSON_5, state, AskHint())
    rungs += [e for e in effects if isinstance(e, SaveHint)]
    assert [e.rung for e in rungs if isinstance(e, SaveHint)] == [1, 2, 3, 4]
    assert shown(state).worked
    assert done(state)


def test_tries_and_hints_cost_and_the_best_score_is_kept() -> None:
    state = do(at("numeric"), Answer(("0.001",)), AskHint())
    state, effects = act(LESSON_5, state, right(state))
    saved = next(e for e in effects if isinstance(e, SaveAnswer))
    assert saved.score == pytest.approx(0.7)
    assert (saved.tries_before, saved.hints_used, saved.correct) == (1, 1, True)
    fresh = do(state, NewVariant())
    assert not done(fresh)
    quiz = fresh.question.quiz.id  # type: ignore[union-attr]
    assert fresh.work(quiz).best == pytest.approx(0.7)
    assert fresh.work(quiz).seed != state.work(quiz).seed


def test_every_marked_answer_is_saved_with_the_place() -> None:
    state = at("numeric")
    for response in ("1", "2.5"):
        state, effects = act(LESSON_5, state, Answer((response,)))
        assert [type(e) for e in effects] == [SaveAnswer, SavePlace]


def test_an_open_question_is_left_only_when_asked_twice() -> None:
    state = at("numeric")
    asked = do(state, Next())
    assert asked.page == state.page
    assert asked.item == state.item
    left = do(asked, Next())
    assert (left.page, left.item) != (state.page, state.item)
    assert do(asked, Select("w"), Next()).item == state.item


def kept(state: State) -> tuple[object, ...]:
    """The place, and how far every activity is."""
    return state.page, state.item, {item: (w.seed, w.step) for item, w in state.works.items()}


def test_undo_takes_back_what_it_says_and_nothing_else() -> None:
    state = do(at("backward"), Next())
    assert shown(state).undo == "step"
    assert kept(do(state, Undo())) == kept(at("backward"))
    turned = do(start(LESSON_5, 7), Next())
    assert shown(turned).undo == "page"
    assert do(turned, Undo()).page == 0
    drawn = do(at("numeric"), NewVariant())
    assert shown(drawn).undo == "values"
    assert do(drawn, Undo()).numbers == at("numeric").numbers


def test_undo_never_takes_an_explanation_away() -> None:
    quiz = at("numeric")
    for state in (
        do(quiz, Answer(("1",))),
        do(quiz, right(quiz)),
        do(quiz, *[AskHint()] * 4),
        do(at("forward"), Answer(("5",))),
        do(at("forward"), Next(), Next()),
    ):
        before = shown(state)
        undone, effects = act(LESSON_5, state, Undo())
        after = shown(undone)
        assert effects == ()
        assert undone.notice
        assert (after.verdict, after.worked) == (before.verdict, before.worked)
        assert before.verdict or before.worked
        assert before.undo == ""


def test_other_values_are_undone_with_what_was_said_to_the_values_before() -> None:
    said_ = do(at("numeric"), Answer(("1",)))
    back = do(said_, NewVariant(), Undo())
    assert shown(back).verdict == shown(said_).verdict
    assert shown(back).response == shown(said_).response == ("1",)
    assert back.work(said_.question.quiz.id).tries_before == 1  # type: ignore[union-attr]


def test_what_was_typed_before_does_not_stand_beside_the_worked_answer() -> None:
    wrong = Answer(("999",))
    for state in (
        do(at("numeric"), wrong, *[AskHint()] * 4),
        do(at("forward"), wrong, Next(), Next()),
    ):
        assert shown(state).worked
        assert shown(state).response == ()


def test_skipping_in_a_walk_shows_this_step_and_goes_on_in_the_walk() -> None:
    state = at("forward")
    page, asked_ = state.page, state.question
    assert shown(state).forward == "show it"
    effects: list[Effect] = []
    for _ in range(2):
        state, more = act(LESSON_5, state, Next())
        effects += more
    seen = shown(state)
    assert (state.page, seen.question, seen.settled) == (page, asked_, True)
    assert seen.worked
    assert seen.scene is not None
    assert seen.scene.marks.values["u"] == 5.0
    assert not any(isinstance(e, (SaveAnswer, SaveHint)) for e in effects), "it is not scored"
    state = do(state, Next())
    assert state.page == page
    assert state.question is not None
    assert state.question != asked_


def test_a_skipped_step_can_be_come_back_to() -> None:
    state = at("forward")
    asked_ = state.question
    state = do(state, Next(), Next(), Next(), Back())
    assert state.question == asked_
    stored = state_from_data(json.loads(json.dumps(state_to_data(state))))
    assert resume(LESSON_5, stored).question == asked_
    answered = do(state, right(state), Next(), Back())
    assert answered.question is None


def test_leaving_a_page_is_a_move_of_its_own() -> None:
    state = at("forward")
    left = do(state, Leave())
    assert (left.page, left.item) == (state.page + 1, 0)
    assert do(left, Undo()).question == state.question
    assert do(left, Back()).question == state.question


def test_a_lesson_that_lets_nothing_be_skipped_is_not_left_over_an_open_question() -> None:
    strict = replace(LESSON_5, skip=False)
    state = do(start(LESSON_5, 7), Visit(page_with("forward")))
    for action in (Next(), Leave()):
        state, _ = act(strict, state, action)
        assert state.page == page_with("forward")
        assert state.notice
        assert state.settled is None


def test_what_was_tried_on_one_step_does_not_count_on_the_next_after_a_restart() -> None:
    """Quitting between a right answer and the next step carried its tries and hints along."""
    state = do(at("forward"), Answer(("17",)), AskHint(), Answer(("5",)))
    stored = state_from_data(json.loads(json.dumps(state_to_data(state))))
    assert resume(LESSON_5, stored).work("forward-linreg").tries_before == 0
    assert all(
        work.tries_before == 0 and work.hints_used == 0
        for work in resume(LESSON_5, stored).works.values()
    )


@pytest.mark.parametrize("action", [AskHint(), TryNudge(), Visit(99)])
def test_what_cannot_be_done_leaves_the_verdict_in_sight(action: Action) -> None:
    """A key for a hint behind a solved step took away what had been said to it."""
    state = at("backward")
    while state.settled is None or state.question is not None:  # until a step with none behind it
        state = do(state, right(state) if state.question and not state.settled else Next())
    assert shown(state).verdict is not None
    after = do(state, action)
    assert after.notice
    assert shown(after).verdict == shown(state).verdict
    assert shown(do(after, Next())).verdict is None


def test_at_the_end_of_what_was_made_on_the_spot_nothing_is_still_open() -> None:
    """Nobody comes back to an example of a run: it is no lesson, and nothing in it is owed."""
    made = replace(LESSON_5, id=PRACTICE)
    state = start(made, 3)
    while state.page < len(made.pages):
        state, _ = act(made, state, Leave())
    seen = view(made, state)
    text = " ".join(span.text for block in seen.prose for span in block.spans)
    assert seen.heading == "The end"
    assert "Left out: " in text
    assert "Still open" not in text


def test_questions_that_were_never_tried_have_no_failed_score() -> None:
    state = start(LESSON_5, 3)
    while state.page < len(LESSON_5.pages):
        state = do(state, Leave())
    text = " ".join(span.text for block in shown(state).prose for span in block.spans)
    assert "score" not in text
    assert "Still open" in text
    assert not state.finished
    assert shown(state).scene is None


def test_a_lesson_is_finished_when_all_of_it_is_done_and_not_when_its_end_was_seen() -> None:
    """A lesson nobody had answered was ticked in the list, and its part of the note covered."""
    state, effects = start(LESSON_5, 3), []
    for _ in LESSON_5.pages:
        state, more = act(LESSON_5, state, Leave())
        effects += more
    assert state.page == len(LESSON_5.pages)
    assert not any(isinstance(effect, SaveFinished) for effect in effects)


def test_what_was_said_to_an_answer_is_there_again_after_a_restart() -> None:
    quiz = at("numeric")
    for answer in (right(quiz), Answer(("1",))):
        state = do(quiz, answer)
        stored = state_from_data(json.loads(json.dumps(state_to_data(state))))
        again = shown(resume(LESSON_5, stored))
        assert again.verdict == shown(state).verdict
        assert again.response == shown(state).response


def test_the_whole_lesson_can_be_finished() -> None:
    state = start(LESSON_5, 3)
    effects: list[Effect] = []
    for _ in range(200):
        if state.page == len(LESSON_5.pages):
            break
        open_ = state.question is not None and not shown(state).settled
        state, more = act(LESSON_5, state, right(state) if open_ else Next())
        effects += more
    assert shown(state).heading == "The end of the lesson"
    assert sum(isinstance(e, SaveFinished) for e in effects) == 1
    activities = [a for page in LESSON_5.pages for a in page.activities]
    assert all(is_done(LESSON_5, state, activity) for activity in activities)
    quizzes_ = [a for a in activities if isinstance(a, Quiz)]
    assert all(state.work(quiz.id).best == 1.0 for quiz in quizzes_)
    assert any(isinstance(a, Steps) for a in activities)


def test_a_stored_place_resumes_page_step_and_variant() -> None:
    state = do(at("backward"), Next())
    state = do(state, Visit(page_with("numeric")), NewVariant(), AskHint())
    again = resume(LESSON_5, state_from_data(json.loads(json.dumps(state_to_data(state)))))
    assert again == replace(state, notice="", selected=None)
    assert shown(again) == shown(replace(state, notice=""))


@pytest.mark.parametrize(
    "stored",
    [None, [], {}, {"page": -1}, {"page": 10**30, "item": "x"}, {"page": 2, "works": {"a": 3}},
     {"works": {"x": {"step": True, "seed": -5, "solved": ["a"], "best": float("nan"),
                      "suspects": [3, "NO_SUCH_RULE", None]}}},
     {"page": 1, "item": 99, "works": {}}],
)  # fmt: skip
def test_a_damaged_place_still_opens_the_lesson(stored: object) -> None:
    assert shown(resume(LESSON_5, state_from_data(stored))).lesson == LESSON_5.title


def test_what_is_no_place_in_a_stored_lesson_is_its_beginning() -> None:
    for odd in (None, "3", True, 1.0, -1, 2**63):
        read_back = state_from_data({"page": odd, "item": odd, "works": {"a": {"step": odd}}})
        assert (read_back.page, read_back.item, read_back.work("a").step) == (0, 0, 0)


actions = st.one_of(
    st.sampled_from([Next(), Back(), First(), Last(), Undo(), AskHint(), NewVariant()]),
    st.builds(Visit, st.integers(-1, len(LESSON_5.pages) + 1)),
    st.builds(Select, st.sampled_from(["w", "J", "nowhere", None])),
    st.builds(
        Answer, st.lists(st.sampled_from(["0", "1", "2", "8", "x", ""]), max_size=5).map(tuple)
    ),
    st.just("right"),
)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(actions, max_size=40), st.integers(1, 2**31))
def test_no_sequence_of_actions_leads_astray(moves: list[Action | str], seed: int) -> None:
    state = start(LESSON_5, seed)
    for move in moves:
        if move == "right" and state.question is None:
            continue
        action = right(state) if isinstance(move, str) else move
        state, _ = act(LESSON_5, state, action)
        picture = shown(state)
        assert 0 <= state.page <= len(LESSON_5.pages)
        stored = json.loads(json.dumps(state_to_data(state)))
        again = resume(LESSON_5, state_from_data(stored))
        if not state.settled:
            unselected = act(LESSON_5, state, Select(None))[0]
            assert shown(again).scene == shown(unselected).scene
            assert shown(again).prompt == picture.prompt


def answered_with_two_causes() -> State:
    """A learner whose answer to ∂J/∂w, counted twice, another cause fits too."""
    place = next(
        (page, item)
        for page, one in enumerate(LESSON_5.pages)
        for item, activity in enumerate(one.activities)
        if isinstance(activity, Quiz) and activity.id == "grad-w"
    )
    for seed in range(1, 200):
        state = start(LESSON_5, seed)
        state = replace(state, page=place[0], item=place[1])
        state = resume(LESSON_5, state)
        assert state.question is not None
        assert state.question.numbers is not None
        answer = repr(2 * state.question.numbers.gradients["w"])
        marked, _ = act(LESSON_5, state, Answer((answer,)))
        verdict = marked.work("grad-w").verdict
        assert verdict is not None
        if verdict.again:
            return marked
    raise AssertionError("no answer was ambiguous")


def stored_and_resumed(state: State) -> State:
    return resume(LESSON_5, state_from_data(json.loads(json.dumps(state_to_data(state)))))


@pytest.mark.parametrize("restart", [False, True])
def test_other_values_after_an_ambiguous_answer_tell_the_causes_apart(restart: bool) -> None:
    """After a restart the verdict is gone, and with it the causes were forgotten."""
    marked = answered_with_two_causes()
    suspects = marked.work("grad-w").suspects
    assert len(suspects) > 1
    again = do(stored_and_resumed(marked) if restart else marked, NewVariant())
    assert again.question is not None
    assert merged(again.question, suspects) == 0
    assert "differ" in again.notice
    again = stored_and_resumed(again) if restart else again
    assert again.question is not None
    assert again.question.numbers is not None
    second = do(again, Answer((repr(2 * again.question.numbers.gradients["w"]),)))
    verdict = second.work("grad-w").verdict
    assert verdict is not None
    assert verdict.mistakes == ("ACCUMULATED_TWICE",)
    assert second.work("grad-w").suspects == ()


def test_a_right_answer_clears_what_was_suspected() -> None:
    marked = answered_with_two_causes()
    assert do(marked, right(marked)).work("grad-w").suspects == ()


def test_the_picture_hides_a_value_that_is_asked_for() -> None:
    """Found in lesson 15: the picture beside a question showed the numbers it asked for."""
    text = HIDING.format("quiz numeric q", "answer: u")
    assert shown_values(text) == {"w", "x"}
    assert shown_values(text.replace("answer: u", "answer: grad(J, u)")) == {"w", "x", "u", "J"}
    assert shown_values(HIDING.format("quiz grid q", "row: u; w")) == {"x"}
    assert shown_values(HIDING.format("quiz sign q", "quantity: J")) == {"w", "x", "u"}


def test_a_question_without_a_picture_keeps_its_graph_out_of_sight() -> None:
    text = HIDING.format("quiz numeric q", "answer: grad(J, u)")
    hidden = text.replace("hint: h", "hint: h\npicture: none")
    assert hidden != text
    assert first_view(text).scene is not None
    assert first_view(hidden).scene is None
    _, problems = read(text.replace("hint: h", "hint: h\npicture: some").encode(), "t.md")
    assert any("'some' is not one of none" in problem.message for problem in problems)


HIDING = """---
format: bptutor-lesson 1
id: t
title: T
---

## P

```graph g
input x = 3
param w = 2
u = w * x
loss J = u^2
```

```{}
graph: g
ask: ?
{}
hint: h
```
"""


def first_view(text: str) -> View:
    lesson, problems = read(text.encode(), "t.md")
    assert lesson, problems
    return view(lesson, start(lesson, 1))


def shown_values(text: str) -> set[str]:
    scene = first_view(text).scene
    assert scene
    return set(scene.marks.values)


def test_what_was_answered_stands_in_the_picture_from_then_on() -> None:
    state = at("numeric")
    assert state.question is not None
    assert state.question.derivative == ("J", "w")
    before, after = shown(state), shown(do(state, right(state)))
    assert before.scene is not None
    assert after.scene is not None
    assert "w" not in before.scene.marks.gradients
    assert after.scene.marks.gradients["w"] == state.question.numbers.gradients["w"]  # type: ignore[union-attr]


def test_a_question_that_is_done_or_keeps_its_values_says_so_and_stays() -> None:
    solved = do(at("numeric"), right(at("numeric")))
    again, effects = act(LESSON_5, solved, Answer(("1",)))
    assert (again.notice, effects) == (
        f"This one is done: {NEXT} goes on, {VARIANT} draws other values.", ()
    )  # fmt: skip
    assert shown(again).verdict == shown(solved).verdict
    fixed = at("order")
    drawn, effects = act(LESSON_5, fixed, NewVariant())
    assert (drawn.notice, effects) == ("This question keeps its values.", ())
    assert drawn.question == fixed.question


def test_what_is_written_behind_an_activity_is_shown_once_it_is_done() -> None:
    """The number that a walk asks for stood above it from its first step."""
    page = page_with("backward")
    behind = Prose("paragraph", (Span("The gradient was 40."),))
    pages = list(LESSON_5.pages)
    pages[page] = replace(pages[page], blocks=(*pages[page].blocks, behind))
    written = replace(LESSON_5, pages=tuple(pages))

    def says_it(state: State) -> bool:
        return behind in view(written, state).prose

    state = at("backward")
    assert not says_it(state)
    assert says_it(finish_walk(state))
