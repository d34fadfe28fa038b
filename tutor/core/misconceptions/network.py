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

from tutor.core.graph import ACTIVATIONS, Index, Layers
from tutor.core.misconceptions.context import GradientContext, Sent


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


def _times(*factors: float | None) -> float | None:
    return None if None in factors else math.prod(f for f in factors if f is not None)


# --- δ of a hidden layer ----------------------------------------------------------------------


def not_transposed(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) Σ_k ω_jk^{ℓ+1} δ_k^{ℓ+1}: W in the place of its transpose."""
    (j,) = u.at
    total = u.summed(u.layer + 1, j, lambda layer, k, j: u.net.w(layer, j, k))
    yield _times(total, u.slope(u.layer, j))


def this_layers_weights(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) Σ_k ω_kj^ℓ δ_k^{ℓ+1}: the weights that lead into this layer."""
    (j,) = u.at
    yield _times(u.summed(u.layer, j, u.net.w), u.slope(u.layer, j))


def next_slope(u: Unit) -> Iterator[float | None]:
    """Σ_k ω_kj δ_k · σ′(z_j^{ℓ+1})."""
    (j,) = u.at
    yield _times(u.arriving(j), u.slope(u.layer + 1, j))


def no_slope(u: Unit) -> Iterator[float | None]:
    """∂C/∂a_j, in a hidden layer Σ_k ω_kj δ_k."""
    if u.net.z(u.layer, u.at[0]) != u.net.a(u.layer, u.at[0]):
        yield u.at_activation(u.at[0])


def value_for_slope(u: Unit) -> Iterator[float | None]:
    """∂C/∂a_j · a_j."""
    (j,) = u.at
    yield _times(u.at_activation(j), u.value(u.net.a(u.layer, j)))


def slope_at_a(u: Unit) -> Iterator[float | None]:
    """Σ_k ω_kj δ_k · σ′(a_j)."""
    (j,) = u.at
    node = u.net.a(u.layer, j)
    row = u.context.tape.row_of[node] if node is not None else None
    if node is None or row is None or row.op == "dot":
        return
    a = u.context.values[node]
    yield _times(u.arriving(j), float(row.rule.local_gradients(row.rule.value(a), a)[0]))


def one_successor(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) ω_kj δ_k for the first or the last k alone."""
    (j,) = u.at
    units = u.net.units(u.layer + 1)
    for k in dict.fromkeys((units[0], units[-1])) if len(units) > 1 else ():
        w = u.value(u.net.w(u.layer + 1, k, j))
        yield _times(w, u.delta(u.layer + 1, k), u.slope(u.layer, j))


def unweighted(u: Unit) -> Iterator[float | None]:
    """σ′(z_j) Σ_k δ_k."""
    deltas = [u.delta(u.layer + 1, k) or 0.0 for k in u.net.units(u.layer + 1)]
    yield _times(math.fsum(deltas), u.slope(u.layer, u.at[0]))


def output_formula(u: Unit) -> Iterator[float | None]:
    """(a_j − y_j) σ′(z_j) in a hidden layer."""
    (j,) = u.at
    a, y = u.value(u.net.a(u.layer, j)), u.value(u.net.node["y"].get((j,)))
    if a is not None and y is not None:
        yield _times(a - y, u.slope(u.layer, j))


def pushed_without_slope(u: Unit) -> Iterator[float | None]:
    """δ^L = ∂C/∂a^L without σ′, sent back."""
    outputs = {u.net.a(u.net.last, k) for k in u.net.units(u.net.last)}

    def message(sent: Sent) -> float:
        local = 1.0 if sent.successor in outputs else sent.local
        return sent.held + sent.arriving * local

    node = u.net.z(u.layer, u.at[0])
    yield None if node is None else u.context.rerun(message)[node]


def dot_for_hadamard(u: Unit) -> Iterator[float | None]:
    """Σ_j (Wᵀδ)_j σ′(z_j): ⊙ taken as a scalar product."""
    units = u.net.units(u.layer)
    if len(units) > 1:
        yield math.fsum(u.arriving(j) * (u.slope(u.layer, j) or 0.0) for j in units)


def outer_for_hadamard(u: Unit) -> Iterator[float | None]:
    """(Wᵀδ)_j σ′(z_i): a cell of an outer product."""
    for i in u.net.units(u.layer):
        if i != u.at[0]:
            yield _times(u.arriving(u.at[0]), u.slope(u.layer, i))


# --- gradients of weights and biases ----------------------------------------------------------


def this_a(u: Unit) -> Iterator[float | None]:
    """δ_j^ℓ a_k^ℓ."""
    j, k = u.at
    yield _times(u.delta(u.layer, j), u.value(u.net.a(u.layer, k)))


def transposed(u: Unit) -> Iterator[float | None]:
    """δ_k^ℓ a_j^{ℓ−1}."""
    j, k = u.at
    yield _times(u.delta(u.layer, k), u.value(u.net.a(u.layer - 1, j)))


def index_swap(u: Unit) -> Iterator[float | None]:
    """∂C/∂ω_kj for ∂C/∂ω_jk."""
    j, k = u.at
    node = u.net.w(u.layer, k, j)
    if j != k and node is not None:
        yield u.context.gradients[node]


def next_delta(u: Unit) -> Iterator[float | None]:
    """δ_j^{ℓ+1} a_k^{ℓ−1}."""
    j, k = u.at
    yield _times(u.delta(u.layer + 1, j), u.value(u.net.a(u.layer - 1, k)))


def w_for_a(u: Unit) -> Iterator[float | None]:
    """δ_j^ℓ ω_jk^ℓ."""
    j, k = u.at
    yield _times(u.delta(u.layer, j), u.value(u.net.w(u.layer, j, k)))


def bias_as_weight(u: Unit) -> Iterator[float | None]:
    """δ_j a_k at a bias."""
    for k in u.net.units(u.layer - 1):
        yield _times(u.delta(u.layer, u.at[0]), u.value(u.net.a(u.layer - 1, k)))


def bias_is_one(_unit: Unit) -> Iterator[float | None]:
    """∂z/∂b = 1 alone."""
    yield 1.0


# --- signs, halves, layers --------------------------------------------------------------------


def minus(u: Unit) -> Iterator[float | None]:
    """y − a for a − y: −δ."""
    delta = u.delta(u.layer, u.at[0])
    yield None if delta is None else -delta


def doubled(u: Unit) -> Iterator[float | None]:
    """2δ: the ½ of the cost is not there."""
    halves = (row for row in u.context.tape.rows if row.node == u.context.of and row.op == "mul")
    if any(0.5 in (u.context.values[i] for i in row.operands) for row in halves):
        yield _times(2.0, u.delta(u.layer, u.at[0]))


def input_delta(u: Unit) -> Iterator[float | None]:
    """Σ_k ω_kj δ_k · σ′(x_j): a δ¹, which does not exist."""
    x = u.context.values[u.net.node["x"][u.at]]
    row = next((r for r in u.context.tape.rows if r.op in ACTIVATIONS), None)
    if row is not None:
        slope = float(row.rule.local_gradients(row.rule.value(x), x)[0])
        yield _times(u.arriving(u.at[0]), slope)


def other_layer(u: Unit) -> Iterator[float | None]:
    """The quantity with the same indices in the layer after or before."""
    for layer in (u.layer + 1, u.layer - 1):
        node = u.net.node[u.letter].get((layer, *u.at))
        yield None if node is None else u.context.gradients[node]
