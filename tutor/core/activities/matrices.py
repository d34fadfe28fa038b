"""The quantities of Algorithm 1 as vectors and matrices of one pass over a network's graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import engine
from tutor.core.graph import Graph, Layers, Pass, derivative, equation, network_of, split, tape_of
from tutor.core.text import format_number, network_label

NAMES = {"a": "a{}", "z": "z{}", "C": "C", "δ": "delta{}", "∂C/∂W": "dW{}", "∂C/∂b": "db{}"}
"""How a lesson writes the quantities of the engine's Algorithm 1, with their layer."""


@cache
def quantities(last: int) -> tuple[str, ...]:
    """What the engine's Algorithm 1 computes for layers 1 to ``last``, in its order.

    They are called a1, z2, a2, …, C, deltaL, dWL, dbL, …, db2.  Sizes do not matter for the order.
    """
    count = last - 1
    network = engine.Network([[[1.0]]] * count, [[0.0]] * count, ["linear"] * count)
    steps = engine.algorithm_1(network, [0.0], [0.0])
    return tuple(NAMES[step.quantity].format(step.layer) for step in steps)


def letter_and_layer(quantity: str) -> tuple[str, int]:
    """``delta3`` as δ's letter and its layer; the cost C has no layer, which is 0."""
    return split(quantity) or ("C", 0)


Matrix = Sequence[Sequence[float]]
"""Rows of equally many numbers; a column vector has one number a row."""


def layers_in(graph: Graph) -> Layers:
    """The sizes of a network's layers.  Raises TypeError for any other graph."""
    found = network_of(graph)
    if found is None:
        raise TypeError(f"the graph {graph.name!r} is not a network")
    return found


