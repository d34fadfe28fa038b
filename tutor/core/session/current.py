"""What is open at a place in a lesson: the page, the activity, its numbers and its question.

A ``State`` stores only where the learner is; everything else here follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tutor.core import questions as quizzes
from tutor.core.activities import WalkStep, Work, course_of, done_nodes, walk, walk_length
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, Graph, Pass, run
from tutor.core.lesson import Activity, Figure, Lesson, LessonGraph, Page, Quiz, Steps
from tutor.core.questions import Question, next_node
from tutor.core.session.state import State
from tutor.core.text import Draws
from tutor.core.variants import draw

OTHERS = 8
"""Draws that are tried for values which no earlier question on the graph had."""


def page_of(lesson: Lesson, state: State) -> Page | None:
    """The page on display, None at the end of the lesson."""
    return lesson.pages[state.page] if state.page < len(lesson.pages) else None


def activity_of(lesson: Lesson, state: State) -> Activity | None:
    """The activity that is open, None on a page without one."""
    page = page_of(lesson, state)
    activities = page.activities if page else ()
    return activities[state.item] if state.item < len(activities) else None


def walk_of(lesson: Lesson, state: State) -> tuple[WalkStep, ...]:
    """The steps of the open walk, empty when the activity is none."""
    activity = activity_of(lesson, state)
    if course_of(activity) is None and isinstance(activity, Steps) and state.numbers is not None:
        return walk(activity, state.numbers)
    return ()


def is_done(lesson: Lesson, state: State, activity: Activity) -> bool:
    """Whether an activity is complete: a walk to its end, a quiz answered or shown."""
    work = state.work(activity.id)
    if isinstance(activity, Quiz):
        return 0 in work.solved
    return work.step >= steps_length(activity, lesson.graphs[activity.graph].graph)


def steps_length(steps: Steps, graph: Graph) -> int:
    """The number of steps of an activity, known without running the graph."""
    course = course_of(steps)
    return course.length(steps, graph) if course else walk_length(steps, graph)


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


def opened(lesson: Lesson, state: State) -> State:
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
            state = state.with_work(activity.id, replace(work, verdict=verdict))
        return replace(state, question=question, numbers=question.numbers or _plain(lesson, state))
    if activity is None:
        return replace(state, numbers=_plain(lesson, state))
    return with_question(lesson, _with_walk(lesson, state, activity))


def _with_walk(lesson: Lesson, state: State, activity: Steps) -> State:
    """The walk's numbers, and its step held within the walk's length (the lesson may change)."""
    lesson_graph = lesson.graphs[activity.graph]
    work = state.work(activity.id)
    leaves = draw(lesson_graph, work.seed) if work.seed else {}
    numbers = run(lesson_graph.graph, leaves)
    step = min(work.step, steps_length(activity, lesson_graph.graph))
    return replace(state.with_work(activity.id, replace(work, step=step)), numbers=numbers)


def _plain(lesson: Lesson, state: State) -> Pass | None:
    name = graph_name(lesson, state)
    return run(lesson.graphs[name].graph) if name else None


def _with_seed(lesson: Lesson, state: State, activity: Activity | None) -> State:
    """Give a varied quiz its first values; a walk starts with the values that the lesson writes."""
    if activity is None or activity.id in state.works:
        return state
    varied = isinstance(activity, Quiz) and activity.varied
    seed = _own_seed(lesson, state, activity) if isinstance(activity, Quiz) and varied else 0
    return state.with_work(activity.id, Work(seed=seed))


def _own_seed(lesson: Lesson, state: State, quiz: Quiz) -> int:
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
    met = [_leaves(one, graph, state.work(one.id).seed) for one in asked if one.id in state.works]
    draws = Draws(state.seed, quiz.id, "values")
    for _ in range(OTHERS):
        seed = 1 + draws.below(2**31)
        if not met or _leaves(quiz, graph, seed) not in met:
            break
    return seed


def _leaves(quiz: Quiz, graph: LessonGraph | None, seed: int) -> Mapping[str, float] | None:
    """The values of a quiz; None where it has none."""
    try:
        numbers = quizzes.make(quiz, graph, seed).numbers
    except GraphError:
        return None
    if numbers is None:
        return None
    return {leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves}


def with_question(lesson: Lesson, state: State) -> State:
    """The prediction that the next step of the walk asks for, if it is still open."""
    steps = walk_of(lesson, state)
    activity = activity_of(lesson, state)
    course = course_of(activity)
    if course and isinstance(activity, Steps) and state.numbers is not None:
        question = course.question(activity, state.numbers, state.work(activity.id))
        return replace(state, question=question)
    if activity is None or state.numbers is None:
        return replace(state, question=None)
    work = state.work(activity.id)
    if work.step >= len(steps) or work.is_answered(work.step) or not steps[work.step].asks:
        return replace(state, question=None)
    return replace(state, question=_asked_at(activity, state.numbers, steps, work.step))


def _asked_at(activity: Activity, numbers: Pass, steps: tuple[WalkStep, ...], at: int) -> Question:
    """What a walk asks before it takes the step ``at``."""
    step = steps[at]
    if not step.is_turn:
        return prediction(numbers, step, activity.id)
    done = done_nodes(activity.kind, numbers, steps[:at])
    where = f"{activity.id}:next:{step.node}"
    return next_node.ask(numbers, done, forward=activity.kind == "forward", where=where)


def asked(steps: Steps, numbers: Pass) -> Iterator[Question]:
    """Every question that an activity asks on these numbers, in the order of its steps."""
    course = course_of(steps)
    if course is None:
        taken = walk(steps, numbers)
        for at in (i for i, step in enumerate(taken) if step.asks):
            yield _asked_at(steps, numbers, taken, at)
        return
    work = Work()
    while work.step < course.length(steps, numbers.graph):
        question = course.question(steps, numbers, work)
        if question is None:
            work = replace(work, step=work.step + 1)
        else:
            yield question
            work = course.solved(steps, numbers, work)


def prediction(numbers: Pass, step: WalkStep, item: str) -> Question:
    """The question that a step of the walk ``item`` asks."""
    where = f"{item}:{step.node}" if step.edge is None else f"{item}:{_edge_id(step.edge)}"
    if step.edge is None:
        return quizzes.value_question(numbers, step.node, where)
    return quizzes.message_question(numbers, step.edge, step.asks, where)


def cleared(work: Work) -> Work:
    """The work with nothing left over from the last question: no tries, no hints, no verdict."""
    return replace(work, tries_before=0, hints_used=0, response=(), verdict=None)


def _edge_id(edge: Edge) -> str:
    return f"{edge.target}>{edge.source}" + (f"#{edge.slot}" if edge.slot else "")
