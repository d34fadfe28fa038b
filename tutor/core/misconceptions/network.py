"""Mistakes in the equations of a layered network (section 2 of the note).

    δ_j^L = ∂C/∂a_j^L · σ′(z_j^L)                       (2.3)
    δ_j^ℓ = Σ_k ω_kj^{ℓ+1} δ_k^{ℓ+1} · σ′(z_j^ℓ)         (2.4)
    ∂C/∂ω_jk^ℓ = δ_j^ℓ a_k^{ℓ−1},   ∂C/∂b_j^ℓ = δ_j^ℓ    (2.1)

Each function gives what comes out of one wrong version, all that comes before it being right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tutor.core.graph import ACTIVATIONS, Index, Layers, layers_of
from tutor.core.misconceptions.context import GradientContext, Sent
from tutor.core.misconceptions.rule import Guess, Rule


class Unit(NamedTuple):
    """One quantity of the network that is asked about, with what the equations need."""

    context: GradientContext
    net: Layers
    letter: str
    layer: int
    at: Index

    def value(self, node: int | None) -> float | None:
        """The forward value of a node that may not exist."""
        return None if node is None else self.context.values[node]

    def delta(self, layer: int, unit: int) -> float | None:
        """δ of a unit, None outside the network."""
        node = self.net.z(layer, unit)
        return None if node is None else self.context.gradients[node]

    def slope(self, layer: int, unit: int) -> float | None:
        """σ′(z) of a unit; 1 for a linear one."""
        z, a = self.net.z(layer, unit), self.net.a(layer, unit)
        if z is None or a is None:
            return None
        return 1.0 if z == a else self.context.locals[a][0]

    def at_activation(self, unit: int) -> float | None:
        """∂C/∂a of a unit of this layer."""
        node = self.net.a(self.layer, unit)
        return None if node is None else self.context.gradients[node]

    def arriving(self, unit: int) -> float:
        """Σ_k ω_kj δ_k over the next layer: ∂C/∂a of a unit of this layer."""
        return self.summed(self.layer + 1, unit, self.net.w) or 0.0

    def summed(
        self, layer: int, unit: int, weight: Callable[[int, int, int], int | None]
    ) -> float | None:
        """Σ_k (weight of k and ``unit``) δ_k over the layer after this one, None out of range."""
        total = 0.0
        for k in self.net.units(self.layer + 1):
            w, delta = self.value(weight(layer, k, unit)), self.delta(self.layer + 1, k)
            if w is None or delta is None:
                return None
            total += w * delta
        return total


WrongByUnit = Callable[[Unit], Iterator[float | None]]
"""The wrong numbers for one quantity of the network; None for one that it has not."""


def _times(*factors: float | None) -> float | None:
    return None if None in factors else math.prod(f for f in factors if f is not None)


# --- δ of a hidden layer ----------------------------------------------------------------------


def _not_transposed(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) Σ_k ω_jk^{ℓ+1} δ_k^{ℓ+1}: W in the place of its transpose."""
    (j,) = u.at
    total = u.summed(u.layer + 1, j, lambda layer, k, j: u.net.w(layer, j, k))
    yield _times(total, u.slope(u.layer, j))


def _this_layers_weights(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) Σ_k ω_kj^ℓ δ_k^{ℓ+1}: the weights that lead into this layer."""
    (j,) = u.at
    yield _times(u.summed(u.layer, j, u.net.w), u.slope(u.layer, j))


def _next_slope(u: Unit) -> Iterator[float | None]:
    """Σ_k ω_kj δ_k · σ′(z_j^{ℓ+1})."""
    (j,) = u.at
    yield _times(u.arriving(j), u.slope(u.layer + 1, j))


def _no_slope(u: Unit) -> Iterator[float | None]:
    """∂C/∂a_j, in a hidden layer Σ_k ω_kj δ_k."""
    if u.net.z(u.layer, u.at[0]) != u.net.a(u.layer, u.at[0]):
        yield u.at_activation(u.at[0])


def _value_for_slope(u: Unit) -> Iterator[float | None]:
    """∂C/∂a_j · a_j."""
    (j,) = u.at
    yield _times(u.at_activation(j), u.value(u.net.a(u.layer, j)))


def _slope_at_a(u: Unit) -> Iterator[float | None]:
    """Σ_k ω_kj δ_k · σ′(a_j)."""
    (j,) = u.at
    node = u.net.a(u.layer, j)
    row = u.context.tape.row_of[node] if node is not None else None
    if node is None or row is None or row.op == "dot":
        return
    a = u.context.values[node]
    yield _times(u.arriving(j), float(row.rule.local_gradients(row.rule.value(a), a)[0]))


def _one_successor(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) ω_kj δ_k for the first or the last k alone."""
    (j,) = u.at
    units = u.net.units(u.layer + 1)
    for k in dict.fromkeys((units[0], units[-1])) if len(units) > 1 else ():
        w = u.value(u.net.w(u.layer + 1, k, j))
        yield _times(w, u.delta(u.layer + 1, k), u.slope(u.layer, j))


