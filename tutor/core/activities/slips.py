"""Wrong rules for the quantities of Algorithm 1: what each gives, and what to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.core.activities.layers import split
from tutor.core.activities.matrices import Network, name_of
from tutor.core.activities.prediction import Slip
from tutor.core.answers import apart

Vector = Sequence[float]


def slips(network: Network, quantity: str) -> Iterator[Slip]:
    """The wrong numbers that are not the right ones."""
    expected = [x for row in network.quantity(quantity) for x in row]
    for slip in _all(network, quantity):
        same_size = len(slip.numbers) == len(expected)
        if same_size and any(map(apart, slip.numbers, expected)):
            yield slip


def _all(network: Network, quantity: str) -> Iterator[Slip]:
    letter, layer = split(quantity) or ("C", 0)
    match letter:
        case "z":
            yield from _weighted_input(network, layer)
        case "a":
            says = f"That is {name_of(f'z{layer}')} itself."
            asks = "Which function makes an activation of a weighted input?"
            yield _slip("ACTIVATION_SKIPPED", network.vector(f"z{layer}"), says, asks)
        case "delta" if layer == network.layers.last:
            yield from _output_delta(network, layer)
        case "delta":
            yield from _hidden_delta(network, layer)
        case "dW":
            yield from _weights(network, layer)
        case "db":
            ones = [1.0] * network.size(layer)
            says = "1 is the local gradient ∂z/∂b."
            yield _slip("BIAS_IS_1", ones, says, f"What arrives at {name_of(f'z{layer}')}?")
        case _:
            pass


def _weighted_input(network: Network, layer: int) -> Iterator[Slip]:
    before = network.vector(f"a{layer - 1}")
    without = _times(network.weights(layer), before)
    yield _slip("BIAS_FORGOTTEN", without, "The bias is missing.", "What is added after W a?")
    turned = _times(_turned(network.weights(layer)), before)
    biased = _sum(turned, network.biases(layer))
    says = "The weights were read by columns."
    yield _slip("INDEX_SWAP", biased, says, "In ωⱼₖ, which index is the unit that receives?")


def _output_delta(network: Network, layer: int) -> Iterator[Slip]:
    errors, slopes = network.errors(), network.slopes(layer)
    a = network.vector(f"a{layer}")
    right = network.vector(f"delta{layer}")
    z = name_of(f"z{layer}")
    yield _slip("SIGMA_PRIME_FORGOTTEN", errors, f"That is ∂C/∂{name_of(f'a{layer}')}.",
                f"Which factor leads from the activation back to {z}?")  # fmt: skip
    yield _slip(
        "Y_MINUS_A", [-x for x in right], "Right size, wrong sign.", "Is it a − y or y − a?"
    )
    yield _slip("SIGMA_VALUE", _product(errors, a), f"That uses σ({z}) where σ'({z}) belongs.",
                "What is the derivative of σ?")  # fmt: skip
    yield _slip("WRONG_NODE", slopes, f"That is σ'({z}) alone: the local gradient.",
                "What arrives from the loss?")  # fmt: skip


def _hidden_delta(network: Network, layer: int) -> Iterator[Slip]:
    w, delta = network.weights(layer + 1), network.vector(f"delta{layer + 1}")
    slopes = network.slopes(layer)
    back = _times(_turned(w), delta)
    z = name_of(f"z{layer}")
    yield _slip("W_NOT_TRANSPOSED", _product(_times(w, delta), slopes),
                "The weights were not transposed.",
                "Which weights lead out of one hidden unit: a row of W, or a column?")  # fmt: skip
    yield _slip("SIGMA_PRIME_FORGOTTEN", back, f"That is ∂C/∂{name_of(f'a{layer}')}.",
                f"Which factor leads from the activation back to {z}?")  # fmt: skip
    yield _slip("SIGMA_VALUE", _product(back, network.vector(f"a{layer}")),
                f"That uses σ({z}) where σ'({z}) belongs.",
                "What is the derivative of σ?")  # fmt: skip
    yield _slip("DELTA_NOT_WEIGHTED", [sum(delta) * s for s in slopes],
                "The δ of the next layer were added without their weights.",
                "Along which weight does each message come?")  # fmt: skip
    own = network.weights(layer)
    if len(own) == len(delta):
        yield _slip("W_OF_THIS_LAYER", _product(_times(_turned(own), delta), slopes),
                    "Those are the weights into this layer.",
                    "Which weights stand between this layer and the next?")  # fmt: skip


def _weights(network: Network, layer: int) -> Iterator[Slip]:
    delta, before = network.vector(f"delta{layer}"), network.vector(f"a{layer - 1}")
    a = name_of(f"a{layer - 1}")
    own = network.vector(f"a{layer}")
    yield _slip("OUTER_TRANSPOSED", _outer(before, delta), "That is the transpose: a δᵀ.",
                "Which index counts the rows of W?")  # fmt: skip
    yield _slip("A_OF_THIS_LAYER", _outer(delta, own),
                "Those are the activations behind the weights.", f"What flows in along them? {a}?",
                )  # fmt: skip
    yield _slip("BIAS_GRADIENT", [d for d in delta for _ in before], "That is δ alone.",
                "What is ∂z/∂ω?")  # fmt: skip
    yield _slip("LOCAL_ONLY", [x for _ in delta for x in before],
                "Those are the local gradients ∂z/∂ω.", "What arrives at z?")  # fmt: skip


def _slip(id_: str, numbers: Vector, says: str, asks: str) -> Slip:
    return Slip(id_, tuple(numbers), says, asks)


def _times(matrix: Sequence[Vector], vector: Vector) -> list[float]:
    """Matrix times vector, as far as their sizes go together; nothing when they do not."""
    if any(len(row) != len(vector) for row in matrix):
        return []
    return [sum(x * y for x, y in zip(row, vector, strict=True)) for row in matrix]


def _turned(matrix: Sequence[Vector]) -> list[list[float]]:
    return [list(column) for column in zip(*matrix, strict=True)]


def _product(one: Vector, other: Vector) -> list[float]:
    """Elementwise, or nothing when the sizes differ."""
    return [x * y for x, y in zip(one, other, strict=True)] if len(one) == len(other) else []


def _sum(one: Vector, other: Vector) -> list[float]:
    return [x + y for x, y in zip(one, other, strict=True)] if len(one) == len(other) else []


def _outer(rows: Vector, columns: Vector) -> list[float]:
    return [x * y for x in rows for y in columns]
