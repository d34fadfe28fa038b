"""What happens in a run, in words: it learns, it stands still, it runs away, a unit gives up."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from tutor.core.text import format_number, network_label, plural
from tutor.core.training.forward import network_at, outputs
from tutor.core.training.run import Run
from tutor.core.training.units import Unit

GROWN = 10.0
"""By this factor C has grown when a run is said to diverge."""
SETTLED = 100
"""Updates before which nothing is called a plateau; a fifth of them have to be level."""
BARELY = 0.01
"""Less than this part of C is lost where it has hardly fallen."""
SWING = 0.1
"""By a smaller part the greatest cost is above the least where C is level."""


class Event(NamedTuple):
    """``kind`` is for programs, ``said`` for the learner."""

    kind: str
    said: str


def accuracy(run: Run) -> float | None:
    """The part of the examples whose class is right; None where the target is a number."""
    data = run.setup.data
    if not data.classes:
        return None
    network = network_at(run.setup.shape, run.parameters)
    found = outputs(network, [row[:-1] for row in data.rows])
    right = sum(data.is_right(row, a) for row, a in zip(data.rows, found, strict=True))
    return right / len(data.rows)


def events(run: Run, units: Sequence[Unit]) -> tuple[Event, ...]:
    """What is to be said here: it follows from the run up to this update alone."""
    found = [*_of_cost(run)]
    for state, why in _WHY.items():
        named = [network_label("a", unit.layer, unit.number)
                 for unit in units if unit.state == state]  # fmt: skip
        if named:
            shown = ", ".join(named[:4]) + (f" and {len(named) - 4} more" if named[4:] else "")
            is_ = "is" if len(named) == 1 else "are"
            found.append(Event(state, f"{shown} {is_} {state}: {why}."))
    return tuple(found)


_WHY = {
    "saturated": "σ′ is nearly 0 on every example, so next to nothing is sent back through it",
    "dead": "z is below 0 on every example, so ReLU sends nothing back",
}


def _of_cost(run: Run) -> list[Event]:
    now, first = run.cost, run.curve[0][1]
    if run.is_over:
        what = f"After {plural(run.update, 'update')} the numbers have grown beyond all bounds"
        return [Event("diverged", f"{what}: the rate is too large. Go back, and lower it.")]
    if not isfinite(now) or now > GROWN * first > 0:
        change = run.setup.at(run.update).update
        if change and now < _costs_at(run, [change])[0]:
            return []  # another rate has been tried since, and C falls again
        grown = f"C has grown from {format_number(first)} to {format_number(now)}"
        return [Event("diverging", f"{grown}: the steps are too long. Lower the rate.")]
    right = accuracy(run)
    if right == 1.0:
        return [Event("learnt", "Every example is on the right side.")]
    return _of_level(run)


def _of_level(run: Run) -> list[Event]:
    """What is said of a cost that has hardly fallen lately: it stays, swings or rises."""
    updates = _lately(run)
    now = run.cost
    if not updates or not now > (1 - BARELY) * (before := _costs_at(run, updates[:1])[0]):
        return []
    costs = [*_costs_at(run, updates), now]
    low, most, since = min(costs), max(costs), f"since update {updates[0]}"
    if most <= (1 + SWING) * low:
        what = f"C has been level {since}"
        return [Event("plateau", f"{what}: a plateau, or all this network can do.")]
    advice = "lower the rate"
    if run.setup.size_at(run.update) < len(run.setup.data.rows):
        advice = "the mini-batches differ, or the rate is too high"
    if costs == sorted(costs):
        what = f"C has risen from {format_number(before)} to {format_number(now)} {since}"
        return [Event("rising", f"{what}: {advice}.")]
    what = f"C has swung between {format_number(low)} and {format_number(most)} {since}"
    return [Event("swinging", f"{what}: {advice}.")]


def _lately(run: Run) -> list[int]:
    """The last fifth of the way, as updates that the curve has if it ends here; empty if too short.

    The curve has every 2ᵏ-th update, with 2ᵏ ≤ furthest / 256; so they are on a grid twice as wide
    or wider, which depends on this update alone.  What was before another rate or batch size says
    nothing about this one.
    """
    grid = 1 << max(0, (run.update // 64).bit_length() - 1)
    start = max(run.update * 4 // 5, run.setup.at(run.update).update + grid - 1)
    first = start // grid * grid
    return [*range(first, run.update, grid)] if run.update - first >= SETTLED // 5 else []


def _costs_at(run: Run, updates: Sequence[int]) -> list[float]:
    """C after each of these updates; the run stays where it is."""
    known, here = dict(run.curve), run.update
    found = [known[one] if one in known else run.at(one).cost for one in updates]
    run.at(here)
    return found
