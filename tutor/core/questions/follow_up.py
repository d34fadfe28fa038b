"""The number that tells most: asked for beside a question whose wrong answer has no clear cause.

It is no part of the question.  Nobody has to give it, it counts as no try, and what is said of the
answer afterwards takes it into account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.answers import is_right, read_number
from tutor.core.questions.kinds.numeric import gradient_question
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.questions.registry import mark
from tutor.core.text import format_number


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A number on the way, what was given for it, and what was said to that.

    After the ``last`` one no other is asked for.
    """

    question: Question
    response: Response = ()
    verdict: Verdict | None = None
    last: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a right answer."""
        return self.verdict is None or not self.verdict.correct


def follow_up_of(
    question: Question, verdict: Verdict | None, *, last: bool = False
) -> FollowUp | None:
    """The number that a verdict asks back; None where it asks for none."""
    if verdict is None or not verdict.asks or question.numbers is None:
        return None
    of, wrt = verdict.asks
    where = f"{question.quiz.id}:{wrt}"
    return FollowUp(gradient_question(question, question.numbers, of, wrt, where), last=last)


def answered_anew(question: Question) -> Question:
    """The question for a new answer: a wrong number on the way belonged to the answer before."""
    if question.numbers is None or question.derivative is None or not question.known:
        return question
    numbers, of = question.numbers, question.derivative[0]
    right = [
        (wrt, text)
        for wrt, text in question.known
        if is_right(read_number(text), numbers.derivative(of, wrt), question.quiz.tolerance)
    ]
    return replace(question, known=tuple(right))


def answer_follow_up(
    question: Question, given: Response, follow: FollowUp, response: Response
) -> tuple[FollowUp, Question, Verdict | None]:
    """The number that is asked for now, the question with what is known, and what is said again.

    ``given`` is the answer to the question.  What cannot be read changes nothing, and of several
    numbers for one derivative the latest counts.  A right one may lead on to one more, nearer to
    the error.
    """
    verdict = mark(follow.question, response)
    marked = replace(follow, response=response, verdict=verdict)
    if verdict.unreadable or follow.question.derivative is None:
        return marked, question, None
    _, wrt = follow.question.derivative
    known = dict(question.known) | {wrt: response[0]}
    question = replace(question, known=tuple(known.items()))
    leads_on = verdict.correct and not follow.last
    again = mark(replace(question, asks_back=leads_on), given)
    if again.correct or again.unreadable:
        return marked, question, None
    further = follow_up_of(question, again, last=True)
    return further or marked, question, _said(question, given, marked, again)


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
        return replace(again, feedback=(lead, *again.feedback))
    own = verdict.feedback if verdict is not None else ()
    return replace(again, feedback=(lead, *own))
