"""Neurons, layers and networks.

Lecture note, section 2: unit j of layer ℓ has a weighted input and an activation

    z_j = Σₖ ω_jk · aₖ + b_j        a_j = σ(z_j)

with aₖ from the layer before.  A neuron makes just these two nodes, z and a.  The interface is that
of Karpathy's micrograd, and parameters come in its order: layer by layer, neuron by neuron, the
weights and then the bias.

Initial weights are uniform in ±√(6/nᵢₙ) for the relu family (He et al. 2015, equation 10) and in
±√(6/(nᵢₙ + nₒᵤₜ)) for all others (Glorot and Bengio 2010, equation 16); biases are 0.
"""

from __future__ import annotations

import json
from itertools import pairwise
from math import isfinite, sqrt
from operator import mul

from engine.errors import DomainError, GraphError, ShapeError
from engine.ops import OPERATIONS
from engine.seeds import source
from engine.value import Value, apply, as_float, made

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random
    from typing import Any

    class Outputs(Value, Sequence[Value]):
        """What a network returns, for a type checker: one output is a Value, several are a list."""


LINEAR = "linear"
LARGEST = 1.7976931348623157e308  # no parameter is greater; sys would cost an import
_RELU_FAMILY = ("relu", "leaky_relu", "softplus")


class Module:
    """Anything with parameters: a neuron, a layer, a network, or a model of your own."""

    def parameters(self) -> list[Value]:
        """The parameters, always in the same order."""
        return []

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters():
            parameter.grad = 0.0

    def state(self) -> list[float]:
        """The parameters as plain numbers, in order."""
        return [float(parameter.data) for parameter in self.parameters()]

    def load_state(self, numbers: Sequence[float]) -> None:
        """Set the parameters from ``state()``.

        Raises ShapeError for the wrong count; TypeError or DomainError for what is not a number.
        Nothing is changed then.
        """
        parameters = self.parameters()
        if len(numbers) != len(parameters):
            raise ShapeError(
                f"{len(numbers)} numbers for {len(parameters)} parameters; "
                "they must come from a model of the same shape"
            )
        checked = [as_float(number) for number in numbers]
        for parameter, number in zip(parameters, checked, strict=True):
            parameter.data = number

    def to_json(self) -> str:
        """The parameters as JSON text; every float comes back bit by bit.

        Raises DomainError where one has overflowed: a text with it could not be read again.
        """
        return _text({}, self.state())

    def load_json(self, text: str) -> None:
        """Set the parameters from the text of ``to_json``.

        Raises GraphError for a text that is no such JSON, or has a parameter that is no finite
        number; ShapeError for the wrong count.  Nothing is changed then.
        """
        self.load_state(_saved(text)["parameters"])


class Neuron(Module):
    """One unit: ``nin`` weights ``w`` and a bias ``b``.

    ``activation`` is the name of a one-operand row of the table, or "linear"; ``nonlin`` is
    micrograd's switch between relu and none, used when no activation is named.
    """

    def __init__(
        self,
        nin: int,
        nonlin: bool = True,
        *,
        activation: str = "",
        seed: int | Random | None = None,
        nout: int = 1,
    ) -> None:
        self.activation = _checked(activation or ("relu" if nonlin else LINEAR))
        random = source(seed)
        limit = _limit(self.activation, nin, nout)
        self.w = [Value(random.uniform(-limit, limit)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x: Sequence[Value | float]) -> Value:
        """The activation for the inputs ``x``, ``nin`` numbers or Values."""
        return self.weighted(_Inputs(x))

    def weighted(self, x: _Inputs) -> Value:
        """The same for inputs already unpacked, as a layer does once for all its neurons."""
        z, name = x.weighted_input(self.w, self.b), self.activation
        return z.relu() if name == "relu" else z if name == LINEAR else apply(name, z)

    def parameters(self) -> list[Value]:
        """The weights, then the bias."""
        return [*self.w, self.b]

    def __repr__(self) -> str:
        names = {"relu": "ReLU", LINEAR: "Linear"}
        return f"{names.get(self.activation, self.activation)}Neuron({len(self.w)})"


class Layer(Module):
    """``nout`` neurons that all see the same ``nin`` inputs; arguments as for ``Neuron``."""

    def __init__(
        self,
        nin: int,
        nout: int,
        nonlin: bool = True,
        *,
        activation: str = "",
        seed: int | Random | None = None,
    ) -> None:
        _limit(activation, nin, nout)  # a layer of no neurons is refused, too
        random = source(seed)
        self.neurons = [
            Neuron(nin, nonlin, activation=activation, seed=random, nout=nout) for _ in range(nout)
        ]

    def __call__(self, x: Sequence[Value | float]) -> Outputs:
        """The activations: a Value for one neuron, a list for several."""
        outputs = self.activations(x)
        return outputs[0] if len(outputs) == 1 else outputs  # type: ignore[return-value]

    def activations(self, x: Sequence[Value | float]) -> list[Value]:
        """One activation a neuron, as a list even for one neuron."""
        inputs = _Inputs(x)
        return [neuron.weighted(inputs) for neuron in self.neurons]

    def parameters(self) -> list[Value]:
        """Neuron by neuron."""
        return [p for neuron in self.neurons for p in neuron.parameters()]

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(map(str, self.neurons))}]"


