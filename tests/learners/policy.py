"""Who answers what: the perfect learner, the one who stumbles, the one who asks for everything.

A policy is shown a question and says what to do with it, one move after the other, until it is
done.  It knows the right answer from the question itself, not from what a screen says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tests.learners.mistakes import Mistake, mistakes, solved
from tutor.core import questions as quizzes
from tutor.core.checking.simulate import right_move
from tutor.core.lesson import Lesson
from tutor.core.questions.model import Question, Response
from tutor.core.session import State, Turn


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer with ``response``, which is right unless it comes from a ``mistake``."""

    response: Response
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """Ask for the next rung; ``text`` is what it says."""

    text: str


Move = Answer | Hint


@dataclass(frozen=True, slots=True)
class Learner:
    """A name, what to do with a question, and what the account says in the end."""

    name: Literal["perfect", "stumbling", "asking"]
    moves: Callable[[Question], Iterator[Move]]


def perfect(question: Question) -> Iterator[Move]:
    """The right answer at once."""
    yield Answer(solved(question))


def stumbling(question: Question, most: int = 1_000) -> Iterator[Move]:
    """The answer of every misconception that applies (of ``most`` at most), then the right one."""
    for turn, mistake in enumerate(mistakes(question)):
        if turn < most:
            yield Answer(mistake.response, mistake)
    yield Answer(solved(question))


def asking(question: Question) -> Iterator[Move]:
    """Three hints, then the worked answer."""
    for hint in (*quizzes.hints(question), quizzes.worked(question)):
        yield Hint("".join(span.shown for span in hint))


def turns_to_goal(lesson: Lesson, state: State) -> int:
    """The turns up, or down, by which the leaf of this page is where it is wanted; 0 for none."""
    move = right_move(lesson, state)
    return move.by if isinstance(move, Turn) else 0


PERFECT = Learner("perfect", perfect)
STUMBLING = Learner("stumbling", stumbling)
STUMBLING_ONCE = Learner("stumbling", lambda question: stumbling(question, 1))
ASKING = Learner("asking", asking)
LEARNERS = (PERFECT, STUMBLING, ASKING)
