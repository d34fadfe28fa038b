"""The number that tells most: asked for beside a question whose wrong answer has no clear cause.

It is no part of the question.  Nobody has to give it, it counts as no try, and what is said of the
answer afterwards takes it into account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.answers import read_number
from tutor.core.questions.kinds.numeric import gradient_question
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.questions.registry import mark
from tutor.core.text import format_number


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A number on the way, what was given for it, and what was said to that."""

    question: Question
    response: Response = ()
    verdict: Verdict | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a right answer."""
        return self.verdict is None or not self.verdict.correct


def follow_up_of(question: Question, verdict: Verdict | None) -> FollowUp | None:
    """The number that a verdict asks back; None where it asks for none."""
    if verdict is None or not verdict.asks or question.numbers is None:
        return None
    of, wrt = verdict.asks
    where = f"{question.quiz.id}:{wrt}"
    return FollowUp(gradient_question(question, question.numbers, of, wrt, where))


def answer_follow_up(
    question: Question, given: Response, follow: FollowUp, response: Response
) -> tuple[FollowUp, Question, Verdict | None]:
    """The number as it was marked, the question with what is known now, and what is said again.

    ``given`` is the answer to the question.  What cannot be read changes nothing, and of several
    numbers for one derivative the first says what the learner had in mind.
    """
    verdict = mark(follow.question, response)
    marked = replace(follow, response=response, verdict=verdict)
    if verdict.unreadable or follow.question.derivative is None:
        return marked, question, None
    _, wrt = follow.question.derivative
    if wrt not in dict(question.known):
        question = replace(question, known=(*question.known, (wrt, response[0])))
    again = mark(question, given)
    if again.correct or again.unreadable:
        return marked, question, None
    return marked, question, _said(question, given, marked, again)


def _said(question: Question, given: Response, follow: FollowUp, again: Verdict) -> Verdict:
    """What is known of the answer now, behind what was found of the number."""
    verdict, asked = follow.verdict, follow.question.slots[0].label
    number, first = (format_number(read_number(one[0])) for one in (follow.response, given))
    label = question.slots[0].label
    if verdict is not None and verdict.correct:
        lead = f"{number} is right for {asked}; {first} is not {label}."
        return replace(again, feedback=(lead, *again.feedback))
    lead = f"{number} is not {asked} yet, and {label} is made from it."
    if again.mistakes:
        return replace(again, feedback=(lead, *again.feedback), asks=())
    own = verdict.feedback if verdict is not None else ()
    return replace(again, feedback=(lead, *own), asks=())
