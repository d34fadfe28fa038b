"""The network of a training run, as the same graph that lessons draw and walk through.

Its nodes are called as in a ``network`` block: x_1, w2_1_2 (ω₁₂²), b2_1, z2_1, a2_1, y_1, C.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from engine import MLP, Value, apply
from tutor.core.errors import TutorError
from tutor.core.graph import Graph, Node, Operand
from tutor.core.text import label, network_label

ACTIVATIONS = ("sigmoid", "tanh", "relu")
"""What hidden units may apply, as keys go through them."""
LAYERS, UNITS = 6, 16
"""The most layers, inputs and output counted, and the most units of one of them."""


class SetupError(TutorError):
    """A training run that cannot be; the message says why, and what can be done."""


@dataclass(frozen=True)
class Shape:
    """Units of layer 1 (the inputs) to L, σ of the hidden layers and of the output.

    The cost of an example is C = ½(a − y)², the note's.
    """

    sizes: tuple[int, ...]
    activation: str = "tanh"
    output: str = "sigmoid"

    @property
    def words(self) -> str:
        """``2-3-1``."""
        return "-".join(map(str, self.sizes))

    @property
    def activations(self) -> tuple[str, ...]:
        """σ of the layers 2 to L."""
        return (self.activation,) * (len(self.sizes) - 2) + (self.output,)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of weights and biases: layer by layer, unit by unit, a bias last."""
        return tuple(
            name
            for layer, (before, units) in enumerate(pairwise(self.sizes), 2)
            for j in range(1, units + 1)
            for name in (
                *(f"w{layer}_{j}_{k}" for k in range(1, before + 1)),
                f"b{layer}_{j}",
            )
        )

    def start(self, seed: int) -> tuple[float, ...]:
        """The parameters before the first update, drawn as the engine draws them."""
        model = MLP(
            self.sizes[0],
            self.sizes[1:],
            activation=self.activation,
            output_activation=self.output,
            seed=seed,
        )
        return tuple(model.state())

    @cached_property
    def graph(self) -> Graph:
        """One example's forward pass, from inputs and parameters to C."""
        return Graph("network", tuple(self._nodes()), "C")

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The leaves that a row of the data gives: the inputs, then the target."""
        return (*(f"x_{k}" for k in range(1, self.sizes[0] + 1)), "y_1")

    def leaves(self, parameters: Sequence[float], row: Sequence[float]) -> Mapping[str, float]:
        """The values of all leaves for one example."""
        return dict(zip((*self.parameters, *self.given), (*parameters, *row), strict=True))

    def loss(self, parameters: Sequence[Value]) -> Callable[..., Value]:
        """C of one row, on the engine's values: the graph as a function."""
        known = dict(zip(self.parameters, parameters, strict=True))

        def cost(*row: Value) -> Value:
            built: dict[str, Value] = {**known, **dict(zip(self.given, row, strict=True))}
            for node in self.graph.computed:
                operands = [built[o] if isinstance(o, str) else o for o in node.operands]
                built[node.name] = apply(node.op, *operands)
            return built[self.graph.output]

        return cost

    def _nodes(self) -> Iterator[Node]:
        signals = [f"x_{k}" for k in range(1, self.sizes[0] + 1)]
        yield from (_leaf(name, label(name)) for name in signals)
        for layer, units in enumerate(self.sizes[1:], 2):
            found = []
            for j in range(1, units + 1):
                weights = [f"w{layer}_{j}_{k}" for k in range(1, len(signals) + 1)]
                for k, name in enumerate(weights, 1):
                    yield Node(name, network_label("ω", layer, j, k), "param", default=0.0)
                yield Node(f"b{layer}_{j}", network_label("b", layer, j), "param", default=0.0)
                operands = (*weights, *signals, f"b{layer}_{j}")
                z = f"z{layer}_{j}"
                yield _computed(z, network_label("z", layer, j), "dot", operands)
                activation = self.activations[layer - 2]
                if activation != "linear":
                    yield _computed(f"a{layer}_{j}", network_label("a", layer, j), activation, (z,))
                found.append(z if activation == "linear" else f"a{layer}_{j}")
            signals = found
        yield _leaf("y_1", "y")
        yield Node("e_1", "e", "computed", "sub", (signals[0], "y_1"), made=True)
        yield Node("q_1", "q", "computed", "pow", ("e_1", 2.0), made=True)
        yield Node("C", "C", "output", "mul", (0.5, "q_1"))


def _leaf(name: str, shown: str) -> Node:
    return Node(name, shown, "input", default=0.0)


def _computed(name: str, shown: str, op: str, operands: tuple[Operand, ...]) -> Node:
    return Node(name, shown, "computed", op, operands)


def sizes_of(text: str, inputs: int) -> tuple[int, ...]:
    """``2-8-1`` as sizes.  Raises SetupError where they do not go with so many inputs."""
    parts = [part.strip() for part in text.replace(",", "-").replace("–", "-").split("-")]
    help_ = f"write the units of each layer, as in {inputs}-8-1"
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise SetupError(f"{text!r} is not a list of layers: {help_}")
    sizes = tuple(map(int, parts))
    if not 2 <= len(sizes) <= LAYERS or not all(1 <= size <= UNITS for size in sizes):
        raise SetupError(f"a network has 2 to {LAYERS} layers of 1 to {UNITS} units: {help_}")
    if sizes[0] != inputs or sizes[-1] != 1:
        raise SetupError(f"these data have {inputs} inputs and 1 output, not {text}: {help_}")
    return sizes
