"""An activity from its start again: with other values, or a walk in another form."""

from __future__ import annotations

from dataclasses import replace

from tutor.core import questions as quizzes
from tutor.core.activities import Work
from tutor.core.lesson import Lesson, Quiz, Steps
from tutor.core.session.actions import ChangeForm, NewVariant, Result, placed, refused
from tutor.core.session.current import activity_of, with_current_question, with_moved
from tutor.core.session.forms import is_walk, met_again, next_form, say_form, with_key
from tutor.core.session.state import State


def begin_anew(lesson: Lesson, state: State, action: NewVariant | ChangeForm) -> Result:
    """Begin the open activity anew; a notice says so where that makes no sense."""
    if isinstance(action, ChangeForm):
        return _in_other_form(lesson, state)
    return _with_fresh_values(lesson, state)


def _with_fresh_values(lesson: Lesson, state: State) -> Result:
    """The activity with other values; a walk in the form that fits what is known by now."""
    activity = activity_of(lesson, state)
    graph = lesson.graphs.get(activity.graph) if activity else None
    if activity is None or graph is None or not graph.vary:
        return refused(state, "There are no other values to draw here.")
    if isinstance(activity, Quiz) and not activity.varied:
        return refused(state, "This question keeps its values.")
    work = state.work(activity.id)
    question = state.question
    seed, notice = _next_seed(state, work), "Fresh values."
    if work.suspects and question is not None:
        other = quizzes.ask_again(question, graph, work.suspects)
        if other is not None:
            seed, notice = other.seed, "Values under which the causes differ."
    earlier = work.seed if isinstance(activity, Quiz) else None
    fresh = Work(seed=seed, best=work.best, suspects=work.suspects, earlier=earlier)
    fresh, said = met_again(lesson, state, activity, fresh)
    return _begun(lesson, state, activity.id, fresh, notice, said)


def _in_other_form(lesson: Lesson, state: State) -> Result:
    """The walk in the next form; with other values where its numbers were seen."""
    activity = activity_of(lesson, state)
    if not isinstance(activity, Steps) or not is_walk(activity):
        return refused(state, "Only a walk through a pass has other forms.")
    work = state.work(activity.id)
    form, why = next_form(lesson, state, activity)
    seen = bool(work.step or work.solved) and bool(lesson.graphs[activity.graph].vary)
    seed = _next_seed(state, work) if seen else work.seed
    fresh = Work(seed=seed, best=work.best, form=form, picked=True)
    return _begun(lesson, state, activity.id, fresh, "", say_form(form, why))


def _next_seed(state: State, work: Work) -> int:
    return max(work.seed, state.seed) + 1


def _begun(lesson: Lesson, state: State, item: str, fresh: Work, notice: str, form: str) -> Result:
    trail = with_moved(state, "values", item)
    moved = with_current_question(lesson, state.with_work(item, fresh))
    notice = " ".join(filter(None, (notice, with_key(form, moved.question))))
    return placed(replace(moved, notice=notice, trail=trail))
