"""What a learner does beside the answer itself: the working, a number on the way, a leaf turned.

None of it counts as a try of the question.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of
from tutor.core.errors import GraphError
from tutor.core.lesson import Activity, Lesson, Quiz, Steps
from tutor.core.questions import Question, Response
from tutor.core.session.actions import (
    AnswerFollowUp,
    Result,
    TryNudge,
    Turn,
    WriteWorking,
    placed,
    refused,
)
from tutor.core.session.current import activity_of
from tutor.core.session.state import State
from tutor.core.working import write_working

Beside = AnswerFollowUp | WriteWorking | Turn | TryNudge


def beside(lesson: Lesson, state: State, action: Beside) -> Result:
    """Do it; where there is nothing of the kind, a notice says so."""
    if isinstance(action, AnswerFollowUp):
        return _follow_up(lesson, state, action.response)
    if isinstance(action, Turn):
        return _turn(lesson, state, action.by)
    if isinstance(action, TryNudge):
        return _try(lesson, state, action)
    return _working(lesson, state, action.text)


def _follow_up(lesson: Lesson, state: State, response: Response) -> Result:
    """The number on the way: it is marked, and what is known of the answer is said again."""
    activity, question = activity_of(lesson, state), state.question
    work = state.work(activity.id) if activity else Work()
    if activity is None or question is None or work.follow is None:
        return refused(state, "No other number is asked for here.")
    before = with_history(lesson, activity, question, work)
    follow, after, again = quizzes.answer_follow_up(before, work.response, work.follow, response)
    known = replace(work, follow=follow, known=after.known)
    if again is not None:
        suspects = again.mistakes if again.again else ()
        known = replace(known, verdict=again, suspects=suspects)
    return state.with_work(activity.id, known), ()


def _working(lesson: Lesson, state: State, text: str) -> Result:
    """The lines of the working, marked; they are kept with the place."""
    activity, question = activity_of(lesson, state), state.question
    work = state.work(activity.id) if activity else Work()
    found = None
    if question is not None and not (isinstance(activity, Quiz) and 0 in work.solved):
        found = write_working(question, text)
    if activity is None or found is None:
        notice = "Nothing is asked here that takes a working: it is for numbers of a graph."
        return refused(state, notice)
    found = found.after(work.working)
    return placed(state.with_work(activity.id, replace(work, working=found)))


def _turn(lesson: Lesson, state: State, by: int) -> Result:
    """A leaf is turned, where there is one to turn and nothing is asked before."""
    activity = activity_of(lesson, state)
    turn = kind_of(activity).turn if isinstance(activity, Steps) else None
    if turn is None or state.numbers is None or state.question is not None:
        return refused(state, "There is nothing to turn here.")
    assert isinstance(activity, Steps)  # noqa: S101 - or nothing could be turned
    work = turn(activity, state.numbers, state.work(activity.id), by)
    return placed(state.with_work(activity.id, work))


def _try(lesson: Lesson, state: State, action: TryNudge) -> Result:
    """The last answer is tried by a nudge; without one there is nothing to be tried."""
    activity, question = activity_of(lesson, state), state.question
    if activity is None or question is None:
        return refused(state, "There is no open question here.")
    work, tries = state.work(activity.id), quizzes.tries_of(question)
    answered = is_answered_once(work)
    notice = quizzes.why_not_tried(question, tries, action.node, answered=answered)
    if notice:
        return refused(state, notice)
    size = action.size or quizzes.next_size(work.tried)
    node = quizzes.node_called(question, action.node)
    tried = replace(work, tried=size, tried_at=node, tried_with=action.response)
    return state.with_work(activity.id, tried), ()


def is_answered_once(work: Work) -> bool:
    """Whether an answer was given to the open question, or its answer was shown."""
    return work.tries_before > 0 or 0 in work.solved


def with_history(lesson: Lesson, activity: Activity, question: Question, work: Work) -> Question:
    """The question with what is known of this learner: the answer and the values before."""
    known = replace(question, suspects=work.suspects, known=work.known)
    if not isinstance(activity, Quiz) or work.earlier is None:
        return known
    try:
        earlier = quizzes.make(activity, lesson.graphs.get(activity.graph), work.earlier)
    except GraphError:
        return known
    return quizzes.remembering(known, earlier)
