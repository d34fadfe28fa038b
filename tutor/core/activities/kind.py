"""What an activity through a graph is: one row of the table.

A course is a list of steps, and how far the learner has come is a number (``Work.step``).  Each row
says how long the list is, what its next step asks, what can be seen after the steps taken, and what
the work is once the open question is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tutor.core.activities.passes import Known
from tutor.core.graph import Edge, Graph, Pass
from tutor.core.lesson import Steps
from tutor.core.questions import Question, Response, Verdict


@dataclass(frozen=True, slots=True)
class Work:
    """How far the learner is in one activity.

    ``seed`` chooses the values (0: as the lesson writes them).  ``step`` counts the steps taken in
    a walk.  ``solved`` holds the steps whose prediction is done; a quiz uses step 0 alone.
    ``skipped`` are those of them that were shown, not answered: who goes back is asked again.
    ``tries_before`` and ``hints_used`` count wrong answers and hints at the open question; ``best``
    is the best score so far, from 0 to 1.  ``suspects`` are the mistakes that fitted the last
    answer, where there were several: other values will tell them apart, also after a restart.
    ``earlier`` is the seed of the values before these, for a learner may still have them in mind.
    """

    seed: int = 0
    step: int = 0
    solved: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    tries_before: int = 0
    hints_used: int = 0
    response: Response = ()
    verdict: Verdict | None = None
    best: float = 0.0
    suspects: tuple[str, ...] = ()
    earlier: int | None = None

    def is_answered(self, step: int) -> bool:
        """Whether the learner has done the prediction at ``step``, and was not only shown it."""
        return step in self.solved and step not in self.skipped


@dataclass(frozen=True)
class Shown:
    """What is to be seen after some steps.

    ``said`` is what the step just taken has shown, then what comes; ``board`` are lines of text
    that stand below the page's text, ``broad`` the same in fewer and longer ones; ``numbers`` is
    the pass whose picture is drawn, of which ``known`` is known and where ``active`` stands out.
    """

    said: tuple[str, ...]
    board: tuple[str, ...]
    numbers: Pass
    known: Known
    active: tuple[str | Edge, ...] = ()
    broad: tuple[str, ...] = ()


def in_order(work: Work) -> Work:
    """The work after the question at its step: that step is solved and taken."""
    return answered(work, work.step, work.step + 1)


def answered(work: Work, place: int, step: int) -> Work:
    """The work at ``step`` once the prediction that is counted under ``place`` is done."""
    return replace(work, solved=work.solved | {place}, skipped=work.skipped - {place}, step=step)


@dataclass(frozen=True, slots=True)
class Course:
    """One kind of activity.

    ``title``     the heading of the activity
    ``length``    how many steps it has, known without running the graph
    ``question``  what the next step asks; None when it asks nothing, or has been answered
    ``show``      what is to be seen; the last argument says that the step was just answered
    ``solved``    the work once the open question is answered or its answer was shown
    """

    title: str
    length: Callable[[Steps, Graph], int]
    question: Callable[[Steps, Pass, Work], Question | None]
    show: Callable[[Steps, Pass, Work, bool], Shown]
    solved: Callable[[Steps, Pass, Work], Work] = lambda _steps, _numbers, work: in_order(work)


def first_open(course: Course, steps: Steps, numbers: Pass, work: Work) -> int:
    """The first step from here on that asks something; the number of steps when none does."""
    length = course.length(steps, numbers.graph)
    for step in range(work.step, length):
        if course.question(steps, numbers, replace(work, step=step)) is not None:
            return step
    return length
