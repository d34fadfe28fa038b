"""One student's answers, read together: the likeliest habit, and each answer in its light."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from tutor.core.practice.class_report.answers import UNKNOWN, Shares

FLOOR = 0.03
"""How likely an answer is whose own cause is another one: people with a habit slip, too."""
STRAY = 0.2
"""How likely an answer of theirs is that fits nothing known, next to one of somebody else."""
RIGHT = 0.3
"""How likely somebody with a habit is right where it would show."""


def habits(wrong: Sequence[Shares], tempted: Sequence[Collection[str]] = ()) -> dict[str, float]:
    """How likely each cause is this student's habit, given all answers; they add up to 1.

    With sᵢ(h) the share of the cause h in the i-th wrong answer, and n(h) the number of right
    answers to questions in which h would have shown (``tempted`` has those causes, one collection a
    right answer)::

        P(h) ∝ RIGHT^n(h) · Πᵢ max(sᵢ(h) + STRAY · sᵢ(UNKNOWN), FLOOR)

    worked out with logarithms, so that many answers do not underflow.  ``UNKNOWN`` stands for no
    one habit: Πᵢ max(sᵢ(UNKNOWN), FLOOR), with what the known causes leave of each answer, and no
    right answer speaks against it.
    Without a wrong answer the result is empty.
    """
    logs = dict.fromkeys((id_ for shares in wrong for id_ in shares), 0.0)
    for id_ in logs:
        stray = STRAY if id_ != UNKNOWN else 0.0
        logs[id_] = sum(
            math.log(max(shares.get(id_, 0.0) + stray * shares.get(UNKNOWN, 0.0), FLOOR))
            for shares in wrong
        )
        logs[id_] += math.log(RIGHT) * sum(id_ in shown for shown in tempted if id_ != UNKNOWN)
    return _normalised(logs)


def _normalised(logs: dict[str, float]) -> dict[str, float]:
    most = max(logs.values(), default=0.0)
    weights = {id_: math.exp(log - most) for id_, log in logs.items()}
    total = sum(weights.values())
    return {id_: weight / total for id_, weight in weights.items()}


def in_their_light(wrong: Sequence[Shares]) -> list[dict[str, float]]:
    """The shares of each wrong answer, weighed by the student's *other* wrong answers.

    With tᵢ(c) = Π over j ≠ i of max(sⱼ(c), FLOOR)::

        sᵢ′(c) = (1 − sᵢ(UNKNOWN)) · sᵢ(c) · tᵢ(c) / Σ sᵢ · tᵢ        over the known causes c

    What is unknown stays so: that an answer fits nothing says little of another one.  An answer by
    itself keeps its shares.
    """
    known = {id_ for shares in wrong for id_ in shares} - {UNKNOWN}
    logs = [{id_: math.log(max(one.get(id_, 0.0), FLOOR)) for id_ in known} for one in wrong]
    total = {id_: sum(one[id_] for one in logs) for id_ in known}
    return [
        _weighed(shares, {id_: total[id_] - own[id_] for id_ in shares if id_ != UNKNOWN})
        for shares, own in zip(wrong, logs, strict=True)
    ]


def _weighed(shares: Shares, others: dict[str, float]) -> dict[str, float]:
    named = {id_: share for id_, share in shares.items() if id_ != UNKNOWN and share > 0}
    joint = _normalised({id_: math.log(share) + others[id_] for id_, share in named.items()})
    known = sum(named.values())
    return {**{id_: known * p for id_, p in joint.items()}, UNKNOWN: shares.get(UNKNOWN, 0.0)}
