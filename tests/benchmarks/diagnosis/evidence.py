"""What several answers of one learner say together: posteriors multiplied."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from tests.benchmarks.diagnosis.questions import Asked
from tutor.core.misconceptions import Cause, Diagnosis
from tutor.core.misconceptions.priors import prior

UNNAMED = 0.004
"""How likely a mistake leads to a number for which it is not named: by chance alone."""


def together(found: Sequence[Sequence[Cause]]) -> list[Cause]:
    """The mistakes behind several answers, likeliest first.

    A share is that of all mistakes which give the same number.  Divided by their priors it is how
    likely each of them leads to this number; multiplied over all answers, and once by the prior of
    each, it is how likely the mistake is behind all.
    """
    places: dict[str, Cause] = {}
    chances: list[dict[str, float]] = []
    for causes in found:
        chances.append({})
        for cause in causes:
            ids = dict.fromkeys((cause.id, *cause.also))
            chance = cause.share / sum(map(prior, ids))
            for id_ in ids:
                places.setdefault(id_, replace(cause, id=id_))
                chances[-1][id_] = max(chance, chances[-1].get(id_, 0.0))
    weights = {
        id_: prior(id_) * math.prod(one.get(id_, UNNAMED) for one in chances) for id_ in places
    }
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda id_: -weights[id_])
    return [replace(places[id_], share=weights[id_] / total) for id_ in ranked]


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
