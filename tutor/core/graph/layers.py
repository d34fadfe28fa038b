"""A layered network found again in a graph, by the names of its nodes.

Section 2 of the note writes z_j^ℓ = Σ_k ω_jk^ℓ a_k^{ℓ−1} + b_j^ℓ and a_j^ℓ = σ(z_j^ℓ); the nodes
are called z2_1, w2_1_3, a1_3 (or x_3 for the inputs) and b2_1, as a ``network`` block makes them.
A quantity of a whole layer (z2, delta3, dW3) is a vector or a matrix of such nodes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tutor.core.graph.model import Graph
from tutor.core.graph.tape import Tape, tape_of

_PARTS = {
    "z": re.compile(r"z(\d+)_(\d+)"),
    "a": re.compile(r"a(\d+)_(\d+)"),
    "b": re.compile(r"b(\d+)_(\d+)"),
    "w": re.compile(r"w(\d+)_(\d+)_(\d+)"),
    "x": re.compile(r"x_(\d+)"),
    "y": re.compile(r"y_(\d+)"),
}
_QUANTITY = re.compile(r"(z|a|delta|dW|db)([0-9]{1,2})")
Index = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Layers:
    """Which node is which quantity: ``node["w"][2, 1, 3]`` is ω₁₃²; layer 1 holds the inputs.

    ``last`` is L, the number of the output layer.
    """

    node: Mapping[str, Mapping[Index, int]]
    place: Mapping[int, tuple[str, Index]]
    last: int

    def z(self, layer: int, unit: int) -> int | None:
        """The weighted input of a unit."""
        return self.node["z"].get((layer, unit))

    def a(self, layer: int, unit: int) -> int | None:
        """The activation of a unit; in layer 1 an input; of a linear unit its weighted input."""
        if layer == 1:
            return self.node["x"].get((unit,))
        return self.node["a"].get((layer, unit), self.z(layer, unit))

    def w(self, layer: int, to: int, source: int) -> int | None:
        """The weight ω of ``layer``, to unit ``to``, from unit ``source`` of the layer before."""
        return self.node["w"].get((layer, to, source))

    def units(self, layer: int) -> range:
        """The numbers of the units of a layer, from 1."""
        if layer == 1:
            return range(1, len(self.node["x"]) + 1)
        return range(1, 1 + sum(1 for at in self.node["z"] if at[0] == layer))

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many units the layers 1 to L have."""
        return tuple(len(self.units(layer)) for layer in range(1, self.last + 1))

    @cached_property
    def whole(self) -> bool:
        """Whether every unit from layer 2 on has its z, its bias and a weight from each before."""
        sizes = self.sizes
        return len(sizes) > 1 and all(sizes) and all(
            (n, j) in self.node["z"]
            and (n, j) in self.node["b"]
            and all((n, j, k) in self.node["w"] for k in range(1, sizes[n - 2] + 1))
            for n in range(2, self.last + 1)
            for j in range(1, sizes[n - 1] + 1)
        )  # fmt: skip


@lru_cache(maxsize=64)
def layers_of(tape: Tape) -> Layers | None:
    """The network in this graph, None where there is none."""
    found: dict[str, dict[Index, int]] = {letter: {} for letter in _PARTS}
    place: dict[int, tuple[str, Index]] = {}
    for node, name in enumerate(tape.names):
        for letter, pattern in _PARTS.items():
            match = pattern.fullmatch(name)
            if match:
                at = tuple(int(part) for part in match.groups())
                found[letter][at] = node
                place[node] = letter, at
    if not found["z"] or not found["w"]:
        return None
    return Layers(found, place, max(at[0] for at in found["z"]))


def network_of(graph: Graph) -> Layers | None:
    """The layers of a whole multilayer perceptron; None for any other graph."""
    found = layers_of(tape_of(graph))
    return found if found is not None and found.whole else None


def split(quantity: str) -> tuple[str, int] | None:
    """``delta3`` as ("delta", 3); None for what is no quantity of a layer."""
    match = _QUANTITY.fullmatch(quantity)
    return (match[1], int(match[2])) if match else None