class MLP(Module):
    """A multi-layer perceptron: ``MLP(2, [16, 16, 1])`` has two inputs and layers of 16, 16 and 1.

    ``activation`` names the activation of the hidden layers, one for all or a list of one a hidden
    layer; ``output_activation`` that of the last layer.  ``seed`` is a whole number, or a
    ``random.Random`` to draw the weights from.
    """

    def __init__(
        self,
        nin: int,
        nouts: Sequence[int],
        *,
        activation: str | Sequence[str] = "relu",
        output_activation: str = LINEAR,
        seed: int | Random | None = None,
    ) -> None:
        hidden = len(nouts) - 1
        names = [activation] * hidden if isinstance(activation, str) else [*activation]
        if hidden < 0:
            raise ShapeError("a network needs at least one layer, as in MLP(2, [16, 1])")
        if len(names) != hidden:
            raise ShapeError(f"{len(names)} activations for {hidden} hidden layers")
        random = source(seed)
        self.sizes = [nin, *nouts]
        sizes = zip(self.sizes, nouts, [*names, output_activation], strict=False)
        self.layers = [Layer(i, o, activation=name, seed=random) for i, o, name in sizes]

    def __call__(self, x: Sequence[Value | float]) -> Outputs:
        """The output for one example, ``nin`` numbers or Values: a Value, or a list of several."""
        outputs = self.outputs(x)
        return outputs[0] if len(outputs) == 1 else outputs  # type: ignore[return-value]

    def outputs(self, x: Sequence[Value | float]) -> list[Value]:
        """One Value an output, as a list even for one output."""
        current: Sequence[Value | float] = x
        outputs: list[Value] = []
        for layer in self.layers:
            current = outputs = layer.activations(current)
        return outputs

    def parameters(self) -> list[Value]:
        """Layer by layer, neuron by neuron, the weights and then the bias."""
        return [p for layer in self.layers for p in layer.parameters()]

    def to_json(self) -> str:
        """The whole network as JSON text: its sizes, its activations and its parameters.

        Raises DomainError as ``Module.to_json`` does.
        """
        activations = [layer.neurons[0].activation for layer in self.layers]
        return _text({"sizes": self.sizes, "activations": activations}, self.state())

    @classmethod
    def from_json(cls, text: str) -> MLP:
        """The network of ``to_json``, on its own.

        Raises GraphError for a text that is no such JSON: one without sizes and activations, or
        with a parameter that is no finite number.  Raises ShapeError for sizes that do not go with
        the activations or the parameters; they are counted before anything is built.
        """
        found = _saved(text)
        sizes, activations, parameters = _shape(found)
        if len(sizes) != len(activations) + 1 or len(sizes) < 2 or min(sizes) < 1:
            raise ShapeError(
                f"no network has the sizes {_short(sizes)} and {len(activations)} layers"
            )
        count = sum((nin + 1) * nout for nin, nout in pairwise(sizes))
        if count != len(parameters):
            raise ShapeError(
                f"{len(parameters)} numbers for the {count} parameters of the sizes {_short(sizes)}"
            )
        (nin, *nouts), (*hidden, last) = sizes, activations
        model = cls(nin, nouts, activation=hidden, output_activation=last, seed=0)
        model.load_state(parameters)
        return model

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(map(str, self.layers))}]"


