"""How large δ is in each layer before the first update: what the first layers hear of the cost."""

from __future__ import annotations

from functools import lru_cache
from statistics import fmean

from tutor.core.budget import spend
from tutor.core.training.run import Run
from tutor.core.training.setup import Setup
from tutor.core.training.units import units_at

VANISHED = 0.01
"""Below this part of the output layer's δ, that of layer 2 has vanished."""


@lru_cache(maxsize=32)
def delta_sizes(setup: Setup) -> tuple[float, ...]:
    """The mean of |δ| over units and examples, in the layers 2 to L."""
    count = len(setup.data.rows)
    spend(count * (count + len(setup.shape.graph.nodes)))
    run, layers = Run(setup), range(2, len(setup.shape.sizes) + 1)
    units = [unit for example in range(count) for unit in units_at(run, example)]
    return tuple(fmean(abs(one.delta) for one in units if one.layer == ell) for ell in layers)


def vanishes(setup: Setup) -> bool:
    """Whether next to nothing of δ comes to layer 2."""
    sizes = delta_sizes(setup)
    return sizes[0] < VANISHED * sizes[-1]
