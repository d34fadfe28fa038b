"""The forward pass at many points at once: activations of every layer, and their slopes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, nan, tanh
from typing import NamedTuple

from engine import Network
from tutor.core.training.network import Shape

CERTAIN = 0.999
"""How sure a choice is at the most."""


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z)) if z > -700 else 0.0


class Sigma(NamedTuple):
    """σ, its slope by its value a = σ(z), and the steepest that it can be."""

    value: Callable[[float], float]
    slope: Callable[[float], float]
    steepest: float


SIGMAS: Mapping[str, Sigma] = {
    "sigmoid": Sigma(_sigmoid, lambda a: a * (1 - a), 0.25),
    "tanh": Sigma(tanh, lambda a: 1 - a * a, 1.0),
    "relu": Sigma(lambda z: max(z, 0.0), lambda a: 1.0 if a > 0 else 0.0, 1.0),
    "linear": Sigma(lambda z: z, lambda _: 1.0, 1.0),
}
SOFTMAX = "softmax"
"""The only activation that looks at all units of its layer."""


def slope(activation: str, a: float) -> float:
    """σ′(z), by a = σ(z)."""
    return SIGMAS[activation].slope(a)


Columns = list[list[float]]
"""One list a unit, one number in it for each point."""


def network_at(shape: Shape, parameters: Sequence[float]) -> Network:
    """The parameters as W and b of each layer."""
    weights, biases, at = [], [], 0
    for before, units in zip(shape.sizes, shape.sizes[1:], strict=False):
        rows = [parameters[at + j * (before + 1) : at + (j + 1) * (before + 1)]
                for j in range(units)]  # fmt: skip
        weights.append([row[:-1] for row in rows])
        biases.append([row[-1] for row in rows])
        at += units * (before + 1)
    return Network(weights, biases, shape.activations)


def activations(network: Network, inputs: Columns) -> list[Columns]:
    """a of the layers 1 to L at many points; ``inputs`` is a list a unit of layer 1."""
    layers = [inputs]
    for matrix, biases, name in zip(*network, strict=True):
        value = SIGMAS["linear" if name == SOFTMAX else name].value
        rows = zip(matrix, biases, strict=True)
        columns = [_unit(row, bias, layers[-1], value) for row, bias in rows]
        layers.append(_softmax(columns) if name == SOFTMAX else columns)
    return layers


def _softmax(logits: Columns) -> Columns:
    """e^zₖ / Σ eᶻ at each point, with the largest z taken out; NaN where z has run away."""
    largest = [*map(max, zip(*logits, strict=True))]
    powers = [
        [exp(z - most) if z >= most - 700 else 0.0 if z == z else nan
         for z, most in zip(column, largest, strict=True)]
        for column in logits
    ]  # fmt: skip
    whole = [*map(sum, zip(*powers, strict=True))]
    return [[p / s if s else nan for p, s in zip(column, whole, strict=True)] for column in powers]


def _unit(
    row: Sequence[float], bias: float, inputs: Columns, value: Callable[[float], float]
) -> list[float]:
    z = [bias] * len(inputs[0])
    if len(row) % 2:
        z = [bias + row[-1] * a for a in inputs[-1]]
    for k in range(0, len(row) - 1, 2):  # two at once: this is what a frame waits for
        w, v = row[k], row[k + 1]
        z = [s + w * a + v * b for s, a, b in zip(z, inputs[k], inputs[k + 1], strict=True)]
    return [*map(value, z)]


def outputs(network: Network, points: Sequence[Sequence[float]]) -> list[float]:
    """The network's output at each point; of several outputs what ``choice`` says of them."""
    return choice(activations(network, columns_of(points))[-1]) if points else []


def choice(columns: Columns) -> list[float]:
    """The output at each point; of several, the place of the largest, plus how sure it is.

    That is 0 where all are the same and nearly 1 where the largest is 1, so that 2.9 is the third
    class with little doubt.  NaN where there is no number.
    """
    if len(columns) == 1:
        return columns[0]
    return [*map(_chosen, zip(*columns, strict=True))]


def _chosen(probabilities: Sequence[float]) -> float:
    most, count = max(probabilities), len(probabilities)
    if most != most:
        return nan
    return probabilities.index(most) + min(CERTAIN, max(0.0, (count * most - 1) / (count - 1)))


def columns_of(points: Sequence[Sequence[float]]) -> Columns:
    """Points as one list an input."""
    return [[*column] for column in zip(*points, strict=True)]
