"""Gradient descent with one mistake in it, as programs have it, to see its curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from statistics import fmean

from engine import EngineError
from tutor.core.training.data import Row
from tutor.core.training.run import Run
from tutor.core.training.setup import Setup
from tutor.core.training.units import activations, network_at, slope

FAULTS: Mapping[str, str] = {
    "no-slope": "σ′ forgotten",
    "summed": "gradients summed, not averaged",
    "untransposed": "W not transposed on the way back",
    "not-zeroed": "gradients not set to zero",
}
"""The mistakes that a run may have, and what each is in words."""
BEYOND = 1e6
"""A parameter of this size has run away: nothing is computed with it."""


class Faulty:
    """A run that makes one of ``FAULTS`` from its first update on.

    It begins as the run without the mistake does, and sees the same batches.
    """

    def __init__(self, setup: Setup, fault: str) -> None:
        self._setup = setup
        self._fault = fault
        self._batches = Run(setup)
        self.parameters = [*self._batches.parameters]
        self._total = [0.0] * len(self.parameters)

    @property
    def cost(self) -> float:
        """C, the mean over all examples."""
        setup = self._setup
        network = network_at(setup.shape, self.parameters)
        columns = [[*column] for column in zip(*setup.data.rows, strict=True)]
        found = activations(network, columns[:-1])[-1][0]
        return fmean((a - y) ** 2 / 2 for a, y in zip(found, columns[-1], strict=True))

    def step(self, update: int) -> bool:
        """The step from this update to the next; False, and nothing moved, where it runs away."""
        setup = self._setup
        self._batches.update = update
        rows = [setup.data.rows[place] for place in self._batches.batch]
        try:
            found = [self._gradient(row) for row in rows]
        except (EngineError, OverflowError):
            return False
        mean = [fmean(column) for column in zip(*found, strict=True)]
        factor = len(rows) if self._fault == "summed" else 1
        if self._fault == "not-zeroed":
            mean = self._total = [t + g for t, g in zip(self._total, mean, strict=True)]
        rate = setup.at(update).rate * factor
        moved = [p - rate * g for p, g in zip(self.parameters, mean, strict=True)]
        if not all(isfinite(p) and abs(p) < BEYOND for p in moved):
            return False
        self.parameters = moved
        return True

    def _gradient(self, row: Row) -> list[float]:
        """One example's gradient by the equations of section 2, with the mistake in its place."""
        shape = self._setup.shape
        network = network_at(shape, self.parameters)
        inputs = [[x] for x in row[:-1]]
        layers = [[one[0] for one in layer] for layer in activations(network, inputs)]
        sent = [layers[-1][0] - row[-1]]
        found: list[list[float]] = []
        for place in reversed(range(len(network.weights))):
            matrix, name = network.weights[place], shape.activations[place]
            delta = [
                one if self._fault == "no-slope" else one * slope(name, a)
                for one, a in zip(sent, layers[place + 1], strict=True)
            ]
            found.append([g for d in delta for g in (*(d * a for a in layers[place]), d)])
            sent = _sent_back(matrix, delta, transposed=self._fault != "untransposed")
        return [g for layer in reversed(found) for g in layer]


def _sent_back(
    matrix: Sequence[Sequence[float]], delta: Sequence[float], *, transposed: bool
) -> list[float]:
    """Wᵀδ; by mistake Wδ, which only a square matrix lets through."""
    if not transposed and len(matrix) == len(matrix[0]):
        return [sum(w * d for w, d in zip(row, delta, strict=True)) for row in matrix]
    return [
        sum(w * d for w, d in zip(column, delta, strict=True))
        for column in zip(*matrix, strict=True)
    ]


def changes_nothing(fault: str, sizes: Sequence[int]) -> bool:
    """Whether a network of these sizes has no place for the mistake."""
    square = any(a == b for a, b in pairwise(sizes[1:]))
    return fault == "untransposed" and not square
