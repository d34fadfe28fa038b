"""How a run of so many updates comes out: its curve, its last parameters, and a word for it."""

from __future__ import annotations

from functools import lru_cache
from math import inf, isfinite
from typing import NamedTuple

from tutor.core.budget import spend
from tutor.core.text import format_number
from tutor.core.training.faulty import Faulty
from tutor.core.training.run import Run
from tutor.core.training.setup import Setup

LEARNT, HALF = 0.1, 0.5
"""Parts of the first C: below the one a run has learnt, above the other it is stuck."""
WAITING = 0.8
"""With more than this part of C left after a third of its updates, a run was on a plateau."""
POINTS = 64
"""Costs that a curve has at the least, where there are as many updates."""

OUTCOMES = {
    "learns": "C falls below a tenth of what it was",
    "plateau": "C stands still for a third of the updates, then falls below a tenth",
    "falls": "C falls, but not to a tenth",
    "stuck": "C stays above half of what it was",
    "grows": "C grows, or the numbers run away",
}
"""What a run can come to, and what each word means; exactly one of them holds."""


Curve = list[tuple[int, float]]
"""Updates, and C after each."""


class Outcome(NamedTuple):
    """A run at its end.  ``word`` is one of ``OUTCOMES``; C of the curve is ∞ where it ran away."""

    curve: tuple[tuple[int, float], ...]
    parameters: tuple[float, ...]
    word: str

    @property
    def said(self) -> str:
        """``C 0.125 → 0.0017``."""
        first, last = self.curve[0][1], self.curve[-1][1]
        end = format_number(last) if isfinite(last) else "beyond all bounds"
        return f"C {format_number(first)} → {end}"


@lru_cache(maxsize=32)
def outcome(setup: Setup, updates: int, fault: str = "") -> Outcome:
    """The run of ``setup``, with a mistake of ``FAULTS`` in it if one is named.

    Its work is counted where it is done: what is known already costs nothing.
    """
    spend(work_of(setup, updates, fault))
    every = max(1, updates // POINTS)
    curve, parameters = (_with_fault(setup, updates, fault, every) if fault
                         else _without(setup, updates, every))  # fmt: skip
    return Outcome(tuple(curve), parameters, _word(curve, updates))


def work_of(setup: Setup, updates: int, fault: str = "") -> int:
    """Nodes that such a run computes; with a mistake it is done by hand, and counts for more."""
    each = setup.size_at(0) * len(setup.shape.graph.nodes)
    return updates * each * (3 if fault else 1)


def _without(setup: Setup, updates: int, every: int) -> tuple[Curve, tuple[float, ...]]:
    run = Run(setup)
    curve = [(0, run.cost)]
    for update in [*range(every, updates, every), updates]:
        run.at(update)
        if run.update < update:
            return [*curve, (update, inf)], run.parameters
        curve.append((update, run.cost))
    return curve, run.parameters


def _with_fault(
    setup: Setup, updates: int, fault: str, every: int
) -> tuple[Curve, tuple[float, ...]]:
    run = Faulty(setup, fault)
    curve = [(0, run.cost)]
    for update in range(updates):
        if not run.step(update):
            return [*curve, (update + 1, inf)], tuple(run.parameters)
        if (update + 1) % every == 0 or update + 1 == updates:
            curve.append((update + 1, run.cost))
    return curve, tuple(run.parameters)


def _word(curve: Curve, updates: int) -> str:
    first, last = curve[0][1], curve[-1][1]
    if not last <= first:
        return "grows"
    if last > HALF * first:
        return "stuck"
    if last > LEARNT * first:
        return "falls"
    third = next(cost for update, cost in curve if update >= updates / 3)
    return "plateau" if third > WAITING * first else "learns"
