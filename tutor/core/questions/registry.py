"""The registry of question kinds, and what the rest of the program asks of a question.

A kind is one row, at the end of its own file in ``kinds``; adding a kind is that file and its name
below.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.misconceptions import detectable_in
from tutor.core.progress import Evidence
from tutor.core.questions.asked import Sought
from tutor.core.questions.common import ladder, worked_or
from tutor.core.questions.evidence import evidence_of
from tutor.core.questions.figures import with_figures
from tutor.core.questions.kind import Kind, QuizKind
from tutor.core.questions.kinds import (
    choice,
    classify,
    equation,
    formula,
    free,
    grid,
    line,
    match,
    mend,
    message,
    next_node,
    numeric,
    order,
    parsons,
    prediction,
    select,
    sign,
    spot,
    tiles,
)
from tutor.core.questions.model import Question, Response, Verdict

_QUIZZES: dict[str, QuizKind[Any, Any]] = {
    kind.name: kind
    for kind in (
        numeric.KIND,
        message.KIND,
        choice.KIND,
        classify.KIND,
        order.KIND,
        sign.KIND,
        formula.KIND,
        grid.KIND,
        select.KIND,
        match.KIND,
        spot.KIND,
        parsons.KIND,
        tiles.KIND,
        free.KIND,
    )
}
KINDS: Mapping[str, QuizKind[Any, Any]] = MappingProxyType(_QUIZZES)
"""The kinds that authors may write, in the order in which a round of questions takes them."""


def marked_kinds() -> tuple[str, ...]:
    """The kinds whose answers are right or wrong: those that can be asked on any graph."""
    return tuple(name for name, kind in KINDS.items() if kind.marked)


_ASKED_BY_ACTIVITIES: Mapping[str, Kind[Any]] = {
    kind.name: kind
    for kind in (prediction.KIND, equation.KIND, next_node.KIND, line.KIND, mend.KIND)
}


def _kind_of(question: Question) -> Kind[Any]:
    name = question.quiz.kind
    return KINDS[name] if name in KINDS else _ASKED_BY_ACTIVITIES[name]


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with its values drawn; ``seed`` 0 takes those that the author wrote.

    Raises GraphError when the quiz needs a graph that is not there, or belongs to an activity.
    """
    if quiz.kind not in KINDS:
        raise GraphError(f"the question {quiz.id!r} belongs to an activity")
    kind = KINDS[quiz.kind]
    return with_figures(kind.make(quiz, kind.body_of(quiz), lesson_graph, seed))


def mark(question: Question, response: Response) -> Verdict:
    """What an answer is worth, and what to say about it; never raises for any answer."""
    kind = _kind_of(question)
    return kind.mark(question, kind.key_of(question), response)


def hints(question: Question) -> tuple[Spans, ...]:
    """Three rungs: point, principle, numbers; the answer itself is in none of them."""
    kind = _kind_of(question)
    return ladder(question, kind.hints(question, kind.key_of(question)))


def worked(question: Question) -> Spans:
    """The worked answer, shown after the third hint."""
    kind = _kind_of(question)
    return worked_or(question, kind.worked(question, kind.key_of(question)))


def solution(question: Question) -> Response:
    """A response that is marked right."""
    kind = _kind_of(question)
    return kind.solution(kind.key_of(question))


def evidence_for(question: Question, verdict: Verdict) -> tuple[Evidence, ...]:
    """What an answer with this verdict says of each skill."""
    kind = _kind_of(question)
    key = kind.key_of(question)
    return evidence_of(question, kind.asks(question, key), verdict, kind.solution(key))


def ruled_out_by(question: Question, verdict: Verdict | None = None) -> tuple[str, ...]:
    """The mistakes against which its right slots speak: those that would have shown in them.

    Without a verdict, what an answer rules out that is all right.
    """
    kind, numbers = _kind_of(question), question.numbers
    if numbers is None:
        return ()
    given = verdict or _all_right(question)
    right = {at for at, fine in enumerate(given.slots) if fine}
    skills = frozenset(one.skill for one in evidence_if_right(question))
    found = set[str]()
    for what, of, wrt, slots in kind.derives(question, kind.key_of(question)):
        if right.issuperset(slots):
            found |= detectable_in(numbers, what, of, wrt, skills, question.background)
    return tuple(sorted(found))


def _all_right(question: Question) -> Verdict:
    return Verdict(True, 1.0, (True,) * len(question.slots))


def evidence_if_right(question: Question) -> tuple[Evidence, ...]:
    """The evidence of a right answer."""
    return evidence_for(question, _all_right(question))


def sought_by(question: Question) -> tuple[Sought | None, ...]:
    """The number of its graph that each slot asks for; None where that is none."""
    kind = _kind_of(question)
    names = question.numbers.graph.by_name if question.numbers else {}
    found = kind.seeks(question, kind.key_of(question))
    return tuple(
        one if one and one.of in names and (one.wrt in names or one.what == "value") else None
        for one in found
    )


def tries_of(question: Question) -> tuple[Sought | None, ...]:
    """The derivatives that its slots ask for: a nudge can try them."""
    found = sought_by(question)
    return tuple(one if one and one.what in ("gradient", "local") else None for one in found)


def skills_of(question: Question) -> tuple[str, ...]:
    """The skills that it asks for."""
    kind = _kind_of(question)
    steps = kind.asks(question, kind.key_of(question))
    return tuple(dict.fromkeys(skill for one in steps for skill in one.asked))
