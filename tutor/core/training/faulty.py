"""Gradient descent with one mistake in it, as programs have it, to see its curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from statistics import fmean

from engine import EngineError
from tutor.core.graph import CROSS_ENTROPY
from tutor.core.training.data import Row
from tutor.core.training.forward import activations, network_at, slope
from tutor.core.training.network import Shape
from tutor.core.training.run import Run
from tutor.core.training.setup import Setup

FAULTS: Mapping[str, str] = {
    "no-slope": "σ′ forgotten",
    "slope-too-many": "σ′ of the output once too often",
    "summed": "gradients summed, not averaged",
    "untransposed": "W not transposed on the way back",
    "not-zeroed": "gradients not set to zero",
    "stale-forward": "gradients from the forward pass before the last update",
}
"""The mistakes that a run may have, and what each is in words."""
NEEDED: Mapping[str, str] = {
    "slope-too-many": "it needs 'loss cross-entropy', which has no σ′ in the output layer",
    "untransposed": "it needs two layers of as many units, as in 2-3-3-1",
}
"""What the network must be for a mistake to be one."""
BEYOND = 1e6
"""A parameter of this size has run away: nothing is computed with it."""


class Faulty:
    """A run that makes one of ``FAULTS`` from its first update on.

    It begins as the run without the mistake does, and sees the same batches.
    """

    def __init__(self, setup: Setup, fault: str) -> None:
        self._setup = setup
        self._fault = fault
        self._run = Run(setup)  # for its batches, and for C
        self.parameters = self._before = [*self._run.parameters]
        self._total = [0.0] * len(self.parameters)

    @property
    def cost(self) -> float:
        """C, the mean over all examples."""
        return self._run.cost_at(self.parameters)

    def step(self, update: int) -> bool:
        """The step from this update to the next; False, and nothing moved, where it runs away."""
        setup = self._setup
        self._run.update = update
        rows = [setup.data.rows[place] for place in self._run.batch]
        used = self._before if self._fault == "stale-forward" else self.parameters
        try:
            found = [self._gradient(row, used) for row in rows]
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
        self.parameters, self._before = moved, self.parameters
        return True

    def _gradient(self, row: Row, parameters: Sequence[float]) -> list[float]:
        """One example's gradient by the equations of section 2, with the mistake in its place."""
        shape = self._setup.shape
        network = network_at(shape, parameters)
        inputs = [[x] for x in row[:-1]]
        layers = [[one[0] for one in layer] for layer in activations(network, inputs)]
        targets = shape.fed(row)[len(inputs) :]
        sent = [a - y for a, y in zip(layers[-1], targets, strict=True)]
        found: list[list[float]] = []
        last = len(network.weights) - 1
        for place in reversed(range(last + 1)):
            name = shape.passed[place]
            if place == last and self._fault == "slope-too-many":
                name = "sigmoid"
            delta = [
                one if self._fault == "no-slope" else one * slope(name, a)
                for one, a in zip(sent, layers[place + 1], strict=True)
            ]
            found.append([g for d in delta for g in (*(d * a for a in layers[place]), d)])
            matrix = network.weights[place]
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


def changes_nothing(fault: str, shape: Shape) -> bool:
    """Whether a network of this shape has no place for the mistake."""
    if fault == "slope-too-many":
        return shape.loss != CROSS_ENTROPY
    square = any(a == b for a, b in pairwise(shape.sizes[1:]))
    return fault == "untransposed" and not square