@dataclass(frozen=True)
class LayeredNetwork:
    """One pass over the graph of a network."""

    numbers: Pass

    @cached_property
    def layers(self) -> Layers:
        """The sizes of its layers."""
        return layers_in(self.numbers.graph)

    def size(self, layer: int) -> int:
        """Units of a layer, counted from 1."""
        return self.layers.sizes[layer - 1]

    def nodes(self, quantity: str) -> tuple[str, ...]:
        """The nodes that hold a quantity's numbers, row by row; for ``C`` the output."""
        if quantity == "C":
            return (self.numbers.graph.output,)
        letter, layer = letter_and_layer(quantity)
        return self._nodes({"delta": "z", "dW": "w", "db": "b"}.get(letter, letter), layer)

    def _nodes(self, letter: str, layer: int) -> tuple[str, ...]:
        nodes = self.numbers.graph.nodes
        return tuple(nodes[at].name for at in self.layers.nodes(letter, layer))

    def quantity(self, quantity: str) -> Matrix:
        """The numbers of z2, a2, delta3, dW3, db3, C, W3 or b3."""
        names = self.nodes(f"d{quantity}" if quantity[0] in "Wb" else quantity)
        source = self.numbers.gradients if quantity[0] == "d" else self.numbers.values
        found = [source[name] for name in names]
        columns = self.size(int(quantity.rpartition("W")[2]) - 1) if "W" in quantity else 1
        return [found[i : i + columns] for i in range(0, len(found), columns)]

    def is_linear(self, layer: int) -> bool:
        """Whether a layer has no activation of its own."""
        return self.nodes(f"a{layer}") == self.nodes(f"z{layer}")

    def activation(self, layer: int) -> str:
        """The operation that makes the activations of a layer, "" where it has none."""
        graph = self.numbers.graph
        return "" if self.is_linear(layer) else graph.by_name[self.nodes(f"a{layer}")[0]].op

    @property
    def targets(self) -> tuple[float, ...]:
        """The targets, where the loss has any of their own."""
        tape, found = tape_of(self.numbers.graph), self.layers.node["y"]
        return tuple(self.numbers.values[tape.names[found[at]]] for at in sorted(found))

    def formula(self, quantity: str) -> str:
        """The right side of the line that computes ``quantity``."""
        letter, layer = letter_and_layer(quantity)
        z, a, delta = (network_label(one, layer) for one in ("z", "a", "δ"))
        before = network_label("a", layer - 1)
        match letter:
            case "z":
                return f"{network_label('W', layer)} {before} + {network_label('b', layer)}"
            case "a" if layer == 1:
                return "x"
            case "a":
                return z if self.is_linear(layer) else f"σ({z})"
            case "delta" if layer == self.layers.last:
                return f"∂C/∂{a}" if self.is_linear(layer) else f"∂C/∂{a} ⊙ σ′({z})"
            case "delta":
                back = f"({network_label('W', layer + 1)})ᵀ {network_label('δ', layer + 1)}"
                return back if self.is_linear(layer) else f"({back}) ⊙ σ′({z})"
            case "dW":
                return f"{delta} ({before})ᵀ"
            case "db":
                return delta
            case _:
                return f"C({network_label('a', self.layers.last)}, y)"

    def needs(self, quantity: str) -> tuple[str, ...]:
        """The stored quantities that the line uses."""
        letter, layer = letter_and_layer(quantity)
        needed = {
            "z": (f"W{layer}", f"a{layer - 1}", f"b{layer}"),
            "a": (f"z{layer}",) if layer > 1 else (),
            "delta": (f"W{layer + 1}", f"delta{layer + 1}", f"z{layer}"),
            "dW": (f"delta{layer}", f"a{layer - 1}"),
            "db": (f"delta{layer}",),
            "C": (f"a{self.layers.last}",),
        }[letter]
        if letter == "delta" and layer == self.layers.last:
            return (f"a{layer}", f"z{layer}")
        return needed

    def by_units(self, quantity: str) -> str:
        """The line that computes ``quantity``, unit by unit: the note's equations 2.1 to 2.4."""
        letter, layer = letter_and_layer(quantity)
        graph = self.numbers.graph
        z, a = network_label("z", layer, 1), network_label("a", layer, 1)
        slope = "" if self.is_linear(layer) else f" · σ′({z})"
        match letter:
            case "z" | "a" if layer > 1:
                return f"{equation(graph, self.nodes(quantity)[0])}, and so for every unit."
            case "delta" if layer == self.layers.last:
                back = derivative("C", a)
            case "delta":
                units = range(1, self.size(layer + 1) + 1)
                back = " + ".join(
                    f"{network_label('ω', layer + 1, k, 1)}·{network_label('δ', layer + 1, k)}"
                    for k in units
                )
                back = f"({back})" if slope and len(units) > 1 else back
            case "dW":
                j, k = network_label("δⱼ", layer), network_label("aₖ", layer - 1)
                return f"Row j, column k: {j} · {k}."
            case "db":
                return f"One number per unit: {network_label('δⱼ', layer)}."
            case "C":
                return "The loss compares every output with its target."
            case _:
                return "Layer 1 holds the inputs."
        return f"{network_label('δ', layer, 1)} = {back}{slope}, and so for every unit."

    def factors(self, layer: int) -> list[tuple[str, list[float]]]:
        """The two columns whose ⊙ is δ of a layer, with their names; one in a linear layer."""
        numbers, a, z = self.numbers, self.nodes(f"a{layer}"), self.nodes(f"z{layer}")
        back = derivative("C", network_label("a", layer))
        if layer < self.layers.last:
            back = f"({network_label('W', layer + 1)})ᵀ {network_label('δ', layer + 1)}"
        found = [(back, [numbers.gradients[name] for name in a])]
        if not self.is_linear(layer):
            slopes = [numbers.local(one, other) for one, other in zip(a, z, strict=True)]
            found.append((f"σ′({network_label('z', layer)})", slopes))
        return found


def name_of(quantity: str) -> str:
    """z², a², δ², ∂C/∂W², ∂C/∂b², C; W² and b² for the parameters themselves."""
    if quantity == "C":
        return "C"
    if quantity[0] in "Wb":
        return network_label(quantity[0], int(quantity[1:]))
    letter, layer = letter_and_layer(quantity)
    if letter in ("dW", "db"):
        return derivative("C", network_label(letter[1], layer))
    return network_label("δ" if letter == "delta" else letter, layer)


def labels(network: LayeredNetwork, quantity: str) -> tuple[str, ...]:
    """The labels of a quantity's numbers: z₁², δ₁², ∂C/∂ω₁₂²."""
    graph = network.numbers.graph
    letter, layer = letter_and_layer(quantity)
    nodes = network.nodes(quantity)
    if letter in ("dW", "db"):
        return tuple(derivative("C", graph.label(name)) for name in nodes)
    if letter == "C":
        return ("C",)
    sign = "δ" if letter == "delta" else letter
    return tuple(network_label(sign, layer, j) for j in range(1, len(nodes) + 1))


def shown(matrix: Matrix) -> str:
    """(0.1, 0.75) for a vector, (1, 2; 3, 4) for a matrix, 0.4 for one number."""
    if len(matrix) == len(matrix[0]) == 1:
        return format_number(matrix[0][0])
    if all(len(row) == 1 for row in matrix):
        return "(" + ", ".join(format_number(row[0]) for row in matrix) + ")"
    return "(" + "; ".join(", ".join(map(format_number, row)) for row in matrix) + ")"
