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
from tutor.core.graph import CROSS_ENTROPY, Graph, Node, Operand, Role, cost_parts
from tutor.core.text import label, network_label, plural

ACTIVATIONS = ("sigmoid", "tanh", "relu")
"""What hidden units may apply, as keys go through them."""
LOSSES = ("half-square", CROSS_ENTROPY)
"""What the cost of an example may be, where the target is one of two classes."""
LAYERS, UNITS = 6, 16
"""The most layers, inputs and output counted, and the most units of one of them."""


class SetupError(TutorError):
    """A training run that cannot be; the message says why, and what can be done."""


@dataclass(frozen=True)
class Shape:
    """Units of layer 1 (the inputs) to L, σ of the hidden layers and of the output, and the cost.

    The cost of an example is C = ½(a − y)², the note's, or the cross-entropy; for several outputs,
    one a class, ``output`` is "softmax" and the cost its cross-entropy.
    """

    sizes: tuple[int, ...]
    activation: str = "tanh"
    output: str = "sigmoid"
    loss: str = LOSSES[0]

    @property
    def words(self) -> str:
        """``2-3-1``."""
        return "-".join(map(str, self.sizes))

    @property
    def activations(self) -> tuple[str, ...]:
        """σ of the layers 2 to L."""
        return (self.activation,) * (len(self.sizes) - 2) + (self.output,)

    @property
    def passed(self) -> tuple[str, ...]:
        """The σ that a message passes in the layers 2 to L.

        That of the output is part of the cross-entropy: δ is p − y there, without a slope.
        """
        last = "linear" if self.loss == CROSS_ENTROPY else self.output
        return (*self.activations[:-1], last)

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
            output_activation=self.passed[-1],
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
        return tuple(
            f"{letter}_{k}" for letter, count in (("x", self.sizes[0]), ("y", self.sizes[-1]))
            for k in range(1, count + 1)
        )  # fmt: skip

    def fed(self, row: Sequence[float]) -> tuple[float, ...]:
        """The values of ``given``: one of several classes is a 1 at its place among zeros."""
        *inputs, target = row
        if self.sizes[-1] == 1:
            return tuple(row)
        return (*inputs, *(float(k == target) for k in range(self.sizes[-1])))

    def leaves(self, parameters: Sequence[float], row: Sequence[float]) -> Mapping[str, float]:
        """The values of all leaves for one example of the data."""
        return dict(
            zip((*self.parameters, *self.given), (*parameters, *self.fed(row)), strict=True)
        )

    def cost_function(self, parameters: Sequence[Value]) -> Callable[..., Value]:
        """C of one row as ``fed``, on the engine's values: the graph as a function."""
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
                activation = self.passed[layer - 2]
                if activation != "linear":
                    yield _computed(f"a{layer}_{j}", network_label("a", layer, j), activation, (z,))
                found.append(z if activation == "linear" else f"a{layer}_{j}")
            signals = found
        targets = [name for name in self.given if name[0] == "y"]
        one = len(targets) == 1
        yield from (_leaf(name, "y" if one else label(name)) for name in targets)
        for part in cost_parts(self.loss, signals, targets):
            shown = label(part.name.removesuffix("_1") if one else part.name)
            role: Role = "output" if part.name == "C" else "computed"
            yield Node(part.name, shown, role, part.op, part.operands, made=part.made)


def _leaf(name: str, shown: str) -> Node:
    return Node(name, shown, "input", default=0.0)


def _computed(name: str, shown: str, op: str, operands: tuple[Operand, ...]) -> Node:
    return Node(name, shown, "computed", op, operands)


def sizes_of(text: str, inputs: int, outputs: int = 1) -> tuple[int, ...]:
    """``2-8-1`` as sizes.  Raises SetupError where they do not go with inputs and outputs."""
    parts = [part.strip() for part in text.replace(",", "-").replace("–", "-").split("-")]
    help_ = f"write the units of each layer, as in {inputs}-8-{outputs}"
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise SetupError(f"{text!r} is not a list of layers: {help_}")
    sizes = tuple(map(int, parts))
    if not 2 <= len(sizes) <= LAYERS or not all(1 <= size <= UNITS for size in sizes):
        raise SetupError(f"a network has 2 to {LAYERS} layers of 1 to {UNITS} units: {help_}")
    if sizes[0] != inputs or sizes[-1] != outputs:
        have = f"{plural(inputs, 'input')} and {plural(outputs, 'output')}"
        raise SetupError(f"these data have {have}, not {text}: {help_}")
    return sizes
