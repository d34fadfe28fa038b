"""What the screen shows for a state: the same for the full tutor, plain text and tests.

``view`` only reads.  It says what is on the page, what is known on the graph, what the learner is
asked, what was said to the last answer, and what the next key press would do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from tutor.core import questions as quizzes
from tutor.core.activities import SAYS, Shown, Taken, Work, kind_of
from tutor.core.budget import spend
from tutor.core.graph import run
from tutor.core.lesson import Activity, Lesson, Page, Prose, Quiz, Span, Spans, Steps
from tutor.core.progress import PRACTICE, UNMARKED
from tutor.core.questions import FollowUp, Question, Response, Verdict, fill_prose
from tutor.core.session.current import (
    activity_of,
    is_done,
    length_of,
    page_of,
)
from tutor.core.session.forms import is_walk
from tutor.core.session.pictured import is_pictured, pointed, scene_of, with_secrets
from tutor.core.session.scene import Scene
from tutor.core.session.scoring import WORKED
from tutor.core.session.side_actions import is_answered_once
from tutor.core.session.state import Moved, Reply, State
from tutor.core.text import plural
from tutor.core.working import Working, takes_working

TABLE_HIDDEN = "The table is hidden until the question is answered."
PageStatus = Literal["done", "here", "open"]
Undone = Moved | Literal["question", ""]


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a screen needs to paint a state.

    ``question`` is the one to answer or, when ``settled``, the one just done; ``hints`` are the
    rungs shown so far, ``worked`` the worked answer once it was asked for.  ``forward`` says what
    → does now, ``undo`` what z takes back.  ``board`` are lines that keep their places: a table, a
    program with its mark; ``broad`` are the same in fewer and longer lines, empty where there are
    none.  ``turns`` is the label of a leaf that the learner turns; then the board is a drawing.
    Where it is not ``pictured`` the picture of the scene makes room for the board.  The last
    ``below`` blocks of the text stand below it.
    ``trial`` says what a nudge of the inputs does; ``can_try`` that one can try the last answer.
    ``follow`` is the number on the way that is asked for besides; ``working`` are the lines
    written for the open question, None where it takes none.
    """

    lesson: str
    page: int
    pages: tuple[PageStatus, ...]
    heading: str
    prose: tuple[Prose, ...]
    scene: Scene | None
    task: str
    prompt: Spans
    question: Question | None
    settled: bool
    response: Response
    verdict: Verdict | None
    hints: tuple[Spans, ...]
    worked: Spans
    notice: str
    forward: str
    undo: Undone = ""
    board: tuple[str, ...] = ()
    below: int = 0
    broad: tuple[str, ...] = ()
    turns: str = ""
    pictured: bool = True
    trial: tuple[str, ...] = ()
    can_try: bool = False
    follow: FollowUp | None = None
    working: Working | None = None
    has_forms: bool = False
    """Whether the open activity is a walk, which has other forms and may take them."""
    form: Taken = ""
    """The form in which the learner takes it."""
    gives_hints: bool = True
    """Whether an instructor's terms leave hints on."""

    @property
    def can_turn(self) -> bool:
        """Whether a leaf may be turned now: nothing is asked before."""
        return bool(self.turns) and (self.question is None or self.settled)