class _Inputs:
    """The inputs of a layer, unpacked once: the Values among them, and all as numbers."""

    __slots__ = ("all_values", "given", "numbers")

    def __init__(self, x: Sequence[Value | float]) -> None:
        self.given = given = tuple([v if isinstance(v, Value) else as_float(v) for v in x])
        self.numbers = tuple([v.data if isinstance(v, Value) else v for v in given])
        self.all_values = tuple([v for v in given if isinstance(v, Value)])

    def weighted_input(self, weights: list[Value], bias: Value) -> Value:
        """z = Σₖ ωₖ·aₖ + b: what ``dot`` makes, without its checks of every operand."""
        numbers = self.numbers
        if len(weights) != len(numbers):
            raise ShapeError(f"a neuron of {len(weights)} weights got {len(numbers)} inputs")
        factors = [weight.data for weight in weights]
        z = 0.0
        for product in map(mul, factors, numbers):
            z += product
        z += bias.data
        values = self.all_values
        if len(values) == len(numbers):
            inputs, by_inputs = (*weights, *values, bias), (*numbers, *factors, 1.0)
            return made("dot", z, None, None, inputs, by_inputs)
        operands = (*weights, *self.given, bias)
        if not values:
            return made("dot", z, None, operands, (*weights, bias), (*numbers, 1.0))
        return apply("dot", *operands)


def _text(shape: dict[str, Any], parameters: list[float]) -> str:
    if not all(map(isfinite, parameters)):
        raise DomainError("a parameter has overflowed to ∞, so this cannot be saved")
    return json.dumps({"format": 1, **shape, "parameters": parameters})


def _saved(text: str) -> dict[str, Any]:
    """The object that ``to_json`` wrote; GraphError for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GraphError(f"these are not saved parameters: {error}") from error
    if not isinstance(found, dict) or found.get("format") is True or found.get("format") != 1:
        raise GraphError("these are not saved parameters of format 1")
    numbers = found.get("parameters")
    if not isinstance(numbers, list):
        raise GraphError("there is no list of parameters in what was saved")
    for i, number in enumerate(numbers):
        if type(number) not in (int, float) or not abs(number) <= LARGEST:
            raise GraphError(f"parameter {i} of what was saved is no finite number")
    return found


def _shape(found: dict[str, Any]) -> tuple[list[int], list[str], list[float]]:
    """Sizes, activations and parameters of what was saved; GraphError where one is none."""
    sizes, activations = found.get("sizes"), found.get("activations")
    if not isinstance(sizes, list) or any(type(size) is not int for size in sizes):
        raise GraphError("this is not a saved network: it has no list of sizes")
    if not isinstance(activations, list) or any(type(one) is not str for one in activations):
        raise GraphError("this is not a saved network: it has no list of activations")
    return sizes, activations, found["parameters"]


def _short(sizes: list[int]) -> str:
    """The sizes in a message, of very many the first."""
    shown = ", ".join(str(size) if abs(size) < 10**12 else "…" for size in sizes[:8])
    return f"[{shown}{', …' if len(sizes) > 8 else ''}]"


def _checked(activation: str) -> str:
    row = OPERATIONS.get(activation)
    if activation == LINEAR or (row is not None and row.arity == 1):
        return activation
    known = ", ".join(name for name, row in OPERATIONS.items() if row.arity == 1)
    raise GraphError(f"there is no activation {activation!r}; there are linear, {known}")


def _limit(activation: str, nin: int, nout: int) -> float:
    if nin < 1 or nout < 1:
        raise ShapeError(f"a layer needs inputs and neurons, not {nin} and {nout}")
    return sqrt(6 / nin) if activation in _RELU_FAMILY else sqrt(6 / (nin + nout))
