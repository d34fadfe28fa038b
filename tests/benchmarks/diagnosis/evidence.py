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


def one_more(found: Diagnosis, asked: Asked, group: Sequence[Asked]) -> Asked | None:
    """The question that comes after an answer: for the number that the diagnosis finds most
    telling or, where there is none on the way, the next one about the same graph."""
    telling = next((one for one in group if one.name == found.telling), None)
    if telling is None and len(group) > 1:
        return group[(group.index(asked) + 1) % len(group)]
    return telling