def view(lesson: Lesson, state: State, afterword: Callable[[], tuple[str, ...]] = tuple) -> View:
    """What to paint for ``state``; ``afterword`` are lines that its end has besides its own."""
    activity = activity_of(lesson, state)
    spend(_cost(lesson, state))
    page = page_of(lesson, state)
    work = state.work(activity.id) if activity else Work()
    reply = state.settled
    if reply is None and state.question is not None:
        reply = Reply(state.question, work.response, work.verdict, work.hints_used >= WORKED)
    question = reply.question if reply else None
    done_quiz = isinstance(activity, Quiz) and is_done(lesson, state, activity)
    settled = state.settled is not None or done_quiz
    shown = _shown(state, activity)
    return View(
        lesson=lesson.title,
        page=state.page,
        pages=tuple(_status(lesson, state, index) for index in range(len(lesson.pages))),
        heading=page.title if page else _END[lesson.id == PRACTICE],
        prose=_prose(lesson, page, activity, state)
        if page
        else _closing(lesson, state, afterword()),
        scene=pointed(
            with_secrets(lesson, state, scene_of(lesson, state, activity, shown), question, settled)
        ),
        task=_task(lesson, state, activity),
        prompt=_prompt(question, shown, settled=settled),
        question=question,
        settled=settled,
        response=reply.response if reply else (),
        verdict=reply.verdict if reply else None,
        hints=quizzes.hints(question)[: work.hints_used] if question and not state.settled else (),
        worked=quizzes.worked(reply.question) if reply and reply.worked else (),
        notice=state.notice,
        forward=_forward(lesson, state, activity),
        undo=_undo(state),
        board=shown.board if shown else _table_before(lesson, state, settled=settled),
        broad=shown.broad if shown else (),
        below=_below(lesson, page, activity, state),
        turns=shown.turns if shown else "",
        pictured=is_pictured(activity, shown),
        trial=_trial(state, work),
        can_try=_can_try(state, work),
        follow=None if settled else work.follow,
        working=_working(question, work, settled=settled),
        has_forms=is_walk(activity) and not lesson.terms.is_test,
        form=work.form,
        gives_hints=lesson.terms.hints,
    )


def _cost(lesson: Lesson, state: State) -> int:
    """Units of work: what is to be seen of each node, and how far each activity has come."""
    nodes = len(state.numbers.graph.nodes) if state.numbers else 0
    activities = sum(len(page.activities) for page in lesson.pages)
    return 100 + 4 * nodes + 2 * activities


def _working(question: Question | None, work: Work, *, settled: bool) -> Working | None:
    """The lines of the open question; None where it takes no working."""
    if question is None or settled or not takes_working(question):
        return None
    return work.working


def _can_try(state: State, work: Work) -> bool:
    """Whether a nudge can try the answer that was given last."""
    question = state.question
    if question is None or state.settled is not None or not is_answered_once(work):
        return False
    return any(quizzes.tries_of(question))


def _trial(state: State, work: Work) -> tuple[str, ...]:
    question = state.question
    if question is None or not work.tried or not _can_try(state, work):
        return ()
    spend(4 * len(question.numbers.graph.nodes) if question.numbers else 1)
    tries = quizzes.tries_of(question)
    tried = work.tried_with or work.response
    return tuple(quizzes.trial_lines(question, tries, tried, work.tried, work.tried_at))


def _undo(state: State) -> Undone:
    """What the last move was, in a word."""
    if not state.trail:
        return ""
    last = state.trail[-1]
    return "question" if last.moved == "page" and last.page == state.page else last.moved


def _shown(state: State, activity: Activity | None) -> Shown | None:
    """What is to be seen of an activity with steps."""
    if not isinstance(activity, Steps) or state.numbers is None:
        return None
    settled = state.settled is not None
    return kind_of(activity).show(activity, state.numbers, state.work(activity.id), settled)


def _table_before(lesson: Lesson, state: State, *, settled: bool) -> tuple[str, ...]:
    """The table of the nudge before a question: it tells the answer, so first only where it is."""
    page, activity = page_of(lesson, state), activity_of(lesson, state)
    if page is None or not isinstance(activity, Quiz):
        return ()
    before = takewhile(lambda one: one.id != activity.id, page.activities)
    nudges = (one for one in before if isinstance(one, Steps) and one.kind == "nudge")
    steps = next((one for one in nudges if is_done(lesson, state, one)), None)
    if steps is None or not settled:
        return () if steps is None else (TABLE_HIDDEN,)
    numbers = run(lesson.graphs[steps.graph].graph)
    shown: Shown = kind_of(steps).show(steps, numbers, state.work(steps.id), True)
    return shown.board


