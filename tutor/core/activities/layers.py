"""A multilayer perceptron as a graph: its layers, and the quantities of Algorithm 1 by layer.

``network`` blocks name their nodes after the note: z2_1, a2_1, w2_1_3 (layer 2, to unit 1, from
unit 3), b2_1.  A quantity of a whole layer is a vector or a matrix of such nodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.core.graph import Graph

_WEIGHT = re.compile(r"w([0-9]+)_([0-9]+)_([0-9]+)")
_QUANTITY = re.compile(r"(z|a|delta|dW|db)([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Layers:
    """``sizes`` of the layers 1 (the inputs) to L, as the note counts them."""

    sizes: tuple[int, ...]

    @property
    def last(self) -> int:
        """L, the number of the output layer."""
        return len(self.sizes)

    @property
    def quantities(self) -> tuple[str, ...]:
        """What Algorithm 1 computes, in its order: z2, a2, …, C, deltaL, dWL, dbL, …, db2."""
        up = [f"{letter}{layer}" for layer in range(2, self.last + 1) for letter in ("z", "a")]
        down = [
            f"{letter}{layer}"
            for layer in range(self.last, 1, -1)
            for letter in ("delta", "dW", "db")
        ]
        return (*up, "C", *down)


def layers_of(graph: Graph) -> Layers | None:
    """The layers of a network's graph; None for any other graph."""
    sizes: dict[int, int] = {}
    for name in graph.by_name:
        match = _WEIGHT.fullmatch(name)
        if match:
            layer, to, from_ = map(int, match.groups())
            sizes[layer] = max(sizes.get(layer, 0), to)
            sizes[layer - 1] = max(sizes.get(layer - 1, 0), from_)
    if sorted(sizes) != list(range(1, len(sizes) + 1)) or len(sizes) < 2:
        return None
    found = Layers(tuple(sizes[layer] for layer in sorted(sizes)))
    return found if all(name in graph.by_name for name in _needed(found)) else None


def _needed(layers: Layers) -> list[str]:
    """The nodes that a network has at least."""
    units = enumerate(layers.sizes[1:], 2)
    return [f"{letter}{n}_{j}" for n, size in units for j in range(1, size + 1) for letter in "zb"]


def split(quantity: str) -> tuple[str, int] | None:
    """``delta3`` as ("delta", 3); None for what is no quantity of a layer."""
    match = _QUANTITY.fullmatch(quantity)
    return (match[1], int(match[2])) if match else None
