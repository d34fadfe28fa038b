"""A learner in a lesson, as a state machine: (state, action) to (state, effects).

Nothing here draws, waits or stores.  Whoever calls ``act`` carries out the effects first and paints
the new state after that, so an answer shown as marked is an answer that was saved.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.core import quiz as quizzes
from tutor.core.actions import (
    Action,
    Answer,
    AskHint,
    Back,
    Effect,
    First,
    Last,
    NewVariant,
    Next,
    SaveAnswer,
    SaveFinished,
    SaveHint,
    SavePlace,
    Select,
    Undo,
    Visit,
)
from tutor.core.activities.course import first_open, in_order
from tutor.core.activities.table import course_of
from tutor.core.errors import GraphError
from tutor.core.lesson import Activity, Lesson, Quiz, Steps
from tutor.core.mastery import score
from tutor.core.opening import (
    activity_of,
    is_done,
    opened,
    page_of,
    put_away,
    walk_of,
    with_question,
)
from tutor.core.question import Question, Response
from tutor.core.state import State, Work

WORKED = 4
"""The rung of the ladder that is the worked answer: three hints come before it."""

Result = tuple[State, tuple[Effect, ...]]


def start(lesson: Lesson, seed: int) -> State:
    """The first page of ``lesson``; ``seed`` (from 1) is where this learner's variants start."""
    return opened(lesson, State(seed=max(1, seed)))


def resume(lesson: Lesson, stored: State) -> State:
    """A stored state put back into ``lesson``, held within what the lesson has today."""
    page = min(stored.page, len(lesson.pages))
    count = len(lesson.pages[page].activities) if page < len(lesson.pages) else 0
    item = min(stored.item, max(0, count - 1))
    return opened(lesson, replace(stored, page=page, item=item))


def act(lesson: Lesson, state: State, action: Action) -> Result:
    """Do what the learner asks; a thing that cannot be done leaves a notice that says why."""
    quiet = replace(state, notice="", leaving=False)
    if state.settled is not None and not isinstance(action, (Select, Visit)):
        quiet = put_away(lesson, quiet)
        if isinstance(action, Next) and quiet.question is not None:
            return quiet, ()
    if isinstance(action, Next):
        return _next(lesson, quiet, leaving=state.leaving)
    return _do(lesson, quiet, action)


def _do(lesson: Lesson, quiet: State, action: Action) -> Result:
    match action:
        case Next():
            return _next(lesson, quiet, leaving=False)
        case Back():
            return _back(lesson, quiet)
        case Undo():
            return _undo(lesson, quiet)
        case First() | Last():
            return _end_of_walk(lesson, quiet, first=isinstance(action, First))
        case Answer(response):
            return _answer(lesson, quiet, response)
        case AskHint():
            return _hint(lesson, quiet)
        case NewVariant():
            return _variant(lesson, quiet)
        case Visit(page):
            return _visit(lesson, quiet, page)
        case Select(target):
            return replace(quiet, selected=target), ()


# Moving -----------------------------------------------------------------------------------------


def _next(lesson: Lesson, state: State, *, leaving: bool) -> Result:
    activity = activity_of(lesson, state)
    if activity is None or is_done(lesson, state, activity):
        return _onward(lesson, state)
    if state.question is None:
        return _stepped(lesson, state, activity, state.work(activity.id).step + 1)
    if leaving and lesson.skip:
        return _onward(lesson, state)
    again = " → again skips it for now." if lesson.skip else ""
    notice = f"This one is yours: give your answer. ? gives a hint.{again}"
    return replace(state, notice=notice, leaving=True), ()


def _stepped(lesson: Lesson, state: State, activity: Activity, step: int) -> Result:
    """The walk at ``step``, with nothing left over from the question before."""
    clear = put_away(lesson, state)
    work = replace(clear.work(activity.id), step=step)
    moved = replace(clear.with_work(activity.id, work), selected=None)
    return with_question(lesson, moved), (SavePlace(),)


def _onward(lesson: Lesson, state: State) -> Result:
    page = page_of(lesson, state)
    if page is None:
        return replace(state, notice="This is the end of the lesson."), ()
    if state.item + 1 < len(page.activities):
        return _at(lesson, state, state.page, state.item + 1)
    return _at(lesson, state, state.page + 1, 0)


def _at(lesson: Lesson, state: State, page: int, item: int) -> Result:
    ended = page >= len(lesson.pages) and not state.finished
    moved = replace(state, page=page, item=item, selected=None, finished=state.finished or ended)
    effects: tuple[Effect, ...] = (SaveFinished(),) if ended else ()
    return opened(lesson, moved), (*effects, SavePlace())


def _back(lesson: Lesson, state: State) -> Result:
    activity = activity_of(lesson, state)
    work = state.work(activity.id) if activity else Work()
    if isinstance(activity, Steps) and work.step > 0:
        return _stepped(lesson, state, activity, work.step - 1)
    if state.item > 0:
        return _at(lesson, state, state.page, state.item - 1)
    if state.page == 0:
        return replace(state, notice="This is the start of the lesson."), ()
    before = len(lesson.pages[state.page - 1].activities)
    return _at(lesson, state, state.page - 1, max(0, before - 1))


def _undo(lesson: Lesson, state: State) -> Result:
    activity = activity_of(lesson, state)
    if isinstance(activity, Quiz):
        work = state.work(activity.id)
        if work.verdict is None:
            return replace(state, notice="Nothing to take back here."), ()
        cleared = replace(work, verdict=None, response=())
        return state.with_work(activity.id, cleared), ()
    return _back(lesson, state)


