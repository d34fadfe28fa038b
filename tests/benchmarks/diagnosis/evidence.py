"""What several answers of one learner say together: posteriors multiplied."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.diagnosis.questions import Asked
from tutor.core.misconceptions import Cause, Diagnosis

UNNAMED = 0.02
"""The share of a cause that a diagnosis does not name: unlikely, not impossible."""


def together(found: Sequence[Sequence[Cause]]) -> list[Cause]:
    """The causes of several answers, their shares multiplied, likeliest first."""
    places: dict[str, Cause] = {}
    for cause in (cause for causes in found for cause in causes):
        places.setdefault(cause.id, cause)
    weights = dict.fromkeys(places, 1.0)
    for causes in found:
        share: dict[str, float] = {}
        for cause in causes:
            share[cause.id] = max(cause.share, share.get(cause.id, 0.0))
        for id_ in weights:
            weights[id_] *= max(share.get(id_, 0.0), UNNAMED)
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda id_: -weights[id_])
    return [Cause(id_, places[id_].at, weights[id_] / total) for id_ in ranked]


def telling(asked: Asked, found: Diagnosis, group: Sequence[Asked]) -> Asked | None:
    """The number further on that parts the causes best: half of their shares lie after it.

    Where nothing is named it is the one in the middle of the way; None where there is none.
    """
    reached = asked.paper.tape.reached(asked.node)
    further = [one for one in group if one.node in reached and one.node != asked.node]
    if not found.causes:
        return further[len(further) // 2] if further else None
    half = sum(cause.share for cause in found.causes) / 2

    def unevenly(one: Asked) -> float:
        after = sum(cause.share for cause in found.causes if _lies_after(cause, one))
        return abs(after - half)

    return min(further, key=unevenly, default=None)


def _lies_after(cause: Cause, asked: Asked) -> bool:
    """Whether a slip at this place would show in the answer to this question."""
    node = asked.paper.tape.index.get(cause.at)
    return node is not None and node != asked.node and node in asked.paper.tape.reached(asked.node)


def both(first: Diagnosis, second: Asked, answer: float) -> list[Cause]:
    """The causes of an answer in the light of one more number on the same graph.

    Where the second number is right, a slip at a place that lies after it is unlikely.
    """
    ids = tuple(cause.id for cause in first.causes)
    again = second.diagnosed(answer, ids)
    if again.correct:
        unlikely = [
            Cause(c.id, c.at, UNNAMED if _lies_after(c, second) else 1.0) for c in first.causes
        ]
        return together([first.causes, unlikely])
    if not again.causes:
        return list(first.causes)
    return together([first.causes, again.causes]) if first.causes else list(again.causes)
