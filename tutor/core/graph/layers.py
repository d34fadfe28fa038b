"""The neurons and the layers of a network, found in its graph.

Section 2 of the note writes z_j^ℓ = Σ_k ω_jk^ℓ a_k^{ℓ−1} + b_j^ℓ and a_j^ℓ = σ(z_j^ℓ).  A neuron is
a dot of that form whose weights are leaves of its own and whose bias is one or a number, together
with the activation that alone uses it; neurons that feed each other are layers, whatever their
names.  Names as the note has them (z2_1, w2_1_3, a1_3 or x_3 for the inputs, b2_1) say the numbers
of layer and unit themselves: so does a part that is cut out of a network, which may start at z².
A quantity of a whole layer (z2, delta3, dW3) is a vector or a matrix of such nodes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from tutor.core.graph.model import Edge, Graph, Node
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
ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus")
"""The operations that a neuron applies to its weighted input."""


class NeuronNodes(NamedTuple):
    """One neuron: ``out`` is its activation, or ``z`` itself where it is linear.

    ``edges`` bring it its inputs; ``weights``, in the same order, and ``bias`` are leaves.
    """

    z: Node
    out: Node
    edges: tuple[Edge, ...]
    weights: tuple[str, ...]
    bias: str | None


@lru_cache(maxsize=64)
def neurons(graph: Graph) -> tuple[NeuronNodes, ...]:
    """The neurons of a graph in topological order; none when the graph is not a network."""
    return tuple(found for node in graph.nodes if (found := _neuron(graph, node)) is not None)


def _neuron(graph: Graph, z: Node) -> NeuronNodes | None:
    half = len(z.operands) // 2
    pairs = [operand for operand in z.operands[: 2 * half] if isinstance(operand, str)]
    if z.op != "dot" or len(pairs) != 2 * half:
        return None
    own = z.inputs[:half] + z.inputs[2 * half :]
    if not all(graph.by_name[leaf].is_leaf and len(graph.outgoing(leaf)) == 1 for leaf in own):
        return None
    after = graph.outgoing(z.name)
    out = graph.by_name[after[0].target] if len(after) == 1 else z
    bias = own[half] if len(own) > half else None
    edges = graph.incoming(z.name)[half : 2 * half]
    return NeuronNodes(z, out if out.op in ACTIVATIONS else z, edges, own[:half], bias)


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

    def nodes(self, letter: str, layer: int) -> tuple[int, ...]:
        """The nodes of a layer's ``z``, ``a``, ``w`` or ``b``: unit by unit, row by row."""
        units, before = self.units(layer), self.units(layer - 1) if layer > 1 else ()
        found = {
            "z": (self.z(layer, j) for j in units),
            "a": (self.a(layer, j) for j in units),
            "b": (self.node["b"].get((layer, j)) for j in units),
            "w": (self.w(layer, j, k) for j in units for k in before),
        }[letter]
        return tuple(node for node in found if node is not None)

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
    place = _by_names(tape) or _by_neurons(tape)
    if not place:
        return None
    found: dict[str, dict[Index, int]] = {letter: {} for letter in _PARTS}
    for node, (letter, at) in place.items():
        found[letter][at] = node
    return Layers(found, place, max(at[0] for at in found["z"]))


Places = dict[int, tuple[str, Index]]


def _by_names(tape: Tape) -> Places:
    """Which quantity each node is, where nodes are called as in the note; else empty."""
    place: Places = {}
    for node, name in enumerate(tape.names):
        for letter, pattern in _PARTS.items():
            match = pattern.fullmatch(name)
            if match:
                place[node] = letter, tuple(int(part) for part in match.groups())
    return place if {"z", "w"} <= {letter for letter, _ in place.values()} else {}


def _by_neurons(tape: Tape) -> Places:
    """Which quantity each node is, by the neurons that feed each other; empty without a neuron."""
    found = neurons(tape.graph)
    at = _signals(tape.graph, found)
    place: Places = {}
    for name, (layer, j) in at.items():
        place[tape.index[name]] = ("x", (j,)) if layer == 1 else ("a", (layer, j))
    for neuron in found:
        layer, j = at[neuron.out.name]
        place[tape.index[neuron.z.name]] = "z", (layer, j)
        if neuron.bias is not None:
            place[tape.index[neuron.bias]] = "b", (layer, j)
        for edge, weight in zip(neuron.edges, neuron.weights, strict=True):
            before, k = at.get(edge.source, (0, 0))
            if before == layer - 1:
                place[tape.index[weight]] = "w", (layer, j, k)
    targets = [leaf.name for leaf in tape.graph.leaves if tape.index[leaf.name] not in place]
    last = max((layer for layer, _ in at.values()), default=0)
    if len(targets) == sum(layer == last for layer, _ in at.values()):
        place.update((tape.index[name], ("y", (j,))) for j, name in enumerate(targets, 1))
    return place


def _signals(graph: Graph, found: Sequence[NeuronNodes]) -> dict[str, tuple[int, int]]:
    """Layer and unit of what neurons take and give, the inputs in layer 1.

    The units of a layer have the order in which the next layer takes them, those of the last the
    order in which they are computed.
    """
    out = {neuron.out.name for neuron in found}
    depth: dict[str, int] = {}
    for node in graph.nodes:
        before = max((depth[name] for name in node.inputs), default=1)
        depth[node.name] = before + (node.name in out)
    taken = [edge.source for neuron in found for edge in neuron.edges]
    counts: dict[int, int] = {}
    at: dict[str, tuple[int, int]] = {}
    for name in dict.fromkeys((*taken, *(neuron.out.name for neuron in found))):
        layer = depth[name]
        if name in out or layer == 1:
            counts[layer] = counts.get(layer, 0) + 1
            at[name] = layer, counts[layer]
    return at


def network_of(graph: Graph) -> Layers | None:
    """The layers of a whole multilayer perceptron; None for any other graph."""
    found = layers_of(tape_of(graph))
    return found if found is not None and found.whole else None


def split(quantity: str) -> tuple[str, int] | None:
    """``delta3`` as ("delta", 3); None for what is not a quantity of a layer."""
    match = _QUANTITY.fullmatch(quantity)
    return (match[1], int(match[2])) if match else None