def _status(lesson: Lesson, state: State, index: int) -> PageStatus:
    if index == state.page:
        return "here"
    activities = lesson.pages[index].activities
    done = all(is_done(lesson, state, activity) for activity in activities)
    passed = index < state.page or bool(activities)
    return "done" if done and passed else "open"


def _prose(
    lesson: Lesson, page: Page, activity: Activity | None, state: State
) -> tuple[Prose, ...]:
    """The page's text where it is written: up to the open activity, what is behind it once it is
    done."""
    last = activity is not None and activity.id == page.activities[-1].id
    open_ = activity if activity and not (last and is_done(lesson, state, activity)) else None
    shown: list[Prose] = []
    for block in page.blocks:
        if isinstance(block, (Quiz, Steps)) and open_ is not None and block.id == open_.id:
            break
        if isinstance(block, Prose):
            shown.append(fill_prose(block, state.numbers))
    return tuple(shown)


def _below(lesson: Lesson, page: Page | None, activity: Activity | None, state: State) -> int:
    """How many blocks of text are behind the last activity of the page, once that is done."""
    if page is None or activity is None or activity.id != page.activities[-1].id:
        return 0
    closing = takewhile(lambda block: isinstance(block, Prose), reversed(page.blocks))
    return len(list(closing)) if is_done(lesson, state, activity) else 0


_END = ("The end of the lesson", "The end")
"""Headings, of a lesson and of what was made on the spot: a review, a run's example."""


def _closing(lesson: Lesson, state: State, after: tuple[str, ...]) -> tuple[Prose, ...]:
    """What the learner sees at the end: what is done, and what is still open.

    Nothing is open of what was made on the spot, for nobody comes back to it: it was left out.
    """
    own = lesson.id == PRACTICE
    pieces = [(page, activity) for page in lesson.pages for activity in page.activities]
    missing = [page.title for page, activity in pieces if not is_done(lesson, state, activity)]
    works = [state.work(a.id) for _, a in pieces if isinstance(a, Quiz) and a.kind != UNMARKED]
    tried = [work.best for work in works if work.best or work.tries_before]
    lines = [f"You have reached the end of “{lesson.title}”."]
    if tried:
        share = round(100 * sum(tried) / len(tried))
        of = f" of {len(works)}" if len(tried) < len(works) else ""
        plural = "s" if len(works) > 1 else ""
        lines.append(f"Quiz score: {share} % over the {len(tried)}{of} question{plural} you tried.")
    if missing:
        left = "Left out" if own else "Still open"
        lines.append(f"{left}: {'; '.join(dict.fromkeys(missing))}.")
    else:
        lines.append("Every activity is done.")
    return tuple(Prose("paragraph", (Span(line),)) for line in (*lines, *after))


def _task(lesson: Lesson, state: State, activity: Activity | None) -> str:
    """A short heading for what there is to do."""
    if activity is None:
        return ""
    if isinstance(activity, Quiz):
        return "Your turn"
    work = state.work(activity.id)
    length = length_of(lesson, activity)
    if work.form:
        steps = f"{work.step} of {length}"
        return f"{kind_of(activity).title}, {SAYS[work.form][0]}: {steps}"
    return f"{kind_of(activity).title}: {work.step} of {plural(length, 'step')} done"


def _prompt(question: Question | None, shown: Shown | None, *, settled: bool) -> Spans:
    if question is not None:
        return question.asks if settled else question.prompt
    return tuple(map(Span, shown.said)) if shown else ()


def _forward(lesson: Lesson, state: State, activity: Activity | None) -> str:
    """What → does now, in a word or two for the footer."""
    if page_of(lesson, state) is None:
        return ""
    if activity is None or is_done(lesson, state, activity):
        return "next page" if _is_last_item(lesson, state) else "next question"
    if isinstance(activity, Steps) and kind_of(activity).turn and state.question is None:
        return "skip"
    if state.settled or state.question is None:
        return "next step"
    return "skip" if isinstance(activity, Quiz) else "show it"


def _is_last_item(lesson: Lesson, state: State) -> bool:
    page = page_of(lesson, state)
    return page is None or state.item + 1 >= len(page.activities)
