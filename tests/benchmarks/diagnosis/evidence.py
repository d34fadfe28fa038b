"""What several answers of one learner say together: posteriors multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    return [replace(places[id_], share=weights[id_] / total) for id_ in ranked]


def telling(found: Diagnosis, group: Sequence[Asked]) -> Asked | None:
    """The question of the group for the number that the diagnosis finds most telling."""
    return next((one for one in group if one.name == found.telling), None)