def _end_of_walk(lesson: Lesson, state: State, *, first: bool) -> Result:
    activity = activity_of(lesson, state)
    if not isinstance(activity, Steps):
        return replace(state, notice="There is no walk on this page to jump in."), ()
    if first:
        return _jumped(lesson, state, activity, 0)
    course = course_of(activity)
    if course and state.numbers is not None:
        work = state.work(activity.id)
        step = first_open(course, activity, state.numbers, work)
        return _jumped(lesson, state, activity, step)
    solved = state.work(activity.id).solved
    steps = walk_of(lesson, state)
    open_ = (i for i, step in enumerate(steps) if step.asks and i not in solved)
    return _jumped(lesson, state, activity, next(open_, len(steps)))


def _jumped(lesson: Lesson, state: State, activity: Activity, step: int) -> Result:
    moved, effects = _stepped(lesson, state, activity, step)
    if step != state.work(activity.id).step:
        return moved, effects
    return replace(moved, notice="You are there already."), effects


def _visit(lesson: Lesson, state: State, page: int) -> Result:
    if not 0 <= page <= len(lesson.pages):
        return replace(state, notice=f"This lesson has {len(lesson.pages)} pages."), ()
    if page == len(lesson.pages):
        return replace(state, notice="The end comes after the last page: press →."), ()
    return _at(lesson, state, page, 0)


def _variant(lesson: Lesson, state: State) -> Result:
    activity = activity_of(lesson, state)
    graph = lesson.graphs.get(activity.graph) if activity else None
    if activity is None or graph is None or not graph.vary:
        return replace(state, notice="There are no other values to draw here."), ()
    if isinstance(activity, Quiz) and not activity.varied:
        return replace(state, notice="This question keeps its values."), ()
    work = state.work(activity.id)
    question = state.question
    seed, notice = max(work.seed, state.seed) + 1, "Fresh values."
    if work.suspects and question is not None:
        other = quizzes.ask_again(question, graph, work.suspects)
        if other is not None:
            seed, notice = other.seed, "Values under which the causes differ."
    earlier = work.seed if isinstance(activity, Quiz) else None
    fresh = Work(seed=seed, best=work.best, suspects=work.suspects, earlier=earlier)
    moved = replace(opened(lesson, state.with_work(activity.id, fresh)), notice=notice)
    return moved, (SavePlace(),)


# Answering --------------------------------------------------------------------------------------


def _answer(lesson: Lesson, state: State, response: Response) -> Result:
    activity = activity_of(lesson, state)
    question = state.question
    if activity is None or question is None:
        return replace(state, notice="There is no open question here."), ()
    work = state.work(activity.id)
    if isinstance(activity, Quiz) and 0 in work.solved:
        notice = "This one is done: → goes on, v draws other values."
        return replace(state, notice=notice), ()
    verdict = quizzes.mark(_with_history(lesson, activity, question, work), response)
    marked = replace(work, response=response, verdict=verdict)
    if verdict.unreadable:
        return state.with_work(activity.id, marked), ()
    earned = score(verdict.score, work.tries, work.rungs)
    save = SaveAnswer(
        item=question.quiz.id,
        kind=question.quiz.kind,
        seed=work.seed,
        response=response,
        verdict=verdict,
        score=earned,
        tries=work.tries,
        rungs=work.rungs,
        skills=question.quiz.skills,
    )
    suspects = verdict.mistakes if verdict.again else ()
    marked = replace(marked, best=max(work.best, earned), suspects=suspects)
    if not verdict.correct:
        wrong = state.with_work(activity.id, replace(marked, tries=work.tries + 1))
        return wrong, (save, SavePlace())
    return _solved(lesson, state, activity, marked), (save, SavePlace())


def _with_history(lesson: Lesson, activity: Activity, question: Question, work: Work) -> Question:
    """The question with what is known of this learner: the answer and the values before."""
    known = replace(question, suspects=work.suspects)
    if not isinstance(activity, Quiz) or work.earlier is None:
        return known
    try:
        earlier = quizzes.make(activity, lesson.graphs.get(activity.graph), work.earlier)
    except GraphError:
        return known
    return quizzes.remembering(known, earlier)


def _solved(lesson: Lesson, state: State, activity: Activity, work: Work) -> State:
    """The question is done; a walk takes the step that it asked about."""
    if isinstance(activity, Quiz):
        return state.with_work(activity.id, replace(work, solved=frozenset({0})))
    course = course_of(activity)
    stepped = in_order(work)
    if course and state.numbers is not None:
        stepped = course.solved(activity, state.numbers, work)
    moved = replace(state.with_work(activity.id, stepped), settled=state.question)
    return with_question(lesson, moved)


def _hint(lesson: Lesson, state: State) -> Result:
    activity = activity_of(lesson, state)
    if activity is None or state.question is None:
        return replace(state, notice="There is no open question to give a hint for."), ()
    work = state.work(activity.id)
    if isinstance(activity, Quiz) and 0 in work.solved:
        return replace(state, notice="This one is done: → goes on."), ()
    rung = work.rungs + 1
    save = SaveHint(item=state.question.quiz.id, seed=work.seed, rung=rung)
    hinted = replace(work, rungs=rung)
    if rung < WORKED:
        return state.with_work(activity.id, hinted), (save, SavePlace())
    shown = replace(hinted, verdict=None, response=())
    return _solved(lesson, state, activity, shown), (save, SavePlace())
