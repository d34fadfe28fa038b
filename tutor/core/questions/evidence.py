"""What an answer says of each skill: slot by slot, and of a known mistake the skill it lacks.

The chance to be right without the skill follows from what the question offers: the options, to the
power of the slots; of a number that is typed it is small, but for 1, −1 and 0, which come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from math import factorial

from tutor.core.misconceptions import lacking_skill
from tutor.core.progress import TYPED, Evidence
from tutor.core.questions.fill import plain
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.questions.steps import Step

COMMON = 0.3
"""The chance that a 1, −1 or 0 is found without the skill: one number in three of the course is one
of these, and who knows nothing tries them.  It is the most that Corbett and Anderson ("Knowledge
tracing", 1995) believe of a guess."""


def evidence_of(
    question: Question, steps: Sequence[Step], verdict: Verdict, solution: Response
) -> tuple[Evidence, ...]:
    """The evidence of an answer with this verdict; ``solution`` is a response that is right."""
    lack = lacking_skill(verdict.mistakes[0]) if verdict.mistakes else ""
    if question.way in ("blanks", "grid") and len(steps) == len(verdict.slots):
        found: list[Evidence] = []
        for step, fine, one in zip(steps, verdict.slots, solution, strict=True):
            found += _of(step, fine, _typed(one), lack)
            lack = lack if fine else ""  # a diagnosis is of the first slot that is wrong
        return tuple(found)
    guess, slips = guess_of(question), len(question.slots)
    whole = (step._replace(slips=slips) for step in dict.fromkeys(steps))
    return tuple(x for step in whole for x in _of(step, verdict.correct, guess, lack))


def _of(step: Step, fine: bool, guess: float, lack: str) -> Iterator[Evidence]:
    """The evidence of one slot.  A mistake in a part of it says nothing of the rest."""
    skills = dict.fromkeys((*step.asked, *step.used))
    if not fine:
        skills = dict.fromkeys((lack,) if lack in skills else step.asked)
    for skill in skills:
        yield Evidence(skill, fine, guess, step.slips)


def _typed(right: str) -> float:
    try:
        return guess_of_number(float(right))
    except ValueError:
        return TYPED


def guess_of_number(right: float) -> float:
    """The chance to find a number that is typed without the skill."""
    return COMMON if abs(right) in (0.0, 1.0) else TYPED


def guess_of(question: Question) -> float:
    """The chance to be right without the skill where something is offered, not typed."""
    options = max(1, len(question.options))
    match question.way:
        case "pick":
            return 1 / options
        case "label" | "tick":
            return float((1 / options) ** len(question.slots))
        case "arrange":
            return 1 / factorial(len(question.slots))
        case "assemble":
            return 1 / factorial(options)
        case _:
            return TYPED


def scene_of(question: Question) -> str:
    """The graph with its values, as a short text that tells it from others; "" without a graph."""
    numbers = question.numbers
    if numbers is None:
        return ""
    leaves = [numbers.values[leaf.name] for leaf in numbers.graph.leaves]
    return _short(numbers.graph.shape, *map(repr, leaves))


def content_of(question: Question) -> str:
    """The question with its values, as a short text: the same wherever and whenever it is asked."""
    return _short(question.quiz.kind, plain(question.prompt), scene_of(question))


def _short(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
