"""How likely the next answer is right: a forecast over kinds of learners, weighed by what came.

Mastery asks for proof; a forecast should be neither hopeful nor careful.  Nobody knows how fast a
learner forgets, so several kinds of learners are held against each answer: one who learns nothing,
one who is right every second time, one who forgets nothing, and those whose memory lasts a part or
a multiple of what the schedule supposes (fsrs is fitted to cards, not to steps of a calculation),
be it that a wrong answer throws them back as the schedule has it, or that its explanation teaches
them as much as a right one.  The weights are those of Bayes' rule; a skill has its own, and what is
known of the learner from other skills comes in as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import exp, log

from tutor.core.progress.evidence import LEAST, Evidence
from tutor.core.progress.schedule import Memory, Reviews

SPANS = (0.12, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How long memories last, next to the schedule's."""
FIXED = (0.1, 0.1, 0.05)
"""The shares, before any answer, of who learns nothing, is right by half, forgets nothing."""
FROM_OTHERS = 0.7
"""What an answer on another skill weighs."""
KEPT = 0.98
"""What is left of an older answer's weight after each new one: learners change."""
LOST = 0.05
"""Right answers that are lost to slips."""
UNTAUGHT = 0.3
"""The chance that a skill is known before it was met."""

LEAST_SIDE = 1e-6
"""What an answer is taken to be as likely as at least, whatever a kind makes of it."""

Logs = tuple[float, ...]
"""The logarithm of how well each kind explains the answers so far."""

KINDS = len(FIXED) + 2 * len(SPANS)
PRIOR = (*FIXED, *[(1 - sum(FIXED)) / (2 * len(SPANS))] * (2 * len(SPANS)))
NOTHING: Logs = (0.0,) * KINDS


def chances_by_kind(
    asked: Evidence, reviews: Reviews | None, met: Memory | None, day: date
) -> tuple[float, ...]:
    """The chance of a right answer of each kind, on this day.

    ``met`` is what meetings would have left by the schedule if all of them had gone well.
    """
    guess = max(asked.guess, LEAST)
    known = (*_recalls(reviews, day), *_recalls(met, day))
    by_memory = [one * (1 - LOST) + (1 - one) * guess for one in known]
    return (guess, max(0.5, guess), 1 - LOST, *by_memory)


def _recalls(left: Reviews | Memory | None, day: date) -> tuple[float, ...]:
    if left is None:
        return (UNTAUGHT,) * len(SPANS)
    if day <= left.day:
        return (1.0,) * len(SPANS)
    memory = left if isinstance(left, Memory) else left.memory
    return memory.recalls(day, SPANS)


def forecast(own: Logs, all_: Logs, likely: Sequence[float]) -> float:
    """The chance of a right answer; ``own`` is of the skill, ``all_`` of all of them together."""
    weights = _weights(own, all_)
    return sum(weight * one for weight, one in zip(weights, likely, strict=True))


def _weights(own: Logs, all_: Logs) -> tuple[float, ...]:
    logs = [log(p) + x + FROM_OTHERS * (y - x) for p, x, y in zip(PRIOR, own, all_, strict=True)]
    top = max(logs)
    found = [exp(one - top) for one in logs]
    return tuple(one / sum(found) for one in found)


def explained(before: Logs, likely: Sequence[float], *, right: bool) -> Logs:
    """How well each kind explains the answers with one more."""
    sides = likely if right else [1 - one for one in likely]
    return tuple([
        KEPT * x + log(one if one > LEAST_SIDE else LEAST_SIDE)
        for x, one in zip(before, sides, strict=True)
    ])  # fmt: skip