def _unweighted(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) Σ_k δ_k."""
    deltas = [u.delta(u.layer + 1, k) or 0.0 for k in u.net.units(u.layer + 1)]
    yield _times(math.fsum(deltas), u.slope(u.layer, u.at[0]))


def _output_formula(u: Unit) -> Iterator[float | None]:
    """(a_j − y_j) σ′(z_j) in a hidden layer."""
    (j,) = u.at
    a, y = u.value(u.net.a(u.layer, j)), u.value(u.net.node["y"].get((j,)))
    if a is not None and y is not None:
        yield _times(a - y, u.slope(u.layer, j))


def _pushed_without_slope(u: Unit) -> Iterator[float | None]:
    """δ^L = ∂C/∂a^L without σ′, sent back."""
    outputs = {u.net.a(u.net.last, k) for k in u.net.units(u.net.last)}

    def message(sent: Sent) -> float:
        local = 1.0 if sent.successor in outputs else sent.local
        return sent.held + sent.arriving * local

    node = u.net.z(u.layer, u.at[0])
    yield None if node is None else u.context.rerun(message)[node]


def _dot_for_hadamard(u: Unit) -> Iterator[float | None]:
    """Σ_j (Wᵀδ)_j σ′(z_j): ⊙ taken as a scalar product."""
    units = u.net.units(u.layer)
    if len(units) > 1:
        yield math.fsum(u.arriving(j) * (u.slope(u.layer, j) or 0.0) for j in units)


def _outer_for_hadamard(u: Unit) -> Iterator[float | None]:
    """(Wᵀδ)_j σ′(z_i): a cell of an outer product."""
    for i in u.net.units(u.layer):
        if i != u.at[0]:
            yield _times(u.arriving(u.at[0]), u.slope(u.layer, i))


# --- gradients of weights and biases ----------------------------------------------------------


def _this_a(u: Unit) -> Iterator[float | None]:
    """δ_j^ℓ a_k^ℓ."""
    j, k = u.at
    yield _times(u.delta(u.layer, j), u.value(u.net.a(u.layer, k)))


def _transposed(u: Unit) -> Iterator[float | None]:
    """δ_k^ℓ a_j^{ℓ−1}."""
    j, k = u.at
    yield _times(u.delta(u.layer, k), u.value(u.net.a(u.layer - 1, j)))


def _index_swap(u: Unit) -> Iterator[float | None]:
    """∂C/∂ω_kj for ∂C/∂ω_jk."""
    j, k = u.at
    node = u.net.w(u.layer, k, j)
    if j != k and node is not None:
        yield u.context.gradients[node]


def _next_delta(u: Unit) -> Iterator[float | None]:
    """δ_j^{ℓ+1} a_k^{ℓ−1}."""
    j, k = u.at
    yield _times(u.delta(u.layer + 1, j), u.value(u.net.a(u.layer - 1, k)))


def _w_for_a(u: Unit) -> Iterator[float | None]:
    """δ_j^ℓ ω_jk^ℓ."""
    j, k = u.at
    yield _times(u.delta(u.layer, j), u.value(u.net.w(u.layer, j, k)))


def _bias_as_weight(u: Unit) -> Iterator[float | None]:
    """δ_j a_k at a bias."""
    for k in u.net.units(u.layer - 1):
        yield _times(u.delta(u.layer, u.at[0]), u.value(u.net.a(u.layer - 1, k)))


def _bias_is_one(_unit: Unit) -> Iterator[float | None]:
    """∂z/∂b = 1 alone."""
    yield 1.0


# --- signs, halves, layers --------------------------------------------------------------------


def _minus(u: Unit) -> Iterator[float | None]:
    """y − a for a − y: −δ."""
    delta = u.delta(u.layer, u.at[0])
    yield None if delta is None else -delta


def _doubled(u: Unit) -> Iterator[float | None]:
    """2δ: the ½ of the cost is not there."""
    halves = (row for row in u.context.tape.rows if row.node == u.context.of and row.op == "mul")
    if any(0.5 in (u.context.values[i] for i in row.operands) for row in halves):
        yield _times(2.0, u.delta(u.layer, u.at[0]))


def _input_delta(u: Unit) -> Iterator[float | None]:
    """Σ_k ω_kj δ_k · σ′(x_j): a δ¹, which does not exist."""
    x = u.context.values[u.net.node["x"][u.at]]
    row = next((r for r in u.context.tape.rows if r.op in ACTIVATIONS), None)
    if row is not None:
        slope = float(row.rule.local_gradients(row.rule.value(x), x)[0])
        yield _times(u.arriving(u.at[0]), slope)


def _other_layer(u: Unit) -> Iterator[float | None]:
    """The quantity with the same indices in the layer after or before."""
    for layer in (u.layer + 1, u.layer - 1):
        node = u.net.node[u.letter].get((layer, *u.at))
        yield None if node is None else u.context.gradients[node]


# --- the rows ---------------------------------------------------------------------------------


def _rule(
    id_: str, title: str, says: str, asks: str, letters: str, wrong: WrongByUnit, remedy: str,
    *, hidden: bool = False,
) -> Rule:  # fmt: skip
    """A rule about the quantities with these letters; ``hidden`` ones stand before layer L."""

    def guesses(context: GradientContext, node: int) -> Iterator[Guess]:
        net = layers_of(context.tape)
        letter_at = net.place.get(node) if net and context.of == context.tape.output else None
        if net is None or letter_at is None or letter_at[0] not in letters:
            return
        letter, at = letter_at
        layer = 1 if letter == "x" else at[0]
        if hidden and layer >= net.last:
            return
        unit = Unit(context, net, letter, layer, at if letter == "x" else at[1:])
        yield from (Guess(number) for number in wrong(unit) if number is not None)

    return Rule(id_, title, says, asks, guesses, remedy)


_WHERE = "Compare the weight's two indices: which one is the unit that it comes from?"
_SUM = "Which weights lead from this unit to the next layer?"
_FACTOR = "Which number does {v} multiply in the forward pass?"

NETWORK_RULES: tuple[Rule, ...] = (
    _rule("SIGMA_PRIME_FORGOTTEN", "σ′(z) left out",
          "{n} is how fast {z} changes with the activation that is made of {v}.",
          "What lies between {v} and that activation?", "z", _no_slope,
          "multiply by the local gradient"),
    _rule("W_NOT_TRANSPOSED", "the weight matrix not transposed",
          "{n} comes out when δ of the next layer is multiplied by W as it stands.",
          _SUM, "z", _not_transposed, "weights to the next layer", hidden=True),
    _rule("W_OF_THIS_LAYER", "the weights of this layer",
          "{n} comes out with the weights that lead into this layer.",
          _SUM, "z", _this_layers_weights, "weights to the next layer", hidden=True),
    _rule("DELTA_NOT_WEIGHTED", "the δ of the next layer added without their weights",
          "{n} comes out when the δ of the next layer are added without their weights.",
          _SUM, "z", _unweighted, "weights to the next layer", hidden=True),
    _rule("ONE_SUCCESSOR_ONLY", "one unit of the next layer only",
          "{n} is what one unit of the next layer sends.",
          "How many units of the next layer send a message?", "z", _one_successor,
          "sum over routes", hidden=True),
    _rule("SIGMA_PRIME_OF_NEXT_LAYER", "σ′ of the next layer",
          "{n} comes out with σ′ taken at the next layer.",
          "At which z does σ′ belong here?", "z", _next_slope, "derivative of the activation",
          hidden=True),
    _rule("SIGMA_VALUE", "a in place of σ′(z)",
          "{n} comes out with a itself in place of σ′(z).",
          "What is σ′(z), in terms of a?", "z", _value_for_slope, "derivative of the activation"),
    _rule("SIGMA_PRIME_OF_A", "σ′ taken at a",
          "{n} comes out with σ′(a) in place of σ′(z).",
          "At which number is σ′ taken?", "z", _slope_at_a, "derivative of the activation",
          hidden=True),
    _rule("OUTPUT_FORMULA_IN_HIDDEN", "the output layer's formula in a hidden layer",
          "{n} is (a − y)·σ′(z): that is δ of the output layer only.",
          "Does C depend on this unit directly, or through the next layer?", "z", _output_formula,
          "weights to the next layer", hidden=True),
    _rule("OUTPUT_DELTA_WITHOUT_SIGMA_PRIME", "the output's δ without σ′, sent back",
          "{n} comes out when δ of the output layer is taken as ∂C/∂a alone.",
          "What is still missing in δ of the output layer?", "z", _pushed_without_slope,
          "derivative of the activation", hidden=True),
    _rule("HADAMARD_AS_DOT", "⊙ taken as a scalar product",
          "{n} comes out when all components are added up.",
          "What is (1, 2) times (3, 4), component by component?", "z", _dot_for_hadamard,
          "one component at a time", hidden=True),
    _rule("HADAMARD_AS_OUTER", "components of different units multiplied",
          "{n} has σ′ of another unit in it.",
          "The question is about {v}: at which z is σ′ taken then?", "z", _outer_for_hadamard,
          "one component at a time", hidden=True),
    _rule("Y_MINUS_A", "y − a for a − y",
          "A sign was lost or gained on the way to {n}.",
          "Is the derivative of ½(y − a)² with respect to a equal to a − y or y − a?", "z", _minus,
          "sign"),
    _rule("NO_HALF", "the ½ of the cost forgotten",
          "{n} comes out without the ½ of the cost.",
          "What does the ½ do to the 2 of the square?", "z", _doubled, "factor one half"),
    _rule("A_OF_THIS_LAYER", "a of this layer",
          "{n} has the activation in it to which {v} leads.",
          _FACTOR, "w", _this_a, "a of the layer before"),
    _rule("W_INSTEAD_OF_A", "the weight itself in place of a",
          "{n} is δ times {v} itself.",
          _FACTOR, "w", _w_for_a, "a of the layer before"),
    _rule("OUTER_TRANSPOSED", "rows and columns exchanged",
          "{n} comes out with rows and columns exchanged.",
          _WHERE, "w", _transposed, "row and column"),
    _rule("INDEX_SWAP", "the weight with its indices exchanged",
          "{n} is the gradient of the weight with its two indices exchanged.",
          _WHERE, "w", _index_swap, "row and column"),
    _rule("NEXT_DELTA", "δ of the next layer",
          "{n} comes out with δ of the next layer.",
          "Into which unit does this weight lead?", "w", _next_delta, "δ of this layer"),
    _rule("BIAS_AS_A", "the bias treated like a weight",
          "{n} is δ times an activation: that is the gradient of a weight.",
          "How fast does z change with its bias?", "b", _bias_as_weight, "bias"),
    _rule("BIAS_IS_1", "the local gradient of the bias alone",
          "1 is how fast z changes with its bias, not yet how fast C does.",
          "What arrives at z?", "b", _bias_is_one, "multiply by what arrives"),
    _rule("DELTA_FOR_INPUT_LAYER", "σ′ at an input",
          "{n} has σ′ at an input in it.",
          "Is {v} computed by an activation?", "x", _input_delta, "inputs have no δ"),
    _rule("LAYER_OFF_BY_ONE", "the same quantity one layer further",
          "{n} is the gradient of the quantity with the same indices one layer further.",
          "Is the layer of the inputs counted as layer 1?", "zwb", _other_layer, "another node"),
)  # fmt: skip
