"""What each unit does on all examples: who learns, who learns no more, and δ of each."""

from __future__ import annotations

from math import nan
from typing import Literal, NamedTuple

from engine import EngineError
from tutor.core.training.forward import SIGMAS, activations, columns_of, network_at
from tutor.core.training.run import Run

FLAT = 0.05
"""Below this part of its greatest value a slope σ′ lets next to nothing through."""

State = Literal["", "saturated", "dead"]


class Unit(NamedTuple):
    """A unit of layer ℓ: whether it learns, the mean of σ′(z), and δ on the chosen example."""

    layer: int
    number: int
    state: State
    slope: float
    delta: float


def units_at(run: Run, example: int) -> tuple[Unit, ...]:
    """Every unit of the layers 2 to L, with the δ of one example: it is ∂C/∂b, by (2.2)."""
    shape, inputs = run.setup.shape, [row[:-1] for row in run.setup.data.rows]
    layers = activations(network_at(shape, run.parameters), columns_of(inputs))
    try:
        sent = dict(zip(shape.parameters, run.gradients([example]), strict=True))
    except EngineError:
        sent = dict.fromkeys(shape.parameters, nan)
    found = []
    for layer, columns in enumerate(layers[1:], 2):
        name = shape.passed[layer - 2]
        for number, column in enumerate(columns, 1):
            slopes = [*map(SIGMAS[name].slope, column)]
            state = _state(name, max(slopes) / SIGMAS[name].steepest)
            mean = sum(slopes) / len(slopes)
            found.append(Unit(layer, number, state, mean, sent[f"b{layer}_{number}"]))
    return tuple(found)


def _state(activation: str, steepest: float) -> State:
    if activation == "relu":
        return "" if steepest else "dead"
    return "saturated" if steepest < FLAT else ""
