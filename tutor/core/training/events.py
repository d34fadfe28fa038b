"""What happens in a run, in words: it learns, it stands still, it runs away, a unit gives up."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from tutor.core.text import format_number, network_label, plural
from tutor.core.training.run import Run
from tutor.core.training.units import Unit, network_at, outputs

GROWN = 10.0
"""By this factor C has grown when a run is said to diverge."""
SETTLED = 100
"""Updates before which nothing is called a plateau."""
BARELY = 0.01
"""Less than this part of C is lost on a plateau."""


class Event(NamedTuple):
    """``kind`` is for programs, ``said`` for the learner."""

    kind: str
    said: str


def accuracy(run: Run) -> float | None:
    """The part of the examples on the right side of ½; None where the target is a number."""
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
        grown = f"C has grown from {format_number(first)} to {format_number(now)}"
        return [Event("diverging", f"{grown}: the steps are too long. Lower the rate.")]
    right = accuracy(run)
    if right == 1.0:
        return [Event("learnt", "Every example is on the right side.")]
    before = _earlier(run)
    if before is None or not now > (1 - BARELY) * before.cost:
        return []
    what = f"C has hardly fallen since update {before.update}"
    return [Event("plateau", f"{what}: a plateau, or all that this network can do.")]


class _Earlier(NamedTuple):
    update: int
    cost: float


def _earlier(run: Run) -> _Earlier | None:
    """C at about four fifths of the way, at an update that the curve has if it ends here.

    The curve has every 2ᵏ-th update, with 2ᵏ ≤ furthest / 256; so it is taken from a grid twice as
    wide or wider, which depends on this update alone.
    """
    if run.update < SETTLED:
        return None
    grid = 1 << max(0, (run.update // 64).bit_length() - 1)
    update = run.update * 4 // 5 // grid * grid
    every = run.curve[1][0] if len(run.curve) > 1 else 1
    if update % every == 0 and update // every < len(run.curve):
        return _Earlier(update, run.curve[update // every][1])
    here = run.update
    cost = run.at(update).cost
    run.at(here)
    return _Earlier(update, cost)
