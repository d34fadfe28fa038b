"""A learner in a lesson, as a state machine: (state, action) to (state, effects).

Nothing here draws, waits or stores.  Whoever calls ``act`` carries out the effects first and paints
the new state after that, so an answer shown as marked is an answer that was saved.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of
from tutor.core.lesson import Activity, Lesson, Plan, Quiz, Steps, Terms
from tutor.core.questions import Response
from tutor.core.session.actions import (
    Action,
    Answer,
    AnswerFollowUp,
    AskHint,
    Back,
    ChangeForm,
    Effect,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    Result,
    SaveFinished,
    SaveHint,
    Select,
    TryNudge,
    Turn,
    Undo,
    Visit,
    WriteWorking,
    placed,
    refused,
)
from tutor.core.session.current import (
    activity_of,
    clear_reply,
    is_done,
    page_of,
    with_current_question,
    with_moved,
    with_prediction,
)
from tutor.core.session.forms import said_on_arrival, with_key
from tutor.core.session.keys import BACK, HINT, NEXT, VARIANT
from tutor.core.session.restart import begin_anew
from tutor.core.session.scoring import WORKED, mark_item
from tutor.core.session.side_actions import beside, with_history
from tutor.core.session.state import Reply, State
from tutor.core.text import safe
from tutor.core.working import evidence_of_lines


def start(lesson: Lesson, seed: int) -> State:
    """The first page of ``lesson``; ``seed`` (from 1) is where this learner's variants start."""
    return _told(lesson, State(seed=max(1, seed)))


def resume(lesson: Lesson, stored: State) -> State:
    """A stored state put back into ``lesson``, held within what the lesson has today."""
    page = min(stored.page, len(lesson.pages))
    count = len(lesson.pages[page].activities) if page < len(lesson.pages) else 0
    item = min(stored.item, max(0, count - 1))
    return _told(lesson, replace(stored, page=page, item=item))


def _told(lesson: Lesson, state: State) -> State:
    """The state with its question; whoever comes in is told what an instructor has set."""
    if lesson.terms.words:
        state = replace(state, notice=f"For this lesson: {lesson.terms.words}.")
    return with_current_question(lesson, state)


def act(lesson: Lesson, state: State, action: Action) -> Result:
    """Do what the learner asks; a thing that cannot be done leaves a notice that says why.

    All else is as it was then: the reply to what was solved last, too.
    """
    quiet = replace(state, notice="", leaving=False)
    if isinstance(action, Undo):
        return _undo(lesson, quiet)
    if state.settled is not None and not isinstance(action, (Select, Visit)):
        quiet = replace(quiet, settled=None)
        if isinstance(action, Next) and quiet.question is not None:
            return quiet, ()
    if isinstance(action, Next):
        return _next(lesson, quiet, leaving=state.leaving)
    if refusal := _refusal(lesson.terms, action):
        return refused(replace(quiet, settled=state.settled), refusal)
    done, effects = _do(lesson, quiet, action)
    if done.notice and not effects and replace(done, notice="") == quiet:
        done = replace(done, settled=state.settled)
    return done, effects


def _refusal(terms: Terms, action: Other) -> str:
    """Why an instructor's terms do not allow this; "" where they do."""
    if isinstance(action, (AskHint, WriteWorking)) and not terms.hints:
        return f"Hints are off in “{safe(terms.pack)}”."
    if isinstance(action, (NewVariant, ChangeForm)) and terms.is_test:
        return "A test keeps its values, and its form."
    return ""


Other = (
    Back | Leave | First | Last | Answer | AnswerFollowUp | WriteWorking | AskHint | NewVariant
    | Turn | TryNudge | ChangeForm | Visit | Select
)  # fmt: skip


def _do(lesson: Lesson, quiet: State, action: Other) -> Result:
    match action:
        case Back():
            return _back(lesson, quiet)
        case Leave():
            return _leave(lesson, quiet)
        case First() | Last():
            return _end_of_walk(lesson, quiet, first=isinstance(action, First))
        case Answer(response):
            return _answer(lesson, quiet, response)
        case AnswerFollowUp() | WriteWorking() | Turn() | TryNudge():
            return beside(lesson, quiet, action)
        case AskHint():
            return _hint(lesson, quiet)
        case NewVariant() | ChangeForm():
            return begin_anew(lesson, quiet, action)
        case Visit(page):
            return _visit(lesson, quiet, page)
        case Select(target):
            return replace(quiet, selected=target), ()


# Moving -----------------------------------------------------------------------------------------


