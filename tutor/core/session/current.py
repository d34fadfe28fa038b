"""What is open at a place in a lesson: the page, the activity, its numbers and its question.

A ``State`` stores only where the learner is; everything else here follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of
from tutor.core.errors import GraphError
from tutor.core.graph import Pass, run
from tutor.core.lesson import Activity, Figure, Lesson, LessonGraph, Page, Plan, Quiz, Steps
from tutor.core.session.forms import as_taken, first_work
from tutor.core.session.state import Moved, State, UndoPoint
from tutor.core.text import Draws
from tutor.core.variants import draw
from tutor.core.working import NO_LINES

REMEMBERED = 50
"""Moments that can be undone."""
OTHERS = 8
"""Draws that are tried for values which no earlier question on the graph had."""


def page_of(lesson: Lesson, state: State) -> Page | None:
    """The page on display, None at the end of the lesson."""
    return lesson.pages[state.page] if state.page < len(lesson.pages) else None


def activity_of(lesson: Lesson, state: State) -> Activity | None:
    """The activity that is open, None on a page without one."""
    page = page_of(lesson, state)
    activities = page.activities if page else ()
    if state.item >= len(activities):
        return None
    return as_taken(lesson, state, activities[state.item])


def is_done(lesson: Lesson, state: State, activity: Activity) -> bool:
    """Whether an activity is complete: its last step taken, a quiz answered or shown."""
    work = state.work(activity.id)
    if isinstance(activity, Quiz):
        return 0 in work.solved
    taken = as_taken(lesson, state, activity)
    return not isinstance(taken, Steps) or work.step >= length_of(lesson, taken)


def length_of(lesson: Lesson, steps: Steps[Plan]) -> int:
    """The number of steps of an activity."""
    return kind_of(steps).length(steps, lesson.graphs[steps.graph].graph)


def graph_name(lesson: Lesson, state: State) -> str:
    """The graph on display: the activity's, else the page's, else the last one met before."""
    activity = activity_of(lesson, state)
    if activity is not None and activity.graph:
        return activity.graph
    shown = lesson.pages[: min(state.page, len(lesson.pages) - 1) + 1]
    for page in reversed(shown):
        for block in reversed(page.blocks):
            if isinstance(block, Figure):
                return block.graph
    return ""


def with_current_question(lesson: Lesson, state: State) -> State:
    """The same place with its numbers and its question made anew."""
    activity = activity_of(lesson, state)
    bare = replace(state, numbers=None, question=None, settled=None)
    state = _with_seed(lesson, bare, activity)
    if isinstance(activity, Quiz):
        graph = lesson.graphs.get(activity.graph)
        work = state.work(activity.id)
        question = quizzes.make(activity, graph, work.seed)
        if work.response and work.verdict is None:  # after a restart: what was said to it, again
            verdict = quizzes.mark(question, work.response)
            follow = quizzes.follow_up_of(question, verdict)
            work = replace(work, verdict=verdict, follow=follow)
            state = state.with_work(activity.id, work)
        return replace(state, question=question, numbers=question.numbers or _shown(lesson, state))
    if activity is None:
        return replace(state, numbers=_shown(lesson, state))
    return with_prediction(lesson, _with_numbers(lesson, state, activity))


def _with_numbers(lesson: Lesson, state: State, activity: Steps[Plan]) -> State:
    """The activity's numbers, and its step held within its length (the lesson may change)."""
    lesson_graph = lesson.graphs[activity.graph]
    work = state.work(activity.id)
    leaves = draw(lesson_graph, work.seed) if work.seed else {}
    numbers = run(lesson_graph.graph, leaves)
    step = min(work.step, length_of(lesson, activity))
    return replace(state.with_work(activity.id, replace(work, step=step)), numbers=numbers)


def _shown(lesson: Lesson, state: State) -> Pass | None:
    """The graph on display at the values that the lesson writes."""
    name = graph_name(lesson, state)
    return run(lesson.graphs[name].graph) if name else None


def _with_seed(lesson: Lesson, state: State, activity: Activity | None) -> State:
    """Give a varied quiz its first values; steps start with those that the lesson writes."""
    if activity is None or activity.id in state.works:
        return state
    seed = (
        _seed_of(lesson, state, activity) if isinstance(activity, Quiz) and activity.varied else 0
    )
    return state.with_work(activity.id, first_work(lesson, state, activity, seed))


def _seed_of(lesson: Lesson, state: State, quiz: Quiz) -> int:
    """Where the values of a quiz start: others than those of earlier quizzes on its graph.

    What an earlier question has shown would be the answer to this one.
    """
    graph = lesson.graphs.get(quiz.graph)
    asked = [
        other
        for page in lesson.pages
        for other in page.activities
        if isinstance(other, Quiz) and other.varied and other.graph == quiz.graph
    ]
    met = [_values(one, graph, state.work(one.id).seed) for one in asked if one.id in state.works]
    draws = Draws(state.seed, quiz.id, "values")
    for _ in range(OTHERS):
        seed = 1 + draws.below(2**31)
        if not met or _values(quiz, graph, seed) not in met:
            break
    return seed


def _values(quiz: Quiz, graph: LessonGraph | None, seed: int) -> Mapping[str, float] | None:
    """The values of a quiz; None where it has none."""
    try:
        numbers = quizzes.make(quiz, graph, seed).numbers
    except GraphError:
        return None
    if numbers is None:
        return None
    return {leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves}


def with_prediction(lesson: Lesson, state: State) -> State:
    """The prediction that the next step of the activity asks for, if it is still open."""
    activity, question = activity_of(lesson, state), None
    if isinstance(activity, Steps) and state.numbers is not None:
        question = kind_of(activity).question(activity, state.numbers, state.work(activity.id))
    return replace(state, question=question)


def clear_reply(work: Work) -> Work:
    """The work with nothing left over from the last question: no tries, no hints, no verdict."""
    return replace(
        work, tries_before=0, hints_used=0, response=(), verdict=None,
        working=NO_LINES, follow=None, known=(), tried=0.0,
    )  # fmt: skip


def with_moved(state: State, moved: Moved, activity: str = "") -> tuple[UndoPoint, ...]:
    """What can be undone, with this move of an activity (or of the page) the last."""
    work = state.work(activity) if activity else None
    moment = UndoPoint(moved, state.page, state.item, activity, work)
    return (*state.trail, moment)[-REMEMBERED:]
