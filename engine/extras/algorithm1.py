"""Algorithm 1 of the lecture note on plain lists, without a graph and without ``Value``.

For a network of layers 1 (the inputs) to L, with weights W^ℓ and biases b^ℓ for ℓ = 2, …, L:

    forward     a¹ = x      z^ℓ = W^ℓ·a^(ℓ−1) + b^ℓ      a^ℓ = σ(z^ℓ)
    backward    δ^L = ∇C ⊙ σ′(z^L)      δ^ℓ = ((W^(ℓ+1))ᵀ·δ^(ℓ+1)) ⊙ σ′(z^ℓ)        (2.3, 2.4)
    gradients   ∂C/∂W^ℓ = δ^ℓ·(a^(ℓ−1))ᵀ      ∂C/∂b^ℓ = δ^ℓ                           (2.1, 2.2)

``algorithm_1`` yields every quantity as it is computed, with the line of the note that computes it;
everything else here is made from that.  It shares no code with the rest of the engine, so the two
can check each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cosh, exp, log, log1p, tanh
from typing import Any, NamedTuple

from engine.errors import GraphError, ShapeError

Vector = list[float]
Matrix = list[list[float]]
Example = tuple[Sequence[float], Sequence[float]]


class Network(NamedTuple):
    """W^ℓ, b^ℓ and the name of σ for ℓ = 2, …, L, in order.

    ``weights[i][j][k]`` is ω_jk of layer i + 2: from unit k of the layer before to unit j.
    """

    weights: Sequence[Sequence[Sequence[float]]]
    biases: Sequence[Sequence[float]]
    activations: Sequence[str]


class Step(NamedTuple):
    """One quantity of Algorithm 1, just computed.

    ``line`` is the line of Algorithm 1; ``layer`` is ℓ, counted from 1 for the inputs;
    ``quantity`` is "a", "z", "C", "δ", "∂C/∂W" or "∂C/∂b", and ``value`` its numbers.
    """

    line: int
    layer: int
    quantity: str
    value: Vector | Matrix


class Gradients(NamedTuple):
    """The cost C and ∂C/∂W^ℓ, ∂C/∂b^ℓ for ℓ = 2, …, L, shaped as the parameters are."""

    cost: float
    weights: list[Matrix]
    biases: list[Vector]


class Cost(NamedTuple):
    """A cost C(a, y) of the outputs a, and its gradient ∇C with respect to a."""

    value: Callable[[Sequence[float], Sequence[float]], float]
    gradient: Callable[[Sequence[float], Sequence[float]], Vector]


def algorithm_1(
    network: Network, x: Sequence[float], y: Sequence[float], cost: str = "squared_error"
) -> Iterator[Step]:
    """The steps of Algorithm 1 for the instance (x, y).

    Raises ShapeError where sizes do not match, GraphError for an unknown activation or cost.
    """
    _check(network, x, y, cost)
    return _steps(network, [*x], [*y], COSTS[cost])


def _steps(network: Network, x: Vector, y: Vector, cost: Cost) -> Iterator[Step]:
    last = len(network.weights) + 1  # L
    a, z = {1: x}, {}
    yield Step(1, 1, "a", a[1])
    for layer in range(2, last + 1):
        weights, bias, name = _layer(network, layer)
        z[layer] = plus(times(weights, a[layer - 1]), bias)
        yield Step(3, layer, "z", z[layer])
        a[layer] = [ACTIVATIONS[name].value(u) for u in z[layer]]
        yield Step(3, layer, "a", a[layer])
    yield Step(4, last, "C", [cost.value(a[last], y)])

    delta = hadamard(cost.gradient(a[last], y), _slopes(network, last, z[last]))
    for layer in range(last, 1, -1):
        if layer < last:
            above = transposed(_layer(network, layer + 1)[0])
            delta = hadamard(times(above, delta), _slopes(network, layer, z[layer]))
        yield Step(4 if layer == last else 6, layer, "δ", delta)
        line = 4 if layer == last else 7
        yield Step(line, layer, "∂C/∂W", outer(delta, a[layer - 1]))
        yield Step(line, layer, "∂C/∂b", [*delta])


def _layer(network: Network, layer: int) -> tuple[Matrix, Vector, str]:
    """W^ℓ, b^ℓ and the name of σ in layer ℓ."""
    weights = [[*row] for row in network.weights[layer - 2]]
    return weights, [*network.biases[layer - 2]], network.activations[layer - 2]


def _slopes(network: Network, layer: int, z: Vector) -> Vector:
    slope = ACTIVATIONS[network.activations[layer - 2]].slope
    return [slope(u) for u in z]


def gradients(
    network: Network, x: Sequence[float], y: Sequence[float], cost: str = "squared_error"
) -> Gradients:
    """Algorithm 1 to its end: the cost and all gradients for one instance."""
    found: dict[str, list[object]] = {"C": [], "∂C/∂W": [], "∂C/∂b": []}
    for step in algorithm_1(network, x, y, cost):
        if step.quantity in found:
            found[step.quantity].append(step.value)
    weights, biases = found["∂C/∂W"][::-1], found["∂C/∂b"][::-1]  # they came from the top down
    return Gradients(found["C"][0][0], weights, biases)  # type: ignore[arg-type, index]


def average(
    network: Network, examples: Iterable[Example], cost: str = "squared_error"
) -> Gradients:
    """The mean cost and gradients over examples (section 2.4), or over a mini-batch (Remark 6).

    Raises ShapeError for no example.
    """
    every = [gradients(network, x, y, cost) for x, y in examples]
    if not every:
        raise ShapeError("the average over no examples; give at least one")
    return Gradients(*map(_mean, zip(*every, strict=True)))


def _mean(arrays: Sequence[Any]) -> Any:  # noqa: ANN401  numbers, vectors or matrices
    if isinstance(arrays[0], list):
        return [_mean(entries) for entries in zip(*arrays, strict=True)]
    return sum(arrays) / len(arrays)


# --- vectors and matrices (Remarks 4 and 5) -------------------------------------------------------


def times(matrix: Matrix, vector: Sequence[float]) -> Vector:
    """W·a, one number a row of W."""
    return [sum(w * u for w, u in zip(row, vector, strict=True)) for row in matrix]


def plus(u: Sequence[float], v: Sequence[float]) -> Vector:
    """u + v, entry by entry."""
    return [p + q for p, q in zip(u, v, strict=True)]


def hadamard(u: Sequence[float], v: Sequence[float]) -> Vector:
    """u ⊙ v, the products entry by entry."""
    return [p * q for p, q in zip(u, v, strict=True)]


def outer(u: Sequence[float], v: Sequence[float]) -> Matrix:
    """u·vᵀ: entry (j, k) is u_j·v_k."""
    return [[p * q for q in v] for p in u]


def transposed(matrix: Matrix) -> Matrix:
    """Wᵀ: rows become columns."""
    return [[*column] for column in zip(*matrix, strict=True)]


# --- σ and σ′, C and ∇C --------------------------------------------------------------------------


class Activation(NamedTuple):
    """σ and σ′ as functions of the weighted input z."""

    value: Callable[[float], float]
    slope: Callable[[float], float]


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def _softplus(z: float) -> float:
    return max(z, 0.0) + log1p(exp(-abs(z)))


def _softmax(z: Sequence[float]) -> Vector:
    largest = max(z)
    powers = [exp(u - largest) for u in z]
    return [p / sum(powers) for p in powers]


ACTIVATIONS = {
    "linear": Activation(lambda z: z, lambda _z: 1.0),
    "sigmoid": Activation(_sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z)),
    "tanh": Activation(tanh, lambda z: 1 / cosh(z) ** 2 if abs(z) < 350 else 0.0),
    "relu": Activation(lambda z: max(z, 0.0), lambda z: 1.0 if z > 0 else 0.0),
    "leaky_relu": Activation(lambda z: max(z, 0.01 * z), lambda z: 1.0 if z > 0 else 0.01),
    "softplus": Activation(_softplus, _sigmoid),
}

COSTS = {
    "squared_error": Cost(
        lambda a, y: sum((p - q) ** 2 for p, q in zip(a, y, strict=True)) / 2,
        lambda a, y: [p - q for p, q in zip(a, y, strict=True)],
    ),
    "mean_squared_error": Cost(
        lambda a, y: sum((p - q) ** 2 for p, q in zip(a, y, strict=True)) / len(a),
        lambda a, y: [2 * (p - q) / len(a) for p, q in zip(a, y, strict=True)],
    ),
    "hinge": Cost(
        lambda a, y: sum(max(0.0, 1 - q * p) for p, q in zip(a, y, strict=True)) / len(a),
        lambda a, y: [-q / len(a) if q * p < 1 else 0.0 for p, q in zip(a, y, strict=True)],
    ),
    "binary_cross_entropy": Cost(
        lambda a, y: (
            sum(q * _softplus(-p) + (1 - q) * _softplus(p) for p, q in zip(a, y, strict=True))
            / len(a)
        ),
        lambda a, y: [
            ((1 - q) * _sigmoid(p) - q * _sigmoid(-p)) / len(a) for p, q in zip(a, y, strict=True)
        ],
    ),
    "softmax_cross_entropy": Cost(
        lambda a, y: (
            max(a)
            + log(sum(exp(p - max(a)) for p in a))
            - sum(p * q for p, q in zip(a, y, strict=True))
        ),
        lambda a, y: [p - q for p, q in zip(_softmax(a), y, strict=True)],
    ),
}


def _check(network: Network, x: Sequence[float], y: Sequence[float], cost: str) -> None:
    """Raise the error that says which sizes do not match, or which name is unknown."""
    layers = len(network.weights)
    if not layers or {len(network.biases), len(network.activations)} != {layers}:
        raise ShapeError("a network needs weights, biases and an activation for every layer")
    if cost not in COSTS:
        raise GraphError(f"there is no cost {cost!r}; there are {', '.join(COSTS)}")
    before = len(x)
    for layer, name in enumerate(network.activations, 2):
        weights, bias, _ = _layer(network, layer)
        if name not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise GraphError(
                f"there is no activation {name!r} for layer {layer}; there are {known}"
            )
        if any(len(row) != before for row in weights) or len(bias) != len(weights) or not bias:
            raise ShapeError(
                f"layer {layer} has weights of {[len(row) for row in weights]} and "
                f"{len(bias)} biases for {before} inputs; each unit needs {before} weights"
            )
        before = len(bias)
    if len(y) != before:
        raise ShapeError(f"{len(y)} targets for {before} outputs; they must match")
