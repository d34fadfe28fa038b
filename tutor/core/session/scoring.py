"""One answer to one question: how it is marked, what it scores and what is recorded of it.

Lessons and the questions outside them share this, so an answer is worth the same everywhere.
"""

from __future__ import annotations

from tutor.core import questions as quizzes
from tutor.core.questions import Question, Response, Verdict
from tutor.core.session.actions import SaveAnswer

TRY = 0.1
"""Taken off the score for each wrong answer before this one."""
HINT = 0.2
"""Taken off the score for each hint."""
WORKED = 4
"""The number of the hint that is the worked answer: three hints come before it."""


def score(share: float, tries_before: int, hints_used: int) -> float:
    """What an answer earns, from 0 to 1: its right share, less TRY a wrong try and HINT a hint."""
    return max(0.0, share - TRY * tries_before - HINT * hints_used)


def mark_item(
    question: Question,
    response: Response,
    *,
    item: str,
    seed: int,
    tries_before: int,
    hints_used: int,
) -> tuple[Verdict, SaveAnswer | None]:
    """The verdict, and what to record of the answer: nothing where it could not be read.

    ``item`` and ``seed`` are what the answer is recorded under; ``tries_before`` wrong answers and
    ``hints_used`` hints came before it.
    """
    verdict = quizzes.mark(question, response)
    if verdict.unreadable:
        return verdict, None
    return verdict, SaveAnswer(
        item=item,
        quiz_kind=question.quiz.kind,
        seed=seed,
        response=response,
        correct=verdict.correct,
        score=score(verdict.score, tries_before, hints_used),
        mistakes=verdict.mistakes,
        skills=question.quiz.skills,
        tries_before=tries_before,
        hints_used=hints_used,
        evidence=quizzes.evidence_for(question, verdict),
        shape=question.numbers.graph.shape if question.numbers else "",
        scene=quizzes.scene_of(question),
        content=quizzes.content_of(question),
        against=() if tries_before else quizzes.ruled_out_by(question, verdict),
    )
