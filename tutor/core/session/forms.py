"""In which form a learner takes a walk: what they know chooses, or they themselves."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.activities import (
    FORMS,
    SAYS,
    Choice,
    Taken,
    Work,
    choose_form,
    in_form,
    kind_of,
    skills_of_walk,
)
from tutor.core.lesson import Activity, Lesson, Plan, Steps
from tutor.core.progress import PRACTICE, Standing
from tutor.core.questions import Question
from tutor.core.session.keys import FORM, OUT_OF_FIELD
from tutor.core.session.state import State

ORDER: tuple[Taken, ...] = ("", *FORMS)
"""The forms in turn; "" is that in which the lesson has the walk."""
AS_WRITTEN = ("as in the lesson", "as in the lesson")


def is_walk(activity: Activity | None) -> bool:
    """Whether there are forms of it: whether it goes through a pass."""
    return isinstance(activity, Steps) and bool(kind_of(activity).walks)


def as_taken(lesson: Lesson, state: State, activity: Activity) -> Activity:
    """An activity as this learner takes it: a walk in its form."""
    form = state.work(activity.id).form
    if not form or not isinstance(activity, Steps) or not is_walk(activity):
        return activity
    return in_form(activity, lesson.graphs[activity.graph].graph, form)


def lesson_as_taken(lesson: Lesson, state: State) -> Lesson:
    """The lesson with all its walks in their forms; the same where none has one."""
    if not any(work.form for work in state.works.values()):
        return lesson
    pages = tuple(
        replace(page, blocks=tuple(
            as_taken(lesson, state, block) if isinstance(block, Steps) else block
            for block in page.blocks
        ))
        for page in lesson.pages
    )  # fmt: skip
    return replace(lesson, pages=pages)


def fitting_form(lesson: Lesson, state: State, activity: Activity | None) -> Choice | None:
    """The form that fits what the learner knows; None before anything is known of them."""
    if not isinstance(activity, Steps) or not is_walk(activity) or not state.skills:
        return None
    asked = skills_of_walk(activity, lesson.graphs[activity.graph].graph)
    return choose_form(state.skills.get(skill, Standing(skill)) for skill in asked)


def first_work(lesson: Lesson, state: State, activity: Activity, seed: int) -> Work:
    """The work on an activity that is met for the first time.

    A walk is then as its lesson has it; one through a graph of the learner's own is in the form
    that fits, for nobody wrote it.
    """
    fitting = fitting_form(lesson, state, activity) if lesson.id == PRACTICE else None
    return Work(seed=seed, form=fitting.form if fitting else "")


def said_on_arrival(lesson: Lesson, state: State, activity: Activity | None) -> str:
    """What is said when a walk is met for the first time: its form and why, or what else fits."""
    fitting = fitting_form(lesson, state, activity)
    if fitting is None or activity is None:
        return ""
    if state.work(activity.id).form:
        return say_form(*fitting)
    return "You know all that this walk asks for." if fitting.form == "paper" else ""


def met_again(lesson: Lesson, state: State, activity: Activity, fresh: Work) -> tuple[Work, str]:
    """The work on a walk that begins anew, in its form, and what is said of that.

    What the learner chose stays.  What was watched once is not watched again, unless they ask.
    """
    before = state.work(activity.id)
    fitting = fitting_form(lesson, state, activity)
    if before.picked or fitting is None:
        return replace(fresh, form=before.form, picked=before.picked), ""
    if fitting.form == "watch" and before.step:
        fitting = Choice("one blank", "you have seen it done")
    return replace(fresh, form=fitting.form), say_form(*fitting)


def next_form(lesson: Lesson, state: State, activity: Steps[Plan]) -> tuple[Taken, str]:
    """The form that comes next when the learner changes it: at first what fits, then in turn."""
    work = state.work(activity.id)
    fitting = fitting_form(lesson, state, activity)
    if fitting is not None and not (work.picked or work.form):
        return fitting.form, fitting.why
    following = ORDER[(ORDER.index(work.form) + 1) % len(ORDER)]
    return following, "you chose it"


def say_form(form: Taken, why: str) -> str:
    """Which form a walk has, and why."""
    name, does = SAYS[form] if form else AS_WRITTEN
    said = does if does.startswith(name) else f"{name}: {does}"
    return f"{said[:1].upper()}{said[1:]} ({why})."


def with_key(said: str, question: Question | None) -> str:
    """The same with the key for another form: in a field every letter is typed."""
    typing = question is not None and question.way in ("blanks", "grid")
    return f"{said} {OUT_OF_FIELD if typing else ''}{FORM}: another form." if said else ""
