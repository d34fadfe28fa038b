"""A lesson gone through from end to end, as `check` does: what a learner would be the first to see.

Every activity is opened and done with right answers, at the lesson's own values and at some drawn
ones; every screen on the way is made.  What goes wrong is a problem of the lesson, found before a
learner meets it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of
from tutor.core.checking.giveaway import giveaways
from tutor.core.errors import TutorError
from tutor.core.lesson import Activity, Lesson, Page, Plan, Problem, Steps
from tutor.core.session import (
    Action,
    Answer,
    Next,
    State,
    Turn,
    act,
    activity_of,
    is_done,
    view,
    with_current_question,
)

SEEDS = (0, 1, 2)
"""Variants of each activity; 0 has the values that the lesson writes."""

MOST = 400
"""Steps of one activity that are looked at for answers that are told."""


def rehearse(lesson: Lesson, page: int, item: int, activity: Activity) -> Iterator[Problem]:
    """What goes wrong in one activity of a page, and in the numbers of the text around it."""
    if isinstance(activity, Steps):
        yield from _done(lesson, page, item, activity)
    yield from _unfilled(lesson, page, item, lesson.pages[page])
    yield from _given_away(lesson, page, item, activity)


def _given_away(lesson: Lesson, page: int, item: int, activity: Activity) -> Iterator[Problem]:
    """The first answer that stands on the screen while its question is open."""
    try:
        state = _start_at(lesson, page, item, 0)
        for _ in range(MOST):
            shown = view(lesson, state)
            told = next(giveaways(shown), None)
            if told is not None:
                what = f"{activity.id}: the {told.where} tells the answer: {told.said}"
                help_ = "leave it out, or ask for something else"
                yield Problem(activity.at.line, activity.at.column, what, help_, "warning")
                return
            if is_done(lesson, state, activity):
                return
            state, _ = act(lesson, state, right_move(lesson, state))
    except TutorError:
        return  # it cannot be asked, which is a problem of its own


def _done(lesson: Lesson, page: int, item: int, steps: Steps[Plan]) -> Iterator[Problem]:
    """The first thing that goes wrong in an activity."""
    graph = lesson.graphs[steps.graph]
    for seed in SEEDS if graph.vary else (0,):
        what = ""
        try:
            state = _start_at(lesson, page, item, seed)
            if state.numbers is not None:
                what = kind_of(steps).problem(steps, state.numbers)
            what = what or _stuck(lesson, state, steps)
        except TutorError as error:
            what = f"this cannot be done: {error}"
        if what:
            help_ = "choose other values, or ask for less"
            yield Problem(steps.at.line, steps.at.column, f"{steps.id}: {what}", help_)
            return


def _start_at(lesson: Lesson, page: int, item: int, seed: int) -> State:
    activity = lesson.pages[page].activities[item]
    works = {activity.id: Work(seed=seed)}
    return with_current_question(lesson, State(seed=1, page=page, item=item, works=works))


def _stuck(lesson: Lesson, state: State, steps: Steps[Plan]) -> str:
    """What keeps a learner without mistakes from the end of an activity; "" when nothing does."""
    length = kind_of(steps).length(steps, lesson.graphs[steps.graph].graph)
    for _ in range(2 * length + 2):
        view(lesson, state)
        if is_done(lesson, state, steps):
            return ""
        move = right_move(lesson, state)
        asked, said = state.question, move.response if isinstance(move, Answer) else ()
        if said and asked is not None and not quizzes.mark(asked, said).correct:
            return f"the right answer {', '.join(said)} is marked wrong"
        state, _ = act(lesson, state, move)
    return "it does not come to an end"


def right_move(lesson: Lesson, state: State) -> Action:
    """What a learner without mistakes does next: answer, turn a leaf to its goal, or go on."""
    if state.question is not None and state.settled is None:
        return Answer(quizzes.solution(state.question))
    steps, numbers = activity_of(lesson, state), state.numbers
    if not isinstance(steps, Steps) or numbers is None or is_done(lesson, state, steps):
        return Next()
    turns = kind_of(steps).to_goal(steps, numbers, state.work(steps.id))
    return Turn(turns) if turns else Next()


def _unfilled(lesson: Lesson, number: int, item: int, page: Page) -> Iterator[Problem]:
    """Numbers in the page's text that the graph of one of its activities does not have."""
    try:
        state = _start_at(lesson, number, item, 0)
        shown = view(lesson, state)
    except TutorError:
        return
    open_ = [s.text for block in shown.prose for s in block.spans if s.value is not None]
    activity = activity_of(lesson, state)
    if open_ and activity is not None:
        what = f"{{= {open_[0]} }} in the text of {page.title!r} has no number while "
        help_ = "give this activity a page of its own, or leave the number out"
        yield Problem(page.at.line, page.at.column, f"{what}{activity.id!r} is open", help_)