def _next(lesson: Lesson, state: State, *, leaving: bool) -> Result:
    activity = activity_of(lesson, state)
    if activity is None or is_done(lesson, state, activity):
        return _onward(lesson, state)
    if state.question is None and isinstance(activity, Steps) and kind_of(activity).turn:
        if leaving:
            return _onward(lesson, state)
        notice = f"Turn it first. {NEXT} again leaves it open for now."
        return refused(replace(state, leaving=True), notice)
    if state.question is None:
        return _stepped(lesson, state, activity, state.work(activity.id).step + 1)
    # without hints no answer is shown before one was given: the whole walk stays open
    walk = activity if isinstance(activity, Steps) and lesson.terms.hints else None
    if leaving and lesson.skip:
        if walk is None:
            return _onward(lesson, state)
        return placed(_shown(lesson, state, walk, state.work(walk.id)))
    what = "leaves it open for now" if walk is None else "shows it and goes on"
    again = f" {NEXT} again {what}." if lesson.skip else ""
    hint = f" {HINT} gives a hint." if lesson.terms.hints else ""
    notice = f"This one is yours: give your answer.{hint}{again}"
    return refused(replace(state, leaving=True), notice)


def _shown(lesson: Lesson, state: State, activity: Steps[Plan], work: Work) -> State:
    """The step of a walk that was skipped: worked, without a score, and asked again another time.

    The walk goes on behind it.
    """
    before = work.solved - work.skipped
    moved = _solved(
        lesson, state, activity, replace(work, hints_used=WORKED, response=(), verdict=None)
    )
    after = moved.work(activity.id)
    return moved.with_work(activity.id, replace(after, skipped=after.solved - before))


def _leave(lesson: Lesson, state: State) -> Result:
    if page_of(lesson, state) is None:
        return _onward(lesson, state)
    if state.question is not None and not lesson.skip and not _is_open_done(lesson, state):
        return refused(state, "This lesson asks for an answer before it goes on.")
    return _at(lesson, state, state.page + 1, 0)


def _is_open_done(lesson: Lesson, state: State) -> bool:
    activity = activity_of(lesson, state)
    return activity is None or is_done(lesson, state, activity)


def _stepped(lesson: Lesson, state: State, activity: Activity, step: int) -> Result:
    """The walk at ``step``, with nothing left over from the question before."""
    work = state.work(activity.id)
    moved = state.with_work(activity.id, replace(clear_reply(work), step=step))
    trail = with_moved(state, "step", activity.id) if step != work.step else state.trail
    return placed(with_prediction(lesson, replace(moved, selected=None, trail=trail)))


def _onward(lesson: Lesson, state: State) -> Result:
    page = page_of(lesson, state)
    if page is None:
        return refused(state, "This is the end.")
    if state.item + 1 < len(page.activities):
        return _at(lesson, state, state.page, state.item + 1)
    return _at(lesson, state, state.page + 1, 0)


def _at(lesson: Lesson, state: State, page: int, item: int) -> Result:
    ended = page >= len(lesson.pages) and not state.finished and _is_whole(lesson, state)
    moved = replace(
        state,
        page=page,
        item=item,
        selected=None,
        finished=state.finished or ended,
        trail=with_moved(state, "page"),
    )
    effects: tuple[Effect, ...] = (SaveFinished(),) if ended else ()
    opened = with_current_question(lesson, moved)
    activity = activity_of(lesson, opened)
    if activity is not None and activity.id not in state.works:
        said = said_on_arrival(lesson, opened, activity)
        opened = replace(opened, notice=with_key(said, opened.question))
    return placed(opened, *effects)


def _is_whole(lesson: Lesson, state: State) -> bool:
    """Whether every activity is done: to have seen the last page is not to have finished."""
    return all(is_done(lesson, state, one) for page in lesson.pages for one in page.activities)


def _back(lesson: Lesson, state: State) -> Result:
    activity = activity_of(lesson, state)
    work = state.work(activity.id) if activity else Work()
    if isinstance(activity, Steps) and work.step > 0:
        return _stepped(lesson, state, activity, work.step - 1)
    if state.item > 0:
        return _at(lesson, state, state.page, state.item - 1)
    if state.page == 0:
        return refused(state, "This is the start of the lesson.")
    before = len(lesson.pages[state.page - 1].activities)
    return _at(lesson, state, state.page - 1, max(0, before - 1))


def _undo(lesson: Lesson, state: State) -> Result:
    """Back to the moment before the last move; what was answered and said to it stays."""
    if not state.trail:
        notice = f"There is nothing to undo: an answer that was given stays. {BACK} goes back."
        return refused(state, notice)
    *earlier, last = state.trail
    moved = replace(state, page=last.page, item=last.item, selected=None, trail=tuple(earlier))
    if last.work is not None:
        moved = moved.with_work(last.activity, last.work)
    return placed(with_current_question(lesson, moved))


