"""What a kind of activity is: one row of the table in ``table.py``.

An activity is a list of steps through a graph, and how far the learner has come is a number
(``Work.step``).  A row says what follows ``steps NAME`` in a lesson, how long the list is, what its
next step asks, what can be seen after the steps taken, and what the work is once the open question
is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Literal, NamedTuple, TypeVar

from tutor.core.activities.forms import Taken
from tutor.core.graph import Edge, Graph, Pass
from tutor.core.lesson import Place, Plan, Steps
from tutor.core.questions import FollowUp, Question, Response, Verdict
from tutor.core.syntax import Fields
from tutor.core.working import NO_LINES, Working

P = TypeVar("P", bound=Plan)


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
    ``turns`` counts the turns up, less those down, of a leaf that the learner turns.
    ``tried`` is the nudge by which an answer is tried (0: none), ``tried_at`` the node that is
    raised (all that are asked about where it is empty), ``tried_with`` the answer (the last one
    where it is empty).
    ``working`` are the lines that were written for the open question; ``follow`` is the number on
    the way that is asked for besides, ``known`` what was given for such numbers, as (wrt, text).
    ``form`` is that of a walk ("": as its author wrote it), ``picked`` that the learner chose it.
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
    working: Working = NO_LINES
    follow: FollowUp | None = None
    known: tuple[tuple[str, str], ...] = ()
    form: Taken = ""
    picked: bool = False
    turns: int = 0
    tried: float = 0.0
    tried_at: str = ""
    tried_with: Response = ()

    def is_answered(self, step: int) -> bool:
        """Whether the learner has done the prediction at ``step``, and was not only shown it."""
        return step in self.solved and step not in self.skipped

    def with_solved(self, place: int, step: int) -> Work:
        """The work at ``step`` once the prediction that is counted under ``place`` is done."""
        solved, skipped = self.solved | {place}, self.skipped - {place}
        return replace(self, solved=solved, skipped=skipped, step=step)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a pass after some steps; ``arrived`` counts the messages at each node."""

    values: Mapping[str, float]
    gradients: Mapping[str, float]
    locals: Mapping[Edge, float]
    arrived: Mapping[str, int]

    @classmethod
    def at_start(cls, numbers: Pass) -> Known:
        """What is known before the forward pass: the values of the leaves."""
        return cls({leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves},
                   {}, {}, {})  # fmt: skip

    @classmethod
    def at_end(cls, numbers: Pass) -> Known:
        """What is known when both passes are complete."""
        arrived = {n.name: len(numbers.graph.outgoing(n.name)) for n in numbers.graph.nodes}
        return cls(numbers.values, numbers.gradients, numbers.locals, arrived)


LineMark = Literal["done", "now", "later", ""]


class ProgramLine(NamedTuple):
    """One line of a program: ``mark`` says how far it is, "" for a line that is not a step."""

    text: str
    mark: LineMark


@dataclass(frozen=True)
class Shown:
    """What is to be seen after some steps.

    ``said`` is what the step just taken has shown, then what comes; ``board`` are lines of text
    that stand below the page's text, ``broad`` the same in fewer and longer ones; ``numbers`` is
    the pass whose picture is drawn, of which ``known`` is known and where ``active`` stands out.
    ``sent`` is the edge along which the last message went, and ``stored`` says that the gradients
    are what a program has put there, right or wrong.  ``turns`` is the label of the leaf that the
    learner turns here: then the board is a drawing.  Where it is not ``pictured`` the board says
    more than the picture of the graph at this moment, which makes room for it.  ``program`` is what
    runs, where that is not the program of the graph, node by node.
    """

    said: tuple[str, ...]
    board: tuple[str, ...]
    numbers: Pass
    known: Known
    active: tuple[str | Edge, ...] = ()
    broad: tuple[str, ...] = ()
    sent: Edge | None = None
    stored: bool = False
    turns: str = ""
    pictured: bool = True
    program: tuple[ProgramLine, ...] = ()


def find_node(name: str, at: Place, fields: Fields) -> str | None:
    """The node that ``name`` or its label stands for; None, and a problem, where there is none."""
    return fields.setting.node(name, at, fields.reports) if fields.graph else None


@dataclass(frozen=True, slots=True)
class ActivityKind(Generic[P]):
    """One kind of activity.

    ``name``      the word behind ``steps`` in a lesson
    ``title``     the heading of the activity
    ``does``      what it does, in a few words for the list in ``lessons/README.md``, and
    ``lines``     the lines of its own that a block has, for the same list
    ``template``  what ``bptutor new steps NAME`` prints: a block that has no problem
    ``asks``      what may follow ``ask at NODES:``; where nothing may, the author words the
                  question: ``ask: TEXT`` and ``hint: TEXT``
    ``read``      its plan, from the lines of its own; problems are reported there
    ``find``      what is meant by a name in ``ask at NAME``; None, and a problem, for nothing
    ``why_not``   why nothing can be asked there, and what to do; "" when it can
    ``length``    how many steps it has, known without running the graph
    ``question``  what the next step asks; None when it asks nothing, or has been answered
    ``show``      what is to be seen; the last argument says that the step was just answered
    ``solved``    the work once the open question is answered or its answer was shown
    ``walks``     the pass through which it goes node by node, with all that it shows in the
                  picture and nothing on the board
    ``turn``      the work after so many turns of a leaf, where the learner turns one
    ``to_goal``   the turns that are still missing, down below 0; 0 where none are
    ``problem``   what its author says that the numbers do not bear out, for ``check``
    ``pictured``  whether its graph is ever drawn; where it is not the board says more
    """

    name: str
    title: str
    does: str
    lines: str
    template: str
    asks: tuple[str, ...]
    read: Callable[[Fields], P]
    length: Callable[[Steps[P], Graph], int]
    question: Callable[[Steps[P], Pass, Work], Question | None]
    show: Callable[[Steps[P], Pass, Work, bool], Shown]
    solved: Callable[[Steps[P], Pass, Work], Work] = lambda _steps, _numbers, work: (
        work.with_solved(work.step, work.step + 1)
    )
    find: Callable[[str, Place, Fields], str | None] = find_node
    why_not: Callable[[P, Graph, str], tuple[str, str]] = lambda _plan, _graph, _name: ("", "")
    walks: Literal["", "forward", "backward"] = ""
    turn: Callable[[Steps[P], Pass, Work, int], Work] | None = None
    to_goal: Callable[[Steps[P], Pass, Work], int] = lambda _steps, _numbers, _work: 0
    problem: Callable[[Steps[P], Pass], str] = lambda _steps, _numbers: ""
    pictured: bool = True

    def first_open(self, steps: Steps[P], numbers: Pass, work: Work) -> int:
        """The first step from here on that asks something; the number of steps when none does."""
        length = self.length(steps, numbers.graph)
        ahead = (replace(work, step=step) for step in range(work.step, length))
        return next((at.step for at in ahead if self.question(steps, numbers, at)), length)