def _end_of_walk(lesson: Lesson, state: State, *, first: bool) -> Result:
    activity = activity_of(lesson, state)
    if not isinstance(activity, Steps):
        return refused(state, "There is no walk on this page to jump in.")
    if first:
        return _jumped(lesson, state, activity, 0)
    assert state.numbers is not None  # noqa: S101 - steps have a graph, and it has been run
    step = kind_of(activity).first_open(activity, state.numbers, state.work(activity.id))
    return _jumped(lesson, state, activity, step)


def _jumped(lesson: Lesson, state: State, activity: Activity, step: int) -> Result:
    moved, effects = _stepped(lesson, state, activity, step)
    if step != state.work(activity.id).step:
        return moved, effects
    return replace(moved, notice="You are there already."), effects


def _visit(lesson: Lesson, state: State, page: int) -> Result:
    if not 0 <= page <= len(lesson.pages):
        return refused(state, f"This lesson has {len(lesson.pages)} pages.")
    if page == len(lesson.pages):
        return refused(state, f"The end comes after the last page: press {NEXT}.")
    return _at(lesson, state, page, 0)


# Answering --------------------------------------------------------------------------------------


def _answer(lesson: Lesson, state: State, response: Response) -> Result:
    activity = activity_of(lesson, state)
    question = state.question
    if activity is None or question is None:
        return refused(state, "There is no open question here.")
    work = state.work(activity.id)
    if isinstance(activity, Quiz) and 0 in work.solved:
        notice = f"This one is done: {NEXT} goes on, {VARIANT} draws other values."
        return refused(state, notice)
    asked = quizzes.answered_anew(with_history(lesson, activity, question, work))
    verdict, save = mark_item(
        asked,
        response,
        item=question.quiz.id,
        seed=work.seed,
        tries_before=work.tries_before,
        hints_used=work.hints_used,
    )
    marked = replace(work, response=response, verdict=verdict, tried=0.0)
    state = replace(state, trail=())
    if save is None:
        return state.with_work(activity.id, marked), ()
    lines = () if work.tries_before else evidence_of_lines(question, work.working)
    save = replace(save, evidence=(*save.evidence, *lines), test=lesson.terms.is_test)
    suspects = verdict.mistakes if verdict.again else ()
    follow = quizzes.follow_up_of(question, verdict)
    marked = replace(marked, best=max(work.best, save.score), suspects=suspects)
    marked = replace(marked, follow=follow, known=asked.known)
    if verdict.correct:
        return placed(_solved(lesson, state, activity, marked), save)
    wrong = replace(marked, tries_before=work.tries_before + 1)
    if wrong.tries_before == lesson.terms.tries:  # that was the last one: its answer is shown
        return placed(_solved(lesson, state, activity, replace(wrong, hints_used=WORKED)), save)
    return placed(state.with_work(activity.id, wrong), save)


def _solved(lesson: Lesson, state: State, activity: Activity, work: Work) -> State:
    """The question is done; a walk takes the step that it asked about, and keeps the reply."""
    state = replace(state, trail=())
    if isinstance(activity, Quiz):
        return state.with_work(activity.id, replace(work, solved=frozenset({0})))
    assert state.question is not None  # noqa: S101 - only an open question is answered or shown
    assert state.numbers is not None  # noqa: S101 - and it is about a graph that has been run
    stepped = kind_of(activity).solved(activity, state.numbers, work)
    reply = Reply(state.question, work.response, work.verdict, worked=work.hints_used >= WORKED)
    moved = replace(state.with_work(activity.id, clear_reply(stepped)), settled=reply)
    return with_prediction(lesson, moved)


def _hint(lesson: Lesson, state: State) -> Result:
    activity = activity_of(lesson, state)
    if activity is None or state.question is None:
        return refused(state, "There is no open question to give a hint for.")
    work = state.work(activity.id)
    if isinstance(activity, Quiz) and 0 in work.solved:
        return refused(state, f"This one is done: {NEXT} goes on.")
    rung = work.hints_used + 1
    save = SaveHint(item=state.question.quiz.id, seed=work.seed, rung=rung)
    hinted = replace(work, hints_used=rung)
    state = replace(state, trail=())
    if rung < WORKED:
        return placed(state.with_work(activity.id, hinted), save)
    shown = replace(hinted, verdict=None, response=())
    return placed(_solved(lesson, state, activity, shown), save)
